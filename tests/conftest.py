"""What many tests stand on: an empty, up-to-date database, on SQLite and on PostgreSQL."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from sqlalchemy import Engine

from curriculum.storage.database import migrate, open_database
from tests.chromium import launch  # noqa: F401 - a fixture
from tests.postgresql import new_database, run_postgresql

TEMPLATE = "migrated"

# How long a busy machine takes over an example says nothing about the product. What lands is judged
# by the same examples every time; at the desk they are drawn anew.
settings.register_profile(
    "suite",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize="CI" in os.environ,
)
settings.load_profile("suite")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Refuse to run tests of a group apart: each process would print the library for them."""
    if not getattr(config.option, "loadgroup", False):
        return
    for one in items:
        if one.get_closest_marker("xdist_group") and "@" not in one.nodeid:
            message = f"pytest-xdist does not keep {one.nodeid} with its group; see pyproject.toml."
            raise pytest.UsageError(message)


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an empty, migrated SQLite file, to be copied for each test."""
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    _migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Yield the URL of this test run's own PostgreSQL; it holds an empty, migrated database."""
    with run_postgresql() as server, new_database(server, name=TEMPLATE) as url:
        _migrate(url)
        yield server


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Return the URL of an empty, up-to-date SQLite database."""
    path = tmp_path / "curriculum.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """Yield the URL of an empty, up-to-date PostgreSQL database."""
    with new_database(postgresql_server, TEMPLATE) as url:
        yield url


@pytest.fixture
def bare_postgresql_url(postgresql_server: str) -> Iterator[str]:
    """Yield the URL of a PostgreSQL database without tables."""
    with new_database(postgresql_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of each kind of database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bare.db'}"
    return str(request.getfixturevalue("bare_postgresql_url"))


@pytest.fixture
def sqlite_engine(sqlite_url: str) -> Iterator[Engine]:
    """Yield an empty, up-to-date SQLite database."""
    engine = open_database(sqlite_url)
    yield engine
    engine.dispose()


@pytest.fixture
def postgresql_engine(postgresql_url: str) -> Iterator[Engine]:
    """Yield an empty, up-to-date PostgreSQL database."""
    engine = open_database(postgresql_url)
    yield engine
    engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Return an empty, up-to-date database: the test runs once on each kind."""
    found: Engine = request.getfixturevalue(f"{request.param}_engine")
    return found


def _migrate(url: str) -> None:
    engine = open_database(url)
    migrate(engine)
    engine.dispose()
