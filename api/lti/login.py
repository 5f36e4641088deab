"""The first step in: a platform sends somebody, and we send them back to say who they are.

OpenID Connect Core 3.2 as the 1EdTech Security Framework 1.0, section 5.1, narrows it.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated, Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import URLEncodedBody
from litestar.response import Redirect
from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from api.clock import now
from api.http import AnyRequest
from api.lti.cookies import set_cookie
from api.lti.doors import DoorPath, whose
from api.lti.frames import framed, frames_of, may_frame
from api.lti.gate import Gate, origin
from api.lti.tool import LAUNCH, LOGIN, group_login
from api.problems import RefusedError
from curriculum.storage.database import reading
from curriculum.storage.lti_platforms import StoredPlatform, find_platform
from curriculum.storage.lti_visits import STATE_LIFETIME, expect
from curriculum.values import clean

CHECK_COOKIE = "curriculum_lti"
GROUP_LOGIN = group_login("{door:str}")
FRAMES = ("iframe", "frame", "embed", "object")


Text = Annotated[str, AfterValidator(clean)]


class Login(BaseModel):
    """What a platform sends somebody with; what else it sends is of no use to us."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    iss: Annotated[Text, Field(min_length=1, max_length=255)]
    login_hint: Annotated[Text, Field(min_length=1, max_length=4000)]
    target_link_uri: Annotated[Text, Field(max_length=2000)] = ""
    client_id: Annotated[Text, Field(max_length=255)] | None = None
    lti_message_hint: Annotated[Text, Field(max_length=8000)] | None = None
    checked: Annotated[Text, Field(max_length=1)] | None = None


@get(LOGIN, sync_to_thread=True, opt={"any_query": True})
def get_login(request: AnyRequest, gate: NamedDependency[Gate]) -> Response[Any]:
    """Send somebody back to their platform, who came by the shared address."""
    return _login(request, gate, None, dict(request.query_params.items()))


@post(LOGIN, sync_to_thread=True, opt={"any_query": True}, status_code=303)
def post_login(
    request: AnyRequest, gate: NamedDependency[Gate], data: URLEncodedBody[dict[str, str]]
) -> Response[Any]:
    """Send somebody back to their platform, who came by the shared address."""
    return _login(request, gate, None, data)


@get(GROUP_LOGIN, sync_to_thread=True, opt={"any_query": True})
def get_group_login(
    request: AnyRequest, gate: NamedDependency[Gate], door: DoorPath
) -> Response[Any]:
    """Send somebody back to their platform, which this group is connected with."""
    return _login(request, gate, whose(gate.desk.engine, door), dict(request.query_params.items()))


@post(GROUP_LOGIN, sync_to_thread=True, opt={"any_query": True}, status_code=303)
def post_group_login(
    request: AnyRequest,
    gate: NamedDependency[Gate],
    door: DoorPath,
    data: URLEncodedBody[dict[str, str]],
) -> Response[Any]:
    """Send somebody back to their platform, which this group is connected with."""
    return _login(request, gate, whose(gate.desk.engine, door), data)


def _login(
    request: AnyRequest, gate: Gate, organisation_id: int | None, given: dict[str, Any]
) -> Response[Any]:
    try:
        asked = Login.model_validate(given)
    except ValidationError:
        raise RefusedError(
            400, "bad-login", "The platform did not say who it is and whom it sends."
        ) from None
    with reading(gate.desk.engine) as connection:
        platform = find_platform(connection, organisation_id, asked.iss, asked.client_id)
    if platform is None:
        raise RefusedError(
            403,
            "unknown-platform",
            f"No group here is connected with {asked.iss}. Its owner can connect it, or, if that "
            "was done, has still to let people in.",
        )
    may_frame(request, frames_of(platform.platform))
    if asked.target_link_uri:
        target_path(asked.target_link_uri, origin(gate.desk, request))
    if request.headers.get("Sec-Fetch-Dest") in FRAMES:
        return _in_a_frame(request, gate, asked, platform)
    return _go(request, gate, asked, platform)


def _in_a_frame(
    request: AnyRequest, gate: Gate, asked: Login, platform: StoredPlatform
) -> Response[Any]:
    """See first whether the browser keeps our cookies here: a hint works once in some platforms."""
    here, query = (
        request.url.path,
        urlencode(asked.model_dump(exclude_none=True, exclude={"checked"})),
    )
    if CHECK_COOKIE in request.cookies:
        return _go(request, gate, asked, platform)
    if asked.checked is None:
        answer = Redirect(f"{here}?{query}&checked=1", status_code=303)
        set_cookie(answer, CHECK_COOKIE, "1", path=here, seconds=600)
        return answer
    return framed("window", frames_of(platform.platform), address=f"{here}?{query}")


def _go(request: AnyRequest, gate: Gate, asked: Login, platform: StoredPlatform) -> Response[Any]:
    with gate.desk.engine.begin() as connection:
        state, nonce = expect(connection, platform.id, now=now())
    asking = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": platform.platform.client_id,
        "redirect_uri": origin(gate.desk, request) + LAUNCH,
        "login_hint": asked.login_hint,
        "state": state,
        "nonce": nonce,
    }
    if asked.lti_message_hint is not None:
        asking["lti_message_hint"] = asked.lti_message_hint
    answer = Redirect(_with(platform.platform.authorization_url, asking), status_code=303)
    seconds = int(STATE_LIFETIME.total_seconds())
    set_cookie(answer, state_cookie(state), state, path=LAUNCH, seconds=seconds)
    return answer


def _with(url: str, query: dict[str, str]) -> str:
    """Return an address with more in its query."""
    parts = urlsplit(url)
    pairs = [*parse_qsl(parts.query, keep_blank_values=True), *query.items()]
    return urlunsplit(parts._replace(query=urlencode(pairs), fragment=""))


def state_cookie(state: str) -> str:
    """Return the name of the cookie of one launch: a page may have several frames of ours."""
    return f"curriculum_state_{sha256(state.encode('utf-8', 'replace')).hexdigest()[:16]}"


def target_path(target: str, ours: str) -> str:
    """Return the path of a link to us; RefusedError for one that leads elsewhere."""
    if target != ours and not target.startswith(f"{ours}/"):
        raise RefusedError(
            403, "foreign-target", "The link leads to another server than this tool's."
        )
    return urlsplit(target).path or "/"
