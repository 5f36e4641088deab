"""Tokens that programs enter with; the database keeps a digest of the secret alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from curriculum.errors import NotFoundError
from curriculum.storage.names import is_number
from curriculum.storage.people import Role
from curriculum.storage.scopes import Scope, read_scopes, write_scopes
from curriculum.storage.secret import hash_secret, new_secret
from curriculum.storage.tables import token as table

PREFIX = "cur_"
"""What a secret begins with, so that leaked ones are found by scanners."""

_NOTED_EVERY = dt.timedelta(minutes=1)


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
    scopes: frozenset[Scope] | None = None
    """What it may do of what its role may; None means all."""

    def use_is_noted(self, now: dt.datetime) -> bool:
        """Tell whether a use just now needs no writing down: it is done once a minute."""
        return self.last_used_at is not None and now - self.last_used_at < _NOTED_EVERY


def create_token(  # noqa: PLR0913 -- a token is that many facts
    connection: Connection,
    organisation_id: int,
    *,
    name: str,
    role: Role,
    now: dt.datetime,
    scopes: Iterable[Scope] | None = None,
) -> tuple[Token, str]:
    """Store a token and return it with its secret, `cur_...`, which cannot be had again."""
    secret = new_secret(PREFIX)
    row = {"organisation_id": organisation_id, "name": name, "role": role, "created_at": now}
    row |= {"scopes": None if scopes is None else write_scopes(scopes)}
    added = insert(table).values(row | {"hash": hash_secret(secret)}).returning(table)
    return _token(connection.execute(added).one()), secret


def load_token(connection: Connection, secret: str) -> Token | None:
    """Return the token of this secret unless revoked; reads only."""
    known = (table.c.hash == hash_secret(secret), table.c.revoked_at.is_(None))
    row = connection.execute(select(table).where(*known)).first()
    return None if row is None else _token(row)


def use_token(connection: Connection, secret: str, *, now: dt.datetime) -> Token | None:
    """Return the token of this secret unless revoked; notes the time of use, once a minute."""
    token = load_token(connection, secret)
    if token is not None and not token.use_is_noted(now):
        connection.execute(update(table).where(table.c.id == token.id).values(last_used_at=now))
    return token


def list_tokens(connection: Connection, organisation_id: int) -> tuple[Token, ...]:
    """Return the tokens of an organisation, revoked ones too, the newest first."""
    found = select(table).where(table.c.organisation_id == organisation_id)
    return tuple(_token(row) for row in connection.execute(found.order_by(table.c.id.desc())))


def find_token(connection: Connection, organisation_id: int, token_id: int) -> Token:
    """Return a token of the organisation, also a revoked one; NotFoundError."""
    own = (table.c.id == token_id, table.c.organisation_id == organisation_id)
    row = connection.execute(select(table).where(*own)).first() if is_number(token_id) else None
    if row is None:
        raise NotFoundError("There is no such token; see the list of tokens.")
    return _token(row)


def revoke_token(
    connection: Connection, organisation_id: int, token_id: int, *, now: dt.datetime
) -> None:
    """Revoke a token of the organisation for good; NotFoundError."""
    find_token(connection, organisation_id, token_id)
    unrevoked = update(table).where(table.c.id == token_id, table.c.revoked_at.is_(None))
    connection.execute(unrevoked.values(revoked_at=now))


def _token(row: Row[Any]) -> Token:
    """Return a row as it is handed out."""
    moments = (row.created_at, row.last_used_at, row.revoked_at)
    scopes = None if row.scopes is None else read_scopes(row.scopes)
    return Token(row.id, row.organisation_id, Role(row.role), row.name, *moments, scopes)
