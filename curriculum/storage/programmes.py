"""The ready-made workshops that ship."""

from __future__ import annotations

from sqlalchemy import Connection

from curriculum.workshop import Programme


def list_programmes(connection: Connection) -> tuple[Programme, ...]:
    """Return the shipped programmes, by title."""
    raise NotImplementedError


def load_programme(connection: Connection, code: str) -> Programme:
    """Return a shipped programme; NotFoundError."""
    raise NotImplementedError
