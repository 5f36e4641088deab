"""The second step in: the platform says who comes and what for, and we believe it or do not."""

from __future__ import annotations

import hmac
from typing import Any

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import URLEncodedBody
from litestar.response import Redirect

from api.clock import now
from api.http import AnyRequest
from api.lti.claims import DEEP_LINK, SCORE_SCOPE, Claims, read_claims
from api.lti.cookies import set_cookie
from api.lti.frames import frames_of, may_frame
from api.lti.gate import Gate, origin
from api.lti.login import state_cookie, target_path
from api.lti.tool import DEEP_LINK as DEEP_LINK_URL
from api.lti.tool import LAUNCH
from api.lti.visits import COOKIE, Role, Said, begin, role_of
from api.problems import RefusedError
from curriculum.storage.lti_platforms import Platform, StoredPlatform, platform_by_id
from curriculum.storage.lti_visits import VISIT_LIFETIME, came_back


@post(LAUNCH, sync_to_thread=True, opt={"any_query": True}, status_code=303)
def launch(
    request: AnyRequest, gate: NamedDependency[Gate], data: URLEncodedBody[dict[str, str]]
) -> Response[Any]:
    """Let somebody in whom a connected platform vouches for, and show what the link is about."""
    platform, nonce = _expected(request, gate, data)
    claims = read_claims(data.get("id_token", ""), platform.platform, gate.keysets, nonce)
    said = _said(claims, platform.platform, origin(gate.desk, request))
    with gate.desk.engine.begin() as connection:
        visit = begin(connection, platform, claims, said)
    answer = Redirect(visit.path, status_code=303)
    seconds = int(VISIT_LIFETIME.total_seconds())
    set_cookie(answer, COOKIE, visit.secret, path=visit.path, seconds=seconds)
    return answer


def _expected(request: AnyRequest, gate: Gate, data: dict[str, str]) -> tuple[StoredPlatform, str]:
    """Return the platform and the nonce of somebody whom this browser went away for."""
    state = data.get("state", "")
    kept = request.cookies.get(state_cookie(state), "")
    with gate.desk.engine.begin() as connection:
        expected = came_back(connection, state, now=now())
        platform = platform_by_id(connection, expected.platform_id) if expected else None
    if expected is None or platform is None or not platform.platform.active:
        raise RefusedError(
            400, "unknown-state", "This way in was used already, or is more than minutes old."
        )
    may_frame(request, frames_of(platform.platform))
    if not hmac.compare_digest(kept.encode(), state.encode("utf-8", "replace")):
        raise RefusedError(
            400, "cookie-lost", "Your browser did not keep our cookie; open the link in a window."
        )
    if "error" in data:
        raise RefusedError(403, "platform-refused", "Your course did not say who you are.")
    return platform, expected.nonce


def _said(claims: Claims, platform: Platform, ours: str) -> Said:
    grades = claims.grades
    scored = grades is not None and SCORE_SCOPE in grades.scope and bool(claims.sub)
    return_url = claims.presentation.return_url if claims.presentation else None
    deep_linking = claims.deep_linking if claims.message == DEEP_LINK else None
    if deep_linking and role_of(claims) is not Role.INSTRUCTOR:
        raise RefusedError(403, "role-needed", "Only those who teach a course choose for it.")
    return Said(
        subject=claims.sub,
        deployment=claims.deployment,
        target=DEEP_LINK_URL if deep_linking else target_path(claims.target, ours),
        frames=frames_of(platform, return_url),
        line_item=grades.lineitem if grades and scored else None,
        memberships=claims.memberships.context_memberships_url if claims.memberships else None,
        deep_linking=deep_linking,
    )
