"""Copies of a SQLite database, taken while it is in use, and put back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from curriculum.errors import ConflictError, NotFoundError
from curriculum.storage.database import migrate, migration_config


def backup(engine: Engine, target: Path) -> None:
    """Copy the database to a new file, which this account alone may read: it holds keys.

    Raises ConflictError when the file exists, and for PostgreSQL, naming pg_dump.
    """
    if target.exists():
        raise ConflictError(f"{target} exists already; name a file that does not.")
    target.parent.mkdir(parents=True, exist_ok=True)
    unfinished = target.with_name(f"{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    with closing(_connect(engine, "pg_dump")) as live:
        unfinished.touch(mode=0o600)
        with closing(sqlite3.connect(unfinished)) as copy:
            live.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
    unfinished.rename(target)


def restore(engine: Engine, source: Path) -> None:
    """Replace the database by a backup, and bring that up to date.

    Raises NotFoundError without the file, ConflictError when it is not a sound backup of this or
    an older version, and for PostgreSQL, naming pg_restore.
    """
    if not source.is_file():
        raise NotFoundError(f"There is no file {source}.")
    address = f"{source.absolute().as_uri()}?mode=ro"
    with (
        closing(_connect(engine, "pg_restore")) as live,
        closing(sqlite3.connect(address, uri=True)) as copy,
    ):
        _check(engine, copy, source)
        copy.backup(live)
    engine.dispose()
    migrate(engine)


def _connect(engine: Engine, tool: str) -> sqlite3.Connection:
    """Return a connection of its own to the live SQLite database."""
    if engine.dialect.name != "sqlite":
        raise ConflictError(f"This database is PostgreSQL; use its own {tool}.")
    return sqlite3.connect(str(engine.url.database), timeout=15)


def _check(engine: Engine, copy: sqlite3.Connection, source: Path) -> None:
    """Raise ConflictError unless the copy is whole and its tables are ours, and not newer."""
    try:
        sound = copy.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        versions = copy.execute("SELECT version_num FROM alembic_version").fetchall()
    except sqlite3.DatabaseError:
        sound, versions = False, []
    with engine.connect() as connection:
        steps = ScriptDirectory.from_config(migration_config(connection)).walk_revisions()
        known = {(step.revision,) for step in steps}
    if not sound or not versions:
        raise ConflictError(f"{source} is not a sound backup; take another one.")
    if not known.issuperset(versions):
        raise ConflictError(f"{source} is of a newer version; update this program first.")
