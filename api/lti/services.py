"""What a platform is asked and told behind the scenes: members of a course, and completions.

Names and Role Provisioning Services 2.0; Assignment and Grade Services 2.0, section 3.4.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit, urlunsplit

from api.clock import now
from api.lti.claims import MEMBERSHIPS_SCOPE, SCORE_SCOPE
from api.lti.frames import origins
from api.lti.gate import Gate
from api.lti.keys import sign
from api.outgoing import Answer, UnreachableError
from curriculum.storage.lti_platforms import StoredPlatform
from curriculum.storage.secret import new_secret

MOST_PAGES = 40
LEARNER = ("Learner", "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner")
"""Some platforms write roles short here although their tokens have them whole."""

_NEXT = re.compile(r'<([^>]*)>[^,<]*;\s*rel\s*=\s*"?next"?', re.IGNORECASE)
_CODE = ("23456789", "abcdefghjkmnpqrstuvwxyz") * 3
"""What each place of a code may be; no two letters stand together, so that it spells no name."""


@dataclass(frozen=True, slots=True)
class Service:
    """A connected platform, as we speak to it ourselves."""

    gate: Gate
    platform: StoredPlatform

    def codes(self, memberships: str) -> tuple[str, ...]:
        """Return a code for each active learner of a course, in their order.

        Neither names nor addresses are looked at. UnreachableError.
        """
        bearer = self._bearer(MEMBERSHIPS_SCOPE)
        members = [one for page in self._pages(memberships, bearer) for one in page]
        learners = {str(one["user_id"]) for one in members if _learns(one)}
        return tuple(sorted(code_of(self.platform.person(subject)) for subject in learners))

    def tell_completion(self, line_item: str, subject: str, done_at: dt.datetime) -> None:
        """Tell that somebody is done; UnreachableError."""
        score = {
            "userId": subject,
            "scoreGiven": 1,
            "scoreMaximum": 1,
            "activityProgress": "Completed",
            "gradingProgress": "FullyGraded",
            "timestamp": done_at.isoformat(timespec="milliseconds"),
        }
        headers = {
            **self._bearer(SCORE_SCOPE),
            "Content-Type": "application/vnd.ims.lis.v1.score+json",
        }
        answer = self.gate.outgoing.send(scores_url(line_item), json.dumps(score).encode(), headers)
        _expect(answer, "take the completion")

    def _bearer(self, scope: str) -> dict[str, str]:
        """Return the header that lets us ask for what is in this scope (RFC 7523)."""
        platform, moment = self.platform.platform, int(now().timestamp())
        assertion = {
            "iss": platform.client_id,
            "sub": platform.client_id,
            "aud": platform.token_audience or platform.token_url,
            "iat": moment,
            "exp": moment + 60,
            "jti": new_secret(),
        }
        form = {
            "grant_type": "client_credentials",
            "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion": sign(self.gate.desk.engine, self.platform.signs_as, assertion),
            "scope": scope,
        }
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = self.gate.outgoing.send(platform.token_url, urlencode(form).encode(), headers)
        _expect(answer, "let us in")
        token = _object(answer).get("access_token")
        if not isinstance(token, str) or not token.isascii() or not token.isprintable():
            raise UnreachableError("The platform let us in without saying how.")
        return {"Authorization": f"Bearer {token}"}

    def _pages(self, url: str, bearer: dict[str, str]) -> Iterator[list[dict[str, Any]]]:
        """Yield the members, page by page; the token goes to no other host than the first."""
        headers = {
            **bearer,
            "Accept": "application/vnd.ims.lti-nrps.v2.membershipcontainer+json",
        }
        home, following = origins(url), url
        for _ in range(MOST_PAGES):
            answer = self.gate.outgoing.get(following, headers)
            _expect(answer, "tell the members")
            members = _object(answer).get("members")
            yield [one for one in members if _is_member(one)] if isinstance(members, list) else []
            found = _NEXT.search(answer.headers.get("link", ""))
            if found is None:
                return
            following = _joined(following, found[1])
            if origins(following) != home:
                raise UnreachableError("The platform's list of members goes on at another host.")
        raise UnreachableError("The platform's list of members does not end.")


def code_of(person: str) -> str:
    """Return the code that a person goes by in the register: the same every time."""
    number, code = int(person, 16), ""
    for letters in _CODE:
        number, place = divmod(number, len(letters))
        code += letters[place]
    return code


def scores_url(line_item: str) -> str:
    """Return where scores of a line item go: in the path, before its query."""
    try:
        parts = urlsplit(line_item)
    except ValueError:
        raise UnreachableError("The platform named no address to tell the completion.") from None
    return urlunsplit(parts._replace(path=parts.path.rstrip("/") + "/scores", fragment=""))


def _joined(here: str, there: str) -> str:
    """Return an address as a page names it, or none at all."""
    try:
        return urljoin(here, there)
    except ValueError:
        return ""


def _is_member(one: object) -> bool:
    return isinstance(one, dict) and isinstance(one.get("user_id"), str | int)


def _learns(member: dict[str, Any]) -> bool:
    roles = member.get("roles")
    active = member.get("status", "Active") == "Active"
    return active and isinstance(roles, list) and any(role in LEARNER for role in roles)


def _expect(answer: Answer, what: str) -> None:
    if not answer.is_ok:
        raise UnreachableError(f"The platform did not {what}; it answered {answer.status}.")


def _object(answer: Answer) -> dict[str, Any]:
    try:
        found = json.loads(answer.body)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise UnreachableError("The platform answered something that cannot be read.")
    return found
