"""The people of an organisation: their role, and how they prove who they are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection


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
