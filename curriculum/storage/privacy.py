"""What is stored about a person: handed over, or erased.

Every table that names a user has a line here; a test fails for one that has not, and for a text
column that nobody has called personal or not.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import Connection, Table, delete, select

from curriculum.storage.integrators_tables import kept_answer
from curriculum.storage.people import keep_an_owner, load_user
from curriculum.storage.runs_tables import reflection
from curriculum.storage.tables import sign_in_link, user, web_session

_SECRET = frozenset({"hash", "password_hash"})
"""Digests of secrets: they are erased with the rest but tell nobody anything."""

PERSONAL_TABLES: dict[Table, Any] = {
    web_session: web_session.c.user_id,
    sign_in_link: sign_in_link.c.user_id,
    reflection: reflection.c.user_id,
    kept_answer: kept_answer.c.user_id,
    user: user.c.id,
}
"""The column that names the person, by table, in the order in which rows can be deleted."""


def export_person(connection: Connection, user_id: int) -> dict[str, Any]:
    """Return everything stored about a person, JSON-ready, by table; NotFoundError."""
    load_user(connection, user_id)
    return {table.name: _rows(connection, table, user_id) for table in reversed(PERSONAL_TABLES)}


def erase_person(connection: Connection, user_id: int) -> None:
    """Erase everything stored about a person; NotFoundError, ConflictError for the last owner."""
    keep_an_owner(connection, load_user(connection, user_id))
    for table, person in PERSONAL_TABLES.items():
        connection.execute(delete(table).where(person == user_id))


def _rows(connection: Connection, table: Table, user_id: int) -> list[dict[str, Any]]:
    """Return the rows about a person without the digests of secrets."""
    columns = [column for column in table.c if column.name not in _SECRET]
    rows = connection.execute(select(*columns).where(PERSONAL_TABLES[table] == user_id))
    return [{name: _plain(value) for name, value in row.items()} for row in rows.mappings()]


def _plain(value: Any) -> Any:
    """Return a value as JSON can hold it."""
    return value.isoformat() if isinstance(value, dt.datetime) else value
