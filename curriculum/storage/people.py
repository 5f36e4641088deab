"""Organisations, and the people and programs that may enter.

Secrets are made here once and handed out; the database keeps SHA-256 digests of them alone.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from curriculum.organisation import Organisation


class Role(StrEnum):
    """What somebody may do in an organisation, the most first."""

    OWNER = "owner"
    EDITOR = "editor"
    FACILITATOR = "facilitator"
    READER = "reader"

    def may(self, needed: Role) -> bool:
        """Tell whether this role includes the needed one."""
        order = list(Role)
        return order.index(self) <= order.index(needed)


@dataclass(frozen=True, slots=True)
class StoredOrganisation:
    """An organisation with its id and the version that guards changes."""

    id: int
    etag: str
    organisation: Organisation


@dataclass(frozen=True, slots=True)
class User:
    """A person who signs in, in the organisation they belong to."""

    id: int
    organisation_id: int
    role: Role
    name: str
    email: str | None


@dataclass(frozen=True, slots=True)
class Token:
    """What a program enters with; the secret itself is shown once and never stored."""

    id: int
    organisation_id: int
    role: Role
    name: str
    created_at: dt.datetime
    last_used_at: dt.datetime | None
    revoked_at: dt.datetime | None


# --- organisations --------------------------------------------------------------------------------


def create_organisation(connection: Connection, organisation: Organisation) -> StoredOrganisation:
    """Store a new organisation."""
    raise NotImplementedError


def load_organisation(connection: Connection, organisation_id: int) -> StoredOrganisation:
    """Return an organisation; NotFoundError."""
    raise NotImplementedError


def list_organisations(connection: Connection) -> tuple[StoredOrganisation, ...]:
    """Return all organisations, the oldest first."""
    raise NotImplementedError


def save_organisation(
    connection: Connection, organisation_id: int, organisation: Organisation, *, expected_etag: str
) -> StoredOrganisation:
    """Replace an organisation's details; NotFoundError, StaleError."""
    raise NotImplementedError


# --- users ----------------------------------------------------------------------------------------


def create_user(  # noqa: PLR0913 -- a person is that many facts
    connection: Connection,
    organisation_id: int,
    *,
    name: str,
    role: Role,
    now: dt.datetime,
    email: str | None = None,
    password: str | None = None,
) -> User:
    """Store a person; ConflictError when the e-mail address is taken."""
    raise NotImplementedError


def load_user(connection: Connection, user_id: int) -> User:
    """Return a person; NotFoundError."""
    raise NotImplementedError


def list_users(connection: Connection, organisation_id: int) -> tuple[User, ...]:
    """Return the people of an organisation, by name."""
    raise NotImplementedError


def check_password(connection: Connection, email: str, password: str) -> User | None:
    """Return the person with this address and password; equally slow when there is none."""
    raise NotImplementedError


def set_password(connection: Connection, user_id: int, password: str | None) -> None:
    """Set or remove a password; signs the person out everywhere. NotFoundError."""
    raise NotImplementedError


def set_role(connection: Connection, user_id: int, role: Role) -> None:
    """Change what a person may do; NotFoundError, ConflictError for the last owner."""
    raise NotImplementedError


# --- tokens ---------------------------------------------------------------------------------------


def create_token(
    connection: Connection, organisation_id: int, *, name: str, role: Role, now: dt.datetime
) -> tuple[Token, str]:
    """Store a token and return it with its secret, `cur_...`, which cannot be had again."""
    raise NotImplementedError


def use_token(connection: Connection, secret: str, *, now: dt.datetime) -> Token | None:
    """Return the token of this secret unless revoked; notes the time of use, once a minute."""
    raise NotImplementedError


def list_tokens(connection: Connection, organisation_id: int) -> tuple[Token, ...]:
    """Return the tokens of an organisation, revoked ones too, the newest first."""
    raise NotImplementedError


def revoke_token(
    connection: Connection, organisation_id: int, token_id: int, *, now: dt.datetime
) -> None:
    """Revoke a token of the organisation for good; NotFoundError."""
    raise NotImplementedError


# --- signing in -----------------------------------------------------------------------------------

LINK_LIFETIME = dt.timedelta(minutes=15)
SESSION_LIFETIME = dt.timedelta(days=14)


def create_sign_in_link(connection: Connection, user_id: int, *, now: dt.datetime) -> str:
    """Return the secret of a link that signs this person in once, within 15 minutes."""
    raise NotImplementedError


def use_sign_in_link(connection: Connection, secret: str, *, now: dt.datetime) -> User | None:
    """Return the person of a link that is fresh and unused, and use it up."""
    raise NotImplementedError


def start_web_session(
    connection: Connection, user_id: int, *, now: dt.datetime, replaces: str | None = None
) -> str:
    """Return a new secret for the cookie; the one it replaces, if given, ends."""
    raise NotImplementedError


def load_web_session(connection: Connection, secret: str, *, now: dt.datetime) -> User | None:
    """Return the signed-in person of a cookie's secret."""
    raise NotImplementedError


def end_web_session(connection: Connection, secret: str) -> None:
    """Sign out here."""
    raise NotImplementedError


def end_web_sessions(connection: Connection, user_id: int) -> None:
    """Sign this person out everywhere; their unused links go too."""
    raise NotImplementedError
