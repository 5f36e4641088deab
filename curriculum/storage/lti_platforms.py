"""Learning platforms that an organisation is connected with, and the links that connect one."""

from __future__ import annotations

import datetime as dt
import hmac
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints
from sqlalchemy import Connection, Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from curriculum.errors import ConflictError, NotFoundError, StaleError
from curriculum.storage.bodies import write_body
from curriculum.storage.lti_tables import lti_platform as table
from curriculum.storage.lti_tables import lti_registration as registration
from curriculum.storage.names import is_number
from curriculum.storage.secret import hash_secret, new_secret
from curriculum.values import Line, Value

REGISTRATION_LIFETIME = dt.timedelta(days=3)


def _whole(url: str) -> str:
    """Return an address as it is, once it has all its parts."""
    try:
        parts = urlsplit(url)
        if parts.hostname and parts.port != 0:
            return url
    except ValueError:
        pass
    raise ValueError("this is no address; copy it from the platform")


WebAddress = Annotated[
    str,
    StringConstraints(pattern=r"^https?://[!-~]+$", min_length=9, max_length=255),
    AfterValidator(_whole),
]
Identifier = Annotated[str, StringConstraints(pattern=r"^[!-~]+$", min_length=1, max_length=255)]
"""What a platform calls something: visible ASCII, without spaces."""


class Platform(Value):
    """A learning platform as LTI 1.3 knows it (Security Framework 1.0, section 3)."""

    name: Line
    issuer: WebAddress
    client_id: Identifier
    authorization_url: WebAddress
    token_url: WebAddress
    keyset_url: WebAddress
    token_audience: WebAddress | None = None
    """Whom a request for a token speaks to, where that is not `token_url`."""
    deployments: Annotated[tuple[Identifier, ...], Field(max_length=100)] = ()
    """The places in the platform that may send people; any other is refused."""
    active: bool = False
    """Nobody comes in before this is true."""
    roster: bool = False
    """Whether instructors may have the course's members, as codes."""
    planning: bool = False
    """Whether instructors may change the workshop that their link leads to."""


@dataclass(frozen=True, slots=True)
class StoredPlatform:
    """A platform with its id, whose it is, and the version that guards changes."""

    id: int
    organisation_id: int
    etag: str
    platform: Platform
    person_key: str
    shared: bool
    """Whether it knows us by the addresses and the key that all organisations once had."""

    @property
    def signs_as(self) -> int | None:
        """Return whose key it knows: its organisation's, or None for the server's."""
        return None if self.shared else self.organisation_id

    def person(self, subject: str) -> str:
        """Return the digest that stands for a person of this platform."""
        return hmac.new(self.person_key.encode(), subject.encode(), "sha256").hexdigest()


def create_platform(
    connection: Connection, organisation_id: int, platform: Platform
) -> StoredPlatform:
    """Store a platform; ConflictError when the organisation has it already."""
    row = _columns(platform) | {"organisation_id": organisation_id, "version": 1, "shared": False}
    row["person_key"] = new_secret()
    with _unique(connection):
        return _stored(connection.execute(insert(table).values(row).returning(table)).one())


def load_platform(connection: Connection, organisation_id: int, platform_id: int) -> StoredPlatform:
    """Return a platform of the organisation; NotFoundError, also for somebody else's."""
    own = (table.c.id == platform_id, table.c.organisation_id == organisation_id)
    row = connection.execute(select(table).where(*own)).first() if is_number(platform_id) else None
    if row is None:
        raise NotFoundError("There is no such platform; see the list of platforms.")
    return _stored(row)


def platform_by_id(connection: Connection, platform_id: int) -> StoredPlatform:
    """Return a platform that a row of ours names."""
    return _stored(connection.execute(select(table).where(table.c.id == platform_id)).one())


def find_platform(
    connection: Connection, organisation_id: int | None, issuer: str, client_id: str | None
) -> StoredPlatform | None:
    """Return the active platform that says so of itself, if there is one such and no other.

    Without an organisation it came by the shared address: what was connected by that one comes
    first, so that no other organisation gets in its way.
    """
    found = select(table).where(table.c.issuer == issuer, table.c.active)
    if organisation_id is not None:
        found = found.where(table.c.organisation_id == organisation_id)
    if client_id is not None:
        found = found.where(table.c.client_id == client_id)
    rows = connection.execute(found.order_by(table.c.shared.desc()).limit(2)).all()
    first = [row for row in rows if organisation_id is not None or row.shared == rows[0].shared]
    return _stored(first[0]) if len(first) == 1 else None


def list_platforms(connection: Connection, organisation_id: int) -> tuple[StoredPlatform, ...]:
    """Return the platforms of an organisation, the oldest first."""
    found = select(table).where(table.c.organisation_id == organisation_id).order_by(table.c.id)
    return tuple(_stored(row) for row in connection.execute(found))


def save_platform(
    connection: Connection,
    organisation_id: int,
    platform_id: int,
    platform: Platform,
    *,
    expected_etag: str,
) -> StoredPlatform:
    """Replace what is known of a platform; NotFoundError, StaleError, ConflictError.

    One of the shared addresses stays who it is: under another name it could speak with the
    server's key for somebody else's platform.
    """
    stored = _hold(connection, organisation_id, platform_id, expected_etag)
    if stored.shared and _name(stored.platform) != _name(platform):
        raise ConflictError(
            "This platform has the shared addresses, which go with its issuer and client id. "
            "Connect the other one as a new platform."
        )
    row = _columns(platform) | {"version": table.c.version + 1}
    saved = update(table).where(table.c.id == platform_id).values(row).returning(table)
    with _unique(connection):
        return _stored(connection.execute(saved).one())


def move_platform(
    connection: Connection, organisation_id: int, platform_id: int, *, expected_etag: str
) -> StoredPlatform:
    """Speak to a platform with the organisation's own key from now on; NotFoundError, StaleError.

    It must have been given the organisation's own addresses.
    """
    _hold(connection, organisation_id, platform_id, expected_etag)
    row = {"version": table.c.version + 1, "shared": False}
    moved = update(table).where(table.c.id == platform_id).values(row).returning(table)
    return _stored(connection.execute(moved).one())


def delete_platform(
    connection: Connection, organisation_id: int, platform_id: int, *, expected_etag: str
) -> None:
    """Forget a platform and everybody who came through it; NotFoundError, StaleError."""
    _hold(connection, organisation_id, platform_id, expected_etag)
    connection.execute(delete(table).where(table.c.id == platform_id))


# --- links that connect a platform ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Registration:
    """What an owner's link allows: to connect one platform with their organisation."""

    organisation_id: int
    roster: bool
    planning: bool


def create_registration(
    connection: Connection,
    organisation_id: int,
    *,
    roster: bool,
    planning: bool,
    now: dt.datetime,
) -> str:
    """Return the secret of a link that connects one platform within three days."""
    connection.execute(delete(registration).where(registration.c.expires_at <= now))
    secret = new_secret()
    row = {"hash": hash_secret(secret), "organisation_id": organisation_id}
    row |= {"roster": roster, "planning": planning, "expires_at": now + REGISTRATION_LIFETIME}
    connection.execute(insert(registration).values(row))
    return secret


def load_registration(
    connection: Connection, secret: str, *, now: dt.datetime
) -> Registration | None:
    """Return what a link allows unless it was used or is too old."""
    fresh = (registration.c.hash == hash_secret(secret), registration.c.expires_at > now)
    row = connection.execute(select(registration).where(*fresh)).first()
    return None if row is None else Registration(row.organisation_id, row.roster, row.planning)


def use_registration(connection: Connection, secret: str, *, now: dt.datetime) -> bool:
    """Use a link up; tell whether it was there to be used."""
    fresh = (registration.c.hash == hash_secret(secret), registration.c.expires_at > now)
    return connection.execute(delete(registration).where(*fresh)).rowcount == 1


def _hold(
    connection: Connection, organisation_id: int, platform_id: int, expected_etag: str
) -> StoredPlatform:
    """Keep others from changing a platform until the end, once it is as expected."""
    load_platform(connection, organisation_id, platform_id)
    connection.execute(select(table.c.id).where(table.c.id == platform_id).with_for_update())
    stored = load_platform(connection, organisation_id, platform_id)
    if stored.etag != expected_etag:
        raise StaleError(f"Somebody else changed {stored.platform.name}; load it again.")
    return stored


@contextmanager
def _unique(connection: Connection) -> Iterator[None]:
    try:
        with connection.begin_nested():
            yield
    except IntegrityError as error:
        raise ConflictError(
            "A platform of this issuer and client id is connected already; delete that one first."
        ) from error


def _name(platform: Platform) -> tuple[str, str]:
    return platform.issuer, platform.client_id


def _columns(platform: Platform) -> dict[str, Any]:
    named = {name: getattr(platform, name) for name in ("issuer", "client_id", "active")}
    return named | {"body": write_body(platform)}


def _stored(row: Row[Any]) -> StoredPlatform:
    """Return a row as it is handed out."""
    body = Platform.model_validate_json(row.body)
    etag = f"{row.id}-{row.version}"
    return StoredPlatform(
        row.id, row.organisation_id, etag, body, row.person_key, shared=row.shared
    )
