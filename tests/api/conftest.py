"""A server on each kind of database."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Engine

from curriculum.storage.database import open_database
from tests.api.house import House, open_house
from tests.api.terminal import Terminal
from tests.conftest import TEMPLATE
from tests.postgresql import new_database


@pytest.fixture
def house(engine: Engine, tmp_path: Path) -> Iterator[House]:
    """Open a server on an empty SQLite database, then on an empty PostgreSQL one."""
    with open_house(engine, tmp_path / "data") as opened:
        yield opened


@pytest.fixture
def small_house(sqlite_engine: Engine, tmp_path: Path) -> Iterator[House]:
    """Open a server on an empty SQLite database, for what no database has a part in."""
    with open_house(sqlite_engine, tmp_path / "data") as opened:
        yield opened


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def still_house(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[House]:
    """Open a server on each kind of database for tests that change nothing of one another."""
    folder = tmp_path_factory.mktemp("still")
    with ExitStack() as stack:
        if request.param == "sqlite":
            shutil.copyfile(request.getfixturevalue("sqlite_template"), folder / "curriculum.db")
            url = f"sqlite:///{folder / 'curriculum.db'}"
        else:
            server = request.getfixturevalue("postgresql_server")
            url = stack.enter_context(new_database(server, TEMPLATE))
        engine = open_database(url)
        stack.callback(engine.dispose)
        yield stack.enter_context(open_house(engine, folder / "data"))


@pytest.fixture
def terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> Terminal:
    """Return a terminal with a data folder of its own."""
    return Terminal(tmp_path, monkeypatch, capfdbinary)
