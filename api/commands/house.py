"""The data folder as commands use it: its database, brought up to date, and its organisation."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection, Engine

from api.settings import Settings
from curriculum.library import shipped_library
from curriculum.organisation import Organisation
from curriculum.storage.database import migrate, open_database
from curriculum.storage.organisations import (
    StoredOrganisation,
    create_organisation,
    list_organisations,
)
from curriculum.storage.shipped import load_shipped

FIRST_NAME = "Our group"


def prepare(engine: Engine) -> None:
    """Bring the tables and the shipped library up to date."""
    migrate(engine)
    with engine.begin() as connection:
        load_shipped(connection, shipped_library())


@contextmanager
def database(settings: Settings) -> Iterator[Engine]:
    """Open the database, made if it is not there yet, with up-to-date tables."""
    engine = open_database(settings.database)
    try:
        migrate(engine)
        yield engine
    finally:
        engine.dispose()


@contextmanager
def library(settings: Settings) -> Iterator[Engine]:
    """Open a database with the library in it: the one there is, or a passing one."""
    if settings.database_url or settings.database_file.exists():
        with database(settings) as engine:
            prepare(engine)
            yield engine
        return
    with TemporaryDirectory() as folder:
        engine = open_database(f"sqlite:///{Path(folder) / 'library.sqlite'}")
        try:
            prepare(engine)
            yield engine
        finally:
            engine.dispose()


def first_organisation(connection: Connection) -> StoredOrganisation | None:
    """Return the organisation that commands work for: the oldest."""
    found = list_organisations(connection)
    return found[0] if found else None


def the_organisation(connection: Connection) -> StoredOrganisation:
    """Return the organisation that commands work for, made if there is none yet."""
    return first_organisation(connection) or create_organisation(
        connection, Organisation(name=FIRST_NAME)
    )
