"""What is stored about a person: handed over, or erased."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection


def export_person(connection: Connection, user_id: int) -> dict[str, Any]:
    """Return everything stored about a person, JSON-ready, by table; NotFoundError."""
    raise NotImplementedError


def erase_person(connection: Connection, user_id: int) -> None:
    """Erase everything stored about a person; NotFoundError, ConflictError for the last owner."""
    raise NotImplementedError
