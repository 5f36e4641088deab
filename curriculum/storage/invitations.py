"""Invitations: a link with a role that lets one person in, once, until it expires."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from curriculum.errors import NotFoundError
from curriculum.storage.accounts_tables import invitation as table
from curriculum.storage.names import is_number
from curriculum.storage.people import Role, User, create_user
from curriculum.storage.secret import hash_secret, new_secret


@dataclass(frozen=True, slots=True)
class Invitation:
    """An open invitation; it is for whoever has its secret."""

    id: int
    organisation_id: int
    role: Role
    expires_at: dt.datetime


def create_invitation(
    connection: Connection,
    organisation_id: int,
    role: Role,
    *,
    now: dt.datetime,
    lifetime: dt.timedelta,
) -> tuple[Invitation, str]:
    """Store an invitation and return its secret, which cannot be had again."""
    connection.execute(delete(table).where(table.c.expires_at <= now))
    secret = new_secret()
    row = {"organisation_id": organisation_id, "role": role, "hash": hash_secret(secret)}
    row |= {"expires_at": now + lifetime}
    added = connection.execute(insert(table).values(row).returning(table))
    return _invitation(added.one()), secret


def find_invitation(connection: Connection, secret: str, *, now: dt.datetime) -> Invitation | None:
    """Return the invitation of a secret, if it is open; looking does not use it up."""
    fresh = (table.c.hash == hash_secret(secret), table.c.expires_at > now)
    row = connection.execute(select(table).where(*fresh)).first()
    return None if row is None else _invitation(row)


def accept_invitation(  # noqa: PLR0913 - the person comes with these
    connection: Connection,
    secret: str,
    *,
    name: str,
    now: dt.datetime,
    email: str | None = None,
    password: str | None = None,
) -> User | None:
    """Let the person in and use the invitation up; None for one that is not open.

    ConflictError when the e-mail address is taken; the invitation stays open then.
    """
    used = delete(table).where(table.c.hash == hash_secret(secret), table.c.expires_at > now)
    with connection.begin_nested():
        row = connection.execute(used.returning(table)).first()
        if row is None:
            return None
        invited = _invitation(row)
        return create_user(
            connection,
            invited.organisation_id,
            name=name,
            role=invited.role,
            now=now,
            email=email,
            password=password,
        )


def list_invitations(
    connection: Connection, organisation_id: int, *, now: dt.datetime
) -> tuple[Invitation, ...]:
    """Return the organisation's open invitations, those that expire first in front."""
    ours = (table.c.organisation_id == organisation_id, table.c.expires_at > now)
    rows = connection.execute(select(table).where(*ours).order_by(table.c.expires_at, table.c.id))
    return tuple(_invitation(row) for row in rows)


def load_invitation(connection: Connection, organisation_id: int, invitation_id: int) -> Invitation:
    """Return an invitation that was neither used nor taken back; NotFoundError."""
    ours = (table.c.organisation_id == organisation_id, table.c.id == invitation_id)
    found = select(table).where(*ours)
    row = connection.execute(found).first() if is_number(invitation_id) else None
    if row is None:
        raise NotFoundError("There is no such invitation; it may have been used.")
    return _invitation(row)


def cancel_invitation(connection: Connection, organisation_id: int, invitation_id: int) -> None:
    """Take an invitation back; NotFoundError, also for somebody else's."""
    load_invitation(connection, organisation_id, invitation_id)
    connection.execute(delete(table).where(table.c.id == invitation_id))


def _invitation(row: Row[Any]) -> Invitation:
    """Return a row as it is handed out."""
    return Invitation(row.id, row.organisation_id, Role(row.role), row.expires_at)
