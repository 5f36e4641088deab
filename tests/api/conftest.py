"""A server on each kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.api.house import House, open_house


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
