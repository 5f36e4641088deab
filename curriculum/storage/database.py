"""The database: opened, brought up to date, backed up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine


def open_database(url: str) -> Engine:
    """Return the engine for `sqlite:///path` or `postgresql://...`; makes the folder and the file.

    Write with `with engine.begin() as connection:`; on SQLite that takes the write lock at once.
    Read with `with reading(engine) as connection:`, which never waits for another reader.
    """
    raise NotImplementedError


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that only reads; writing in it is an error."""
    raise NotImplementedError


def migrate(engine: Engine) -> None:
    """Bring the tables up to date; safe when several processes start at once."""
    raise NotImplementedError


def backup(engine: Engine, target: Path) -> None:
    """Copy a SQLite database to a file while it is in use.

    Raises ConflictError when the target exists, and for PostgreSQL, naming pg_dump.
    """
    raise NotImplementedError


def restore(engine: Engine, source: Path) -> None:
    """Replace a SQLite database by a backup, then migrate it.

    Raises NotFoundError without the file, ConflictError when it is not a sound backup of ours,
    and for PostgreSQL, naming pg_restore.
    """
    raise NotImplementedError
