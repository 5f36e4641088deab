"""The people of an organisation: their role, and how they prove who they are."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from curriculum.errors import ConflictError, NotFoundError
from curriculum.storage.names import is_number
from curriculum.storage.secret import hash_password
from curriculum.storage.tables import user as table


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
class User:
    """A person who signs in, in the organisation they belong to."""

    id: int
    organisation_id: int
    role: Role
    name: str
    email: str | None


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
    row = {
        "organisation_id": organisation_id,
        "name": name,
        "role": role,
        "email": None if email is None else address(email),
        "password_hash": None if password is None else hash_password(password),
        "created_at": now,
    }
    try:
        with connection.begin_nested():
            added = connection.execute(insert(table).values(row).returning(table))
            return user_of(added.one())
    except IntegrityError as error:
        raise ConflictError("Somebody with this e-mail address is here already.") from error


def load_user(connection: Connection, user_id: int) -> User:
    """Return a person; NotFoundError."""
    found = select(table).where(table.c.id == user_id)
    row = connection.execute(found).first() if is_number(user_id) else None
    if row is None:
        raise NotFoundError("There is no such person.")
    return user_of(row)


def list_users(connection: Connection, organisation_id: int) -> tuple[User, ...]:
    """Return the people of an organisation, by name."""
    found = select(table).where(table.c.organisation_id == organisation_id)
    rows = connection.execute(found.order_by(func.lower(table.c.name), table.c.id))
    return tuple(user_of(row) for row in rows)


def set_role(connection: Connection, user_id: int, role: Role) -> None:
    """Change what a person may do; NotFoundError, ConflictError for the last owner."""
    user = load_user(connection, user_id)
    if role is not Role.OWNER:
        keep_an_owner(connection, user)
    connection.execute(update(table).where(table.c.id == user_id).values(role=role))


def set_name(connection: Connection, user_id: int, *, name: str, email: str | None) -> User:
    """Change what a person is called and reached by; NotFoundError, ConflictError when taken."""
    load_user(connection, user_id)
    row = {"name": name, "email": None if email is None else address(email)}
    try:
        with connection.begin_nested():
            connection.execute(update(table).where(table.c.id == user_id).values(row))
    except IntegrityError as error:
        raise ConflictError("Somebody with this e-mail address is here already.") from error
    return load_user(connection, user_id)


def keep_an_owner(connection: Connection, leaving: User) -> None:
    """Raise ConflictError if nobody else is an owner; the owners are held until the end."""
    owner = (table.c.organisation_id == leaving.organisation_id, table.c.role == Role.OWNER)
    owners = connection.execute(select(table.c.id).where(*owner).with_for_update()).scalars().all()
    if owners == [leaving.id]:
        raise ConflictError(f"{leaving.name} is the only owner; make somebody else an owner first.")


def user_of(row: Row[Any]) -> User:
    """Return a row of the table as it is handed out."""
    return User(row.id, row.organisation_id, Role(row.role), row.name, row.email)


def address(email: str) -> str:
    """Return an e-mail address in the one form that is stored and compared."""
    return unicodedata.normalize("NFC", email).strip().casefold()
