"""The catalogue, written: which revision of a session is on the list, and how it is found."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Row, delete, insert

from curriculum.events import SessionPublished
from curriculum.session import Session
from curriculum.storage.changes import Kind, note_change
from curriculum.storage.outbox import emit
from curriculum.storage.search import forget_words, store_words
from curriculum.storage.tables import catalogue

_COPIED = (
    *("code", "slug", "title", "subtitle", "topic", "language", "level", "purpose"),
    *("minutes", "at_least", "at_most", "short_cut", "intensity"),
)


def list_session(
    connection: Connection, session_id: int, scope: int, session: Session, published: dict[str, Any]
) -> None:
    """Put a session on the list as it was just published; `published` is the revision's row."""
    before = _remove(connection, session_id)
    row = {name: getattr(session, name) for name in _COPIED}
    row |= {"modes": " ".join(session.modes), "settings": " ".join(session.settings)}
    row |= {"revision": published["number"], "digest": published["digest"]}
    row |= {"updated_at": published["published_at"], "session_id": session_id, "scope": scope}
    connection.execute(insert(catalogue).values(row))
    store_words(connection, session_id, scope, session)
    note_change(connection, scope, Kind.SESSION, session.code)
    if before is None or before.revision != published["number"]:
        told = SessionPublished(code=session.code, revision=published["number"])
        emit(connection, scope, told)


def unlist_session(connection: Connection, session_id: int) -> None:
    """Take a session off the list."""
    listed = _remove(connection, session_id)
    if listed is not None:
        note_change(connection, listed.scope, Kind.SESSION, listed.code)


def _remove(connection: Connection, session_id: int) -> Row[Any] | None:
    """Take a session off the list and return what stood there, if it did."""
    gone = delete(catalogue).where(catalogue.c.session_id == session_id).returning(catalogue)
    found = connection.execute(gone).first()
    forget_words(connection, session_id)
    return found
