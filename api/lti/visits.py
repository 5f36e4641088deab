"""A visit: what a platform said of one launch, and the browser that it is for."""

from __future__ import annotations

import base64
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from joserfc import jwe
from joserfc.jwk import OctKey
from sqlalchemy import Connection

from api.auth import check_csrf, csrf_token
from api.clock import now
from api.http import AnyRequest
from api.lti.claims import Claims, DeepLinking
from api.lti.frames import may_frame
from api.lti.gate import Gate
from api.lti.items import target_of
from api.problems import RefusedError
from api.web.answers import Visitor
from curriculum.storage.database import reading
from curriculum.storage.lti_platforms import StoredPlatform, platform_by_id
from curriculum.storage.lti_visits import StoredVisit, create_visit, load_visit
from curriculum.storage.secret import new_secret
from curriculum.values import Value

COOKIE = "curriculum_visit"
VISITS = "/lti/visits"

_COURSE = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
_ELSEWHERE = "http://purl.imsglobal.org/vocab/lis/v2/"
TEACHING = frozenset(
    {
        f"{_COURSE}Instructor",
        f"{_COURSE}Administrator",
        f"{_ELSEWHERE}institution/person#Administrator",
        f"{_ELSEWHERE}system/person#Administrator",
    }
)
"""The roles that see what is for facilitators; to be a teacher in another course is none."""


class Role(StrEnum):
    """What somebody is in the course that they come from."""

    LEARNER = "learner"
    INSTRUCTOR = "instructor"


class Said(Value):
    """What of a launch is needed later; the database has it sealed."""

    subject: str
    deployment: str
    target: str
    """The path of the link."""
    frames: tuple[str, ...]
    line_item: str | None = None
    """Where a completion is told, if the link asks for it."""
    memberships: str | None = None
    deep_linking: DeepLinking | None = None


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody who is in, for one launch."""

    stored: StoredVisit
    platform: StoredPlatform
    said: Said
    secret: str

    @property
    def path(self) -> str:
        """Return where the visit is."""
        return f"{VISITS}/{self.stored.id}"

    @property
    def teaches(self) -> bool:
        """Tell whether they see what is for facilitators."""
        return self.stored.role == Role.INSTRUCTOR

    @property
    def looks(self) -> Visitor:
        """Return what pages need to know: nobody of ours, whose forms are theirs all the same."""
        return Visitor(None, csrf_token(self.secret))

    def needs_teaching(self) -> None:
        """Refuse what is not for learners."""
        if not self.teaches:
            raise RefusedError(403, "role-needed", "This is for those who teach the course.")

    @property
    def workshop_to_plan(self) -> str:
        """Return the id of the workshop that they may change: that of their link; or nothing."""
        allowed = self.teaches and self.platform.platform.planning
        return target_of(self.said.target).workshop if allowed else ""


def role_of(claims: Claims) -> Role:
    """Return what somebody may see; whoever is not known to teach is a learner."""
    return Role.INSTRUCTOR if TEACHING.intersection(claims.roles) else Role.LEARNER


def begin(connection: Connection, platform: StoredPlatform, claims: Claims, said: Said) -> Visit:
    """Let somebody in."""
    secret = new_secret()
    visit_id = create_visit(
        connection,
        platform.id,
        secret=secret,
        role=role_of(claims),
        person=platform.person(claims.sub),
        sealed=_seal(said, secret),
        now=now(),
    )
    stored = load_visit(connection, visit_id, secret, now=now())
    if stored is None:
        raise RuntimeError("a visit is gone that was just stored")
    return Visit(stored, platform, said, secret)


@contextmanager
def visiting(
    gate: Gate, request: AnyRequest, visit_id: str, secret: str | None = None
) -> Iterator[tuple[Connection, Visit]]:
    """Open the database to read for somebody who is in."""
    with reading(gate.desk.engine) as connection:
        visit = _known(connection, visit_id, secret or request.cookies.get(COOKIE, ""))
        may_frame(request, visit.said.frames)
        yield connection, visit


@contextmanager
def changing(
    gate: Gate, request: AnyRequest, visit_id: str, form: dict[str, str]
) -> Iterator[tuple[Connection, Visit]]:
    """Open the database to write what a form of a visit's page asks for."""
    with gate.desk.engine.begin() as connection:
        visit = _known(connection, visit_id, request.cookies.get(COOKIE, ""))
        may_frame(request, visit.said.frames)
        check_form(visit, form)
        yield connection, visit


def check_form(visit: Visit, form: dict[str, str]) -> None:
    """Refuse a form that is not from a page of this visit."""
    check_csrf(visit.secret, form.get("csrf_token"))


def _known(connection: Connection, visit_id: str, secret: str) -> Visit:
    stored = load_visit(connection, visit_id, secret, now=now())
    if stored is None:
        raise RefusedError(
            401, "visit-over", "This visit is over. Open the link in your course again."
        )
    platform = platform_by_id(connection, stored.platform_id)
    if not platform.platform.active:
        raise RefusedError(403, "platform-inactive", "Your course is not connected any more.")
    return Visit(stored, platform, _open(stored.sealed, secret), secret)


# --- sealing --------------------------------------------------------------------------------------


def _key(secret: str) -> OctKey:
    """Return the key that a browser's secret stands for."""
    digest = hmac.new(secret.encode(), b"visit", sha256).digest()
    return OctKey.import_key(
        {"kty": "oct", "k": base64.urlsafe_b64encode(digest).decode().rstrip("=")}
    )


def _seal(said: Said, secret: str) -> str:
    header = {"alg": "dir", "enc": "A256GCM"}
    return jwe.encrypt_compact(header, said.model_dump_json(), _key(secret))


def _open(sealed: str, secret: str) -> Said:
    plain = jwe.decrypt_compact(sealed, _key(secret)).plaintext or b""
    return Said.model_validate_json(plain)
