"""Tokens that programs enter with; the database keeps a digest of the secret alone."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection

from curriculum.storage.people import Role


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
