"""Copies of the database, taken while it is in use, and put back."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, text

from curriculum.errors import ConflictError, NotFoundError
from curriculum.organisation import Organisation
from curriculum.storage.backup import backup, restore
from curriculum.storage.database import open_database, reading
from curriculum.storage.organisations import create_organisation, list_organisations
from curriculum.storage.tables import organisation


def names(engine: Engine) -> list[str]:
    with reading(engine) as connection:
        return [one.organisation.name for one in list_organisations(connection)]


def add(engine: Engine, name: str) -> None:
    with engine.begin() as connection:
        create_organisation(connection, Organisation(name=name))


def test_backup_holds_what_was_committed(sqlite_engine: Engine, tmp_path: Path):
    add(sqlite_engine, "River House")
    with sqlite_engine.begin() as unfinished:
        unfinished.execute(insert(organisation).values(version=1, body="{}"))
        backup(sqlite_engine, tmp_path / "kept" / "copy.db")
        unfinished.rollback()
    copy = open_database(f"sqlite:///{tmp_path / 'kept' / 'copy.db'}")
    assert names(copy) == ["River House"]
    copy.dispose()
    assert [path.name for path in (tmp_path / "kept").iterdir()] == ["copy.db"]


def test_a_backup_is_for_who_made_it_alone(sqlite_engine: Engine, tmp_path: Path):
    backup(sqlite_engine, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").stat().st_mode & 0o777 == 0o600


def test_restoring_brings_back_what_was(sqlite_engine: Engine, tmp_path: Path):
    add(sqlite_engine, "River House")
    backup(sqlite_engine, tmp_path / "copy.db")
    add(sqlite_engine, "Hill House")
    restore(sqlite_engine, tmp_path / "copy.db")
    assert names(sqlite_engine) == ["River House"]
    add(sqlite_engine, "Sea House")
    assert names(sqlite_engine) == ["River House", "Sea House"]


def test_backup_never_overwrites(sqlite_engine: Engine, tmp_path: Path):
    (tmp_path / "copy.db").write_text("something else")
    with pytest.raises(ConflictError, match="name a file that does not"):
        backup(sqlite_engine, tmp_path / "copy.db")
    assert (tmp_path / "copy.db").read_text() == "something else"


def test_restoring_refuses_what_is_no_sound_backup(sqlite_engine: Engine, tmp_path: Path):
    add(sqlite_engine, "River House")
    backup(sqlite_engine, tmp_path / "copy.db")
    whole = (tmp_path / "copy.db").read_bytes()
    (tmp_path / "half.db").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "text.db").write_text("not a database" * 100)
    sqlite3.connect(tmp_path / "other.db").close()
    for name in ("half.db", "text.db", "other.db"):
        with pytest.raises(ConflictError, match="not a sound backup"):
            restore(sqlite_engine, tmp_path / name)
    with pytest.raises(NotFoundError):
        restore(sqlite_engine, tmp_path / "none.db")
    assert names(sqlite_engine) == ["River House"]


def test_restoring_refuses_a_newer_release(sqlite_engine: Engine, tmp_path: Path):
    backup(sqlite_engine, tmp_path / "copy.db")
    copy = open_database(f"sqlite:///{tmp_path / 'copy.db'}")
    with copy.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    copy.dispose()
    with pytest.raises(ConflictError, match="newer"):
        restore(sqlite_engine, tmp_path / "copy.db")


def test_postgresql_has_tools_of_its_own(postgresql_engine: Engine, tmp_path: Path):
    with pytest.raises(ConflictError, match="pg_dump"):
        backup(postgresql_engine, tmp_path / "copy.db")
    (tmp_path / "copy.db").touch()
    with pytest.raises(ConflictError, match="pg_restore"):
        restore(postgresql_engine, tmp_path / "copy.db")
