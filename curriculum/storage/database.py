"""The database: opened, and brought up to date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import alembic.command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url, text

BUSY_MILLISECONDS = 15_000
"""How long a writer on SQLite waits for another before it gives up."""

_ALONE = 0x63757272
"""The number of the PostgreSQL advisory lock of `wait_alone`."""


def open_database(url: str) -> Engine:
    """Return the engine for `sqlite:///path` or `postgresql://...`; makes the folder and the file.

    Write with `with engine.begin() as connection:`; on SQLite that takes the write lock at once.
    Read with `with reading(engine) as connection:`, which never waits for another reader.
    """
    address = make_url(url)
    if address.get_backend_name() == "sqlite":
        return _open_sqlite(address)
    return create_engine(
        address.set(drivername="postgresql+psycopg"),
        # A prepared search would be planned once for all words, whether rare or in every session.
        connect_args={"prepare_threshold": None},
        pool_pre_ping=True,
        hide_parameters=True,  # an error's text goes to the log: no name and no address may
    )


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that only reads; writing in it is an error."""
    with engine.connect() as connection:
        connection.execution_options(postgresql_readonly=True, reading=True)
        with connection.begin():
            yield connection


def migrate(engine: Engine) -> None:
    """Bring the tables up to date; safe when several processes start at once."""
    with engine.begin() as connection:
        wait_alone(connection)
        alembic.command.upgrade(migration_config(connection), "head")


def wait_alone(connection: Connection) -> None:
    """Wait until no other process does what only one may do at a time, such as starting up."""
    if connection.dialect.name == "postgresql":  # on SQLite a writer is alone anyway
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ALONE})


def migration_config(connection: Connection) -> Config:
    """Return Alembic's configuration for the steps that ship with this package."""
    config = Config()
    folder = Path(__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


# --- SQLite ---------------------------------------------------------------------------------------


def journal_mode(version: tuple[int, int, int]) -> str:
    """Return the journal that this version of SQLite keeps safely.

    Up to 3.51.2 the write-ahead log can corrupt a database that two connections use; the repair
    was also carried back to 3.50.7 and 3.44.6 (SAFETY.md).
    """
    carried_back = {(3, 44): 6, (3, 50): 7}
    repaired = version >= (3, 51, 3) or version[2] >= carried_back.get(version[:2], 99)
    return "WAL" if repaired else "DELETE"


def _open_sqlite(address: URL) -> Engine:
    """Return an engine whose every connection is safe and whose transactions begin explicitly."""
    if not address.database or address.database == ":memory:":
        raise ValueError("a database in memory is lost at the end; name a file: sqlite:///path")
    path = Path(address.database)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        path.touch(mode=0o600)  # it holds keys; SQLite gives its journals the same mode
    engine = create_engine(address.set(drivername="sqlite+pysqlite"), hide_parameters=True)
    event.listen(engine, "connect", _make_safe)
    event.listen(engine, "begin", _begin)
    return engine


def _make_safe(connection: sqlite3.Connection, _record: Any) -> None:
    """Set what keeps every acknowledged write (SAFETY.md) and every foreign key."""
    connection.isolation_level = None  # the driver must not begin transactions of its own
    connection.execute(f"PRAGMA busy_timeout = {BUSY_MILLISECONDS}")
    connection.execute(f"PRAGMA journal_mode = {journal_mode(sqlite3.sqlite_version_info)}")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin(connection: Connection) -> None:
    """Begin to read, or take the write lock now: a lock asked for halfway could be refused."""
    only_reads = connection.get_execution_options().get("reading", False)
    connection.exec_driver_sql(f"PRAGMA query_only = {'ON' if only_reads else 'OFF'}")
    connection.exec_driver_sql("BEGIN" if only_reads else "BEGIN IMMEDIATE")
