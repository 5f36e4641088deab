"""Two organisations, and a library that ships."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy import Engine

from curriculum.organisation import Organisation
from curriculum.session import Session
from curriculum.storage.organisations import create_organisation
from curriculum.storage.shipped import ShippedReport, load_shipped
from curriculum.workshop import Programme

Ship = Callable[..., ShippedReport]


@dataclass(frozen=True)
class Library:
    """What reading a folder gives."""

    sessions: tuple[Session, ...]
    programmes: tuple[Programme, ...]


@pytest.fixture
def river(engine: Engine) -> int:
    """Return the id of an organisation."""
    return _organisation(engine, "River House")


@pytest.fixture
def hill(engine: Engine) -> int:
    """Return the id of another one."""
    return _organisation(engine, "Hill House")


@pytest.fixture
def ship(engine: Engine) -> Ship:
    """Return a function that loads these sessions as the whole shipped library."""

    def load(*sessions: Session, programmes: tuple[Programme, ...] = ()) -> ShippedReport:
        with engine.begin() as connection:
            return load_shipped(connection, Library(sessions=sessions, programmes=programmes))

    return load


def _organisation(engine: Engine, name: str) -> int:
    with engine.begin() as connection:
        return create_organisation(connection, Organisation(name=name)).id
