"""The shipped library, brought into the database at start."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from sqlalchemy import Connection, delete, insert, select

from curriculum.revision import digest
from curriculum.session import Session
from curriculum.storage.bodies import utc_now, write_body
from curriculum.storage.database import wait_alone
from curriculum.storage.publishing import publish_body, withdraw
from curriculum.storage.tables import SHIPPED, catalogue, programme, session
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
    wait_alone(connection)
    sessions = {one.code: one for one in library.sessions}
    programmes = {one.code: one for one in library.programmes}
    return ShippedReport(
        *_load_sessions(connection, sessions), *_load_programmes(connection, programmes)
    )


def _load_sessions(
    connection: Connection, sessions: dict[str, Session]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes that were published and those that were withdrawn."""
    shipped = select(session.c.id, session.c.code, catalogue.c.digest).select_from(
        session.outerjoin(catalogue)
    )
    rows = connection.execute(shipped.where(session.c.organisation_id.is_(None))).all()
    listed = {row.code: row.digest for row in rows}
    ids = {row.code: row.id for row in rows}
    changed = tuple(code for code, one in sessions.items() if listed.get(code) != digest(one))
    for code in changed:
        session_id = ids[code] if code in ids else _insert(connection, code)
        publish_body(connection, session_id, SHIPPED, sessions[code])
    gone = tuple(code for code, known in listed.items() if known and code not in sessions)
    for code in gone:
        withdraw(connection, ids[code])
    return changed, gone


def _insert(connection: Connection, code: str) -> int:
    """Return the id of a new shipped session."""
    row = {"code": code, "version": 0, "updated_at": utc_now()}
    added = insert(session).values(row).returning(session.c.id)
    return int(connection.execute(added).scalar_one())


def _load_programmes(
    connection: Connection, programmes: dict[str, Programme]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes that were stored and those that were removed."""
    rows = connection.execute(select(programme.c.code, programme.c.body))
    stored = {row.code: row.body for row in rows}
    bodies = {code: write_body(one) for code, one in programmes.items()}
    changed = tuple(code for code, body in bodies.items() if stored.get(code) != body)
    gone = tuple(code for code in stored if code not in programmes)
    connection.execute(delete(programme).where(programme.c.code.in_([*changed, *gone])))
    for code in changed:
        row = {"code": code, "title": programmes[code].title, "body": bodies[code]}
        connection.execute(insert(programme).values(row))
    return changed, gone
