"""The ready-made workshops that ship."""

from __future__ import annotations

from sqlalchemy import Connection, select

from curriculum.errors import NotFoundError
from curriculum.storage.names import is_name
from curriculum.storage.tables import programme
from curriculum.workshop import Programme


def list_programmes(connection: Connection) -> tuple[Programme, ...]:
    """Return the shipped programmes, by title."""
    bodies = select(programme.c.body).order_by(programme.c.title, programme.c.code)
    rows = connection.execute(bodies).scalars()
    return tuple(Programme.model_validate_json(body) for body in rows)


def load_programme(connection: Connection, code: str) -> Programme:
    """Return a shipped programme; NotFoundError."""
    found = select(programme.c.body).where(programme.c.code == code)
    body = connection.execute(found).scalar() if is_name(code) else None
    if body is None:
        raise NotFoundError(f"There is no programme {code}; see the list of programmes.")
    return Programme.model_validate_json(body)
