"""Passwords, for those who want one beside sign-in links."""

from __future__ import annotations

from sqlalchemy import Connection, select, update

from curriculum.storage.people import User, address, load_user, user_of
from curriculum.storage.secret import hash_password, is_password
from curriculum.storage.sign_in import end_web_sessions
from curriculum.storage.tables import user as table


def check_password(connection: Connection, email: str, password: str) -> User | None:
    """Return the person with this address and password; takes as long when there is none."""
    known = address(email)
    possible = known if known.isprintable() else None
    row = connection.execute(select(table).where(table.c.email == possible)).first()
    right = is_password(password, None if row is None else row.password_hash)
    return user_of(row) if row is not None and right else None


def has_password(connection: Connection, user_id: int) -> bool:
    """Tell whether a person can sign in with a password."""
    found = select(table.c.password_hash).where(table.c.id == user_id)
    return connection.execute(found).scalar() is not None


def is_password_of(connection: Connection, user_id: int, password: str) -> bool:
    """Tell whether this is the person's password."""
    found = select(table.c.password_hash).where(table.c.id == user_id)
    return is_password(password, connection.execute(found).scalar())


def set_password(connection: Connection, user_id: int, password: str | None) -> None:
    """Set or remove a password; signs the person out everywhere. NotFoundError."""
    load_user(connection, user_id)
    hashed = None if password is None else hash_password(password)
    connection.execute(update(table).where(table.c.id == user_id).values(password_hash=hashed))
    end_web_sessions(connection, user_id)
