"""The database: opened safely, brought up to date, the same on both kinds."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, func, insert, inspect, select, text
from sqlalchemy.exc import DBAPIError

import curriculum.storage.accounts_tables
import curriculum.storage.face_tables
import curriculum.storage.lti_tables
import curriculum.storage.runs_tables
import curriculum.storage.shares_tables  # noqa: F401 - so that all tables are known
from curriculum.storage.database import journal_mode, migrate, open_database, reading
from curriculum.storage.tables import metadata, organisation

ROW = {"version": 1, "body": "{}"}


@pytest.mark.parametrize(
    ("version", "journal"),
    [
        ((3, 40, 1), "DELETE"),
        ((3, 44, 5), "DELETE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 9), "DELETE"),
        ((3, 50, 6), "DELETE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "DELETE"),
        ((3, 51, 3), "WAL"),
        ((3, 52, 0), "WAL"),
        ((4, 0, 0), "WAL"),
    ],
)
def test_journal_is_write_ahead_only_where_it_cannot_corrupt(
    version: tuple[int, int, int], journal: str
):
    assert journal_mode(version) == journal


def test_sqlite_keeps_every_acknowledged_write(sqlite_engine: Engine):
    names = ("synchronous", "foreign_keys", "journal_mode")
    with reading(sqlite_engine) as connection:
        found = [connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in names]
    assert found == [2, 1, journal_mode(sqlite3.sqlite_version_info).lower()]


def test_database_of_a_riskier_journal_is_brought_back(tmp_path: Path):
    with sqlite3.connect(tmp_path / "old.db") as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.close()
    engine = open_database(f"sqlite:///{tmp_path / 'old.db'}")
    with engine.connect() as connected:
        found = connected.execute(text("PRAGMA journal_mode")).scalar_one()
    engine.dispose()
    assert found == journal_mode(sqlite3.sqlite_version_info).lower()


def test_opening_makes_the_folder_and_the_file(tmp_path: Path):
    path = tmp_path / "new" / "folder" / "curriculum.db"
    engine = open_database(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    assert path.is_file()
    assert path.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_opening_refuses_a_database_that_would_be_lost(url: str):
    with pytest.raises(ValueError, match="name a file"):
        open_database(url)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_opening_knows_the_usual_names_of_postgresql(scheme: str):
    engine = open_database(f"{scheme}://somebody@localhost/curriculum")
    assert engine.url.drivername == "postgresql+psycopg"


def test_reading_refuses_to_write(engine: Engine):
    with reading(engine) as connection, pytest.raises(DBAPIError):
        connection.execute(insert(organisation).values(ROW))


def test_writing_after_reading_on_the_same_connection(engine: Engine):
    with reading(engine) as connection:
        assert connection.execute(select(func.count()).select_from(organisation)).scalar() == 0
    with engine.begin() as connection:
        connection.execute(insert(organisation).values(ROW))
    with reading(engine) as connection:
        assert connection.execute(select(func.count()).select_from(organisation)).scalar() == 1


def test_writing_is_undone_by_an_error(engine: Engine):
    with suppress(RuntimeError), engine.begin() as connection:
        connection.execute(insert(organisation).values(ROW))
        raise RuntimeError
    with reading(engine) as connection:
        assert connection.execute(select(func.count()).select_from(organisation)).scalar() == 0


def test_writers_wait_for_each_other(engine: Engine):
    """Each reads and then writes: without a lock from the start one of them would be refused."""

    def write(_: int) -> None:
        with engine.begin() as connection:
            connection.execute(select(organisation)).all()
            connection.execute(insert(organisation).values(ROW))

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(write, range(40)))
    with reading(engine) as connection:
        assert connection.execute(select(func.count()).select_from(organisation)).scalar() == 40


def test_readers_see_whole_changes_while_others_write(engine: Engine):
    def write(_: int) -> None:
        with engine.begin() as connection:
            connection.execute(insert(organisation), [ROW, ROW])

    def read(_: int) -> int:
        with reading(engine) as connection:
            return connection.execute(select(func.count()).select_from(organisation)).scalar_one()

    with ThreadPoolExecutor(8) as threads:
        writes = threads.map(write, range(20))
        counts = list(threads.map(read, range(60)))
        list(writes)
    assert [count % 2 for count in counts] == [0] * 60


def test_migrating_makes_the_tables_that_the_queries_know(engine: Engine):
    with engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"include_name": _is_no_search})
        assert compare_metadata(context, metadata) == []


def _is_no_search(name: str | None, kind: str, _parents: object) -> bool:
    """Leave out what the search keeps in its own way on each database."""
    return kind != "table" or not str(name).startswith("words")


def test_migrating_again_changes_nothing(engine: Engine):
    before = inspect(engine).get_table_names()
    migrate(engine)
    assert inspect(engine).get_table_names() == before


def test_migrating_from_any_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    engine = open_database("sqlite:///here.db")
    migrate(engine)
    assert inspect(engine).has_table("revision")
    engine.dispose()


def test_several_processes_may_migrate_at_once(bare_url: str):
    engines = [open_database(bare_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(migrate, engines))
    assert inspect(engines[0]).has_table("revision")
    for engine in engines:
        engine.dispose()
