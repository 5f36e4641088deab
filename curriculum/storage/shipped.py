"""The shipped library, brought into the database at start."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection

from curriculum.session import Session
from curriculum.workshop import Programme


class ReadLibrary(Protocol):
    """What `curriculum.library.read_library` returns, as far as it matters here."""

    @property
    def sessions(self) -> Iterable[Session]:
        """The sessions."""

    @property
    def programmes(self) -> Iterable[Programme]:
        """The programmes."""


@dataclass(frozen=True, slots=True)
class ShippedReport:
    """What changed, by code: new revisions, and what left the list."""

    sessions_published: tuple[str, ...]
    sessions_withdrawn: tuple[str, ...]
    programmes_stored: tuple[str, ...]
    programmes_removed: tuple[str, ...]


def load_shipped(connection: Connection, library: ReadLibrary) -> ShippedReport:
    """Publish the shipped sessions that changed, withdraw those that vanished; programmes too."""
    raise NotImplementedError
