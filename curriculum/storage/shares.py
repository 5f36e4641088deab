"""Links by which participants read and print what may be taken home; they end, and name nobody."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select

from curriculum.errors import ConflictError, NotFoundError
from curriculum.storage.names import is_number
from curriculum.storage.secret import hash_secret, new_secret
from curriculum.storage.shares_tables import share as table
from curriculum.storage.tables import workshop
from curriculum.storage.workshops import load_workshop

MOST = 20
"""Links of a workshop at a time."""


class TooManyLinksError(ConflictError):
    """A workshop has as many links as it may have."""

    code = "too-many-links"


@dataclass(frozen=True, slots=True)
class Share:
    """A link; its secret is shown once and never stored."""

    id: int
    workshop_id: str
    created_at: dt.datetime
    expires_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Shared:
    """What a link leads to."""

    organisation_id: int
    workshop_id: str


def create_share(
    connection: Connection,
    organisation_id: int,
    workshop_id: str,
    *,
    now: dt.datetime,
    expires_at: dt.datetime,
) -> tuple[Share, str]:
    """Store a link and return it with its secret; NotFoundError, TooManyLinksError."""
    load_workshop(connection, organisation_id, workshop_id)
    connection.execute(delete(table).where(table.c.expires_at <= now))
    held = select(func.count()).where(table.c.workshop_id == workshop_id)
    if connection.execute(held).scalar_one() >= MOST:
        raise TooManyLinksError(f"A workshop has at most {MOST} links; end one first.")
    secret = new_secret()
    added = insert(table).values(
        workshop_id=workshop_id, hash=hash_secret(secret), created_at=now, expires_at=expires_at
    )
    made = connection.execute(added.returning(table.c.id)).scalar_one()
    return Share(made, workshop_id, now, expires_at), secret


def list_shares(
    connection: Connection, organisation_id: int, workshop_id: str, *, now: dt.datetime
) -> tuple[Share, ...]:
    """Return the links of a workshop that still lead somewhere, the newest first; NotFoundError."""
    load_workshop(connection, organisation_id, workshop_id)
    alive = (table.c.workshop_id == workshop_id, table.c.expires_at > now)
    rows = connection.execute(select(table).where(*alive).order_by(table.c.id.desc()))
    return tuple(_share(row) for row in rows)


def load_share(
    connection: Connection, organisation_id: int, workshop_id: str, share_id: int
) -> Share:
    """Return a link of a workshop; NotFoundError."""
    load_workshop(connection, organisation_id, workshop_id)
    one = (table.c.workshop_id == workshop_id, table.c.id == share_id)
    row = connection.execute(select(table).where(*one)).first() if is_number(share_id) else None
    if row is None:
        raise NotFoundError("There is no such link; see the list of links.")
    return _share(row)


def end_share(
    connection: Connection, organisation_id: int, workshop_id: str, share_id: int
) -> None:
    """End a link for good; NotFoundError."""
    load_share(connection, organisation_id, workshop_id, share_id)
    connection.execute(delete(table).where(table.c.id == share_id))


def find_shared(connection: Connection, secret: str, *, now: dt.datetime) -> Shared:
    """Return what a link leads to; NotFoundError, the same once it has ended."""
    alive = (table.c.hash == hash_secret(secret), table.c.expires_at > now)
    columns = (workshop.c.organisation_id, workshop.c.id)
    row = connection.execute(select(*columns).join_from(table, workshop).where(*alive)).first()
    if row is None:
        raise NotFoundError("This link leads nowhere, or not any more.")
    return Shared(row.organisation_id, row.id)


def _share(row: Row[Any]) -> Share:
    """Return a row as it is handed out."""
    return Share(row.id, row.workshop_id, row.created_at, row.expires_at)
