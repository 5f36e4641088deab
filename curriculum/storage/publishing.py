"""Publishing: the one place that adds a revision and puts it on the list."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from curriculum.revision import digest
from curriculum.session import Session
from curriculum.storage.bodies import utc_now, write_body
from curriculum.storage.draft_files import forget_files
from curriculum.storage.listing import list_session, unlist_session
from curriculum.storage.tables import draft, revision, session


def publish_body(
    connection: Connection, session_id: int, scope: int, body: Session, note: str | None = None
) -> int:
    """List a session as it is now and return its revision: a new one unless nothing changed.

    The caller holds the session's row, so that numbers follow each other.
    """
    published = _newest(connection, session_id)
    if published is None or published["digest"] != digest(body):
        number = published["number"] + 1 if published else 1
        published = {
            "session_id": session_id,
            "number": number,
            "digest": digest(body),
            "body": write_body(body),
            "note": note,
            "published_at": utc_now(),
        }
        connection.execute(insert(revision).values(published))
    list_session(connection, session_id, scope, body, published)
    connection.execute(delete(draft).where(draft.c.session_id == session_id))
    forget_files(connection, session_id)
    touch(connection, session_id, withdrawn_at=None)
    return int(published["number"])


def withdraw(connection: Connection, session_id: int) -> None:
    """Take a session off the list; its revisions stay for those who are pinned to them."""
    unlist_session(connection, session_id)
    connection.execute(delete(draft).where(draft.c.session_id == session_id))
    forget_files(connection, session_id)
    touch(connection, session_id, withdrawn_at=utc_now())


def touch(connection: Connection, session_id: int, **values: Any) -> None:
    """Count and stamp a change to a session."""
    changed = update(session).where(session.c.id == session_id)
    values |= {"version": session.c.version + 1, "updated_at": utc_now()}
    connection.execute(changed.values(values))


def _newest(connection: Connection, session_id: int) -> dict[str, Any] | None:
    """Return the newest revision without its body."""
    columns = (revision.c.number, revision.c.digest, revision.c.published_at)
    numbered = select(*columns).where(revision.c.session_id == session_id)
    row = connection.execute(numbered.order_by(revision.c.number.desc()).limit(1)).first()
    return None if row is None else dict(row._mapping)  # noqa: SLF001 -- its public name
