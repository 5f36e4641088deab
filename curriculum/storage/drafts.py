"""Sessions of an organisation, written: drafts, copies, publishing, withdrawing."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, delete, false, insert, or_, select
from sqlalchemy.exc import IntegrityError

from curriculum.drafting import examine
from curriculum.errors import AuthoringError, ConflictError, ReadOnlyError, StaleError
from curriculum.session import Session
from curriculum.storage import tables
from curriculum.storage.bodies import read_session, utc_now, write_body
from curriculum.storage.draft_files import forget_files, load_files
from curriculum.storage.names import is_name
from curriculum.storage.publishing import publish_body, touch, withdraw
from curriculum.storage.sessions import (
    StoredRevision,
    StoredSession,
    load_revision,
    load_session,
    no_such_session,
    session_etag,
)


def create_draft(connection: Connection, organisation_id: int, session: Session) -> StoredSession:
    """Store a new session as a draft; ConflictError when its code is taken."""
    return _create(connection, organisation_id, session, copied_from=None)


def copy_session(
    connection: Connection, organisation_id: int, code: str, new_code: str
) -> StoredSession:
    """Copy the newest published revision to a draft under a code of the organisation's own.

    Raises NotFoundError, ConflictError when the new code is taken.
    """
    original = load_revision(connection, organisation_id, code).session
    copy = Session.model_validate(original.model_dump() | {"code": new_code})
    return _create(connection, organisation_id, copy, copied_from=code)


def save_draft(
    connection: Connection, organisation_id: int, session: Session, *, expected_etag: str
) -> StoredSession:
    """Replace the draft of the organisation's session of that code.

    Raises NotFoundError, StaleError, and ReadOnlyError for a shipped session.
    """
    row = hold(connection, organisation_id, session.code, expected_etag)
    put_draft(connection, row.id, session)
    forget_files(connection, row.id)
    touch(connection, row.id)
    return load_session(connection, organisation_id, session.code)


def publish(
    connection: Connection, organisation_id: int, code: str, *, note: str | None = None
) -> StoredRevision:
    """Publish the draft as the next revision; without a change, return the newest one.

    Raises NotFoundError, ReadOnlyError for a shipped session, AuthoringError where the text that
    it is written in has mistakes.
    """
    row = hold(connection, organisation_id, code)
    draft = tables.draft
    body = connection.execute(select(draft.c.body).where(draft.c.session_id == row.id)).scalar()
    if body is not None:
        session = read_session(body)
        _check_files(connection, row.id, session)
        publish_body(connection, row.id, organisation_id, session, note)
    return load_revision(connection, organisation_id, code)


def delete_session(
    connection: Connection, organisation_id: int, code: str, *, expected_etag: str
) -> None:
    """Delete a session that was never published; withdraw one that was.

    A withdrawn session leaves the list and cannot be newly chosen, but workshops keep what they
    are pinned to. Raises NotFoundError, StaleError, ReadOnlyError for a shipped session.
    """
    row = hold(connection, organisation_id, code, expected_etag)
    withdraw(connection, row.id)
    revision, session = tables.revision, tables.session
    published = select(revision.c.number).where(revision.c.session_id == row.id).limit(1)
    if connection.execute(published).first() is None:
        connection.execute(delete(session).where(session.c.id == row.id))


def discard_draft(
    connection: Connection, organisation_id: int, code: str, *, expected_etag: str
) -> StoredSession:
    """Give up the unpublished changes to a session; its newest revision is all there is again.

    Raises NotFoundError, StaleError, ReadOnlyError for a shipped session, and ConflictError for
    one that was never published.
    """
    row = hold(connection, organisation_id, code, expected_etag)
    if load_session(connection, organisation_id, code).published is None:
        raise ConflictError(f"{code} was never published: there is nothing to return to.")
    connection.execute(delete(tables.draft).where(tables.draft.c.session_id == row.id))
    forget_files(connection, row.id)
    touch(connection, row.id)
    return load_session(connection, organisation_id, code)


def _check_files(connection: Connection, session_id: int, body: Session) -> None:
    """Refuse a draft whose text cannot be read: what is stored of it is older than the text."""
    files = load_files(connection, session_id, body)
    mistakes = examine(files).mistakes if files else ()
    if mistakes:
        raise AuthoringError(list(mistakes))


def _create(
    connection: Connection, organisation_id: int, body: Session, copied_from: str | None
) -> StoredSession:
    """Store a new session, or bring back a withdrawn one of the same code with its revisions."""
    rows = _rows(connection, organisation_id, body.code)
    if any(row.withdrawn_at is None for row in rows):
        raise _taken(body.code)
    own = [row.id for row in rows if row.organisation_id is not None]
    session_id = own[0] if own else _insert(connection, organisation_id, body.code)
    touch(connection, session_id, withdrawn_at=None, copied_from=copied_from)
    put_draft(connection, session_id, body)
    return load_session(connection, organisation_id, body.code)


def _insert(connection: Connection, organisation_id: int, code: str) -> int:
    """Return the id of a new session; ConflictError if another one came first."""
    row = {"organisation_id": organisation_id, "code": code, "version": 0, "updated_at": utc_now()}
    try:
        with connection.begin_nested():
            added = insert(tables.session).values(row).returning(tables.session.c.id)
            return int(connection.execute(added).scalar_one())
    except IntegrityError as error:
        raise _taken(code) from error


def _taken(code: str) -> ConflictError:
    """Return the error for a code that has a session already."""
    return ConflictError(f"There is a session {code} already; choose another code.")


def put_draft(connection: Connection, session_id: int, body: Session) -> None:
    """Store the draft in place of the one before."""
    draft = tables.draft
    connection.execute(delete(draft).where(draft.c.session_id == session_id))
    connection.execute(insert(draft).values(session_id=session_id, body=write_body(body)))


def hold(
    connection: Connection, organisation_id: int, code: str, expected_etag: str | None = None
) -> Row[Any]:
    """Return the row of the organisation's own session, held until the transaction ends."""
    rows = [row for row in _rows(connection, organisation_id, code) if row.withdrawn_at is None]
    if not rows:
        raise no_such_session(code)
    row = rows[0]
    if row.organisation_id is None:
        raise ReadOnlyError(f"{code} ships with the product; copy it under a code of your own.")
    if expected_etag not in {None, session_etag(row.id, row.version)}:
        raise StaleError(f"Somebody else changed {code} in between; load it again.")
    return row


def _rows(connection: Connection, organisation_id: int, code: str) -> Sequence[Row[Any]]:
    """Return the sessions of a code, the organisation's own before a shipped one, and hold them."""
    session = tables.session
    visible = or_(session.c.organisation_id.is_(None), session.c.organisation_id == organisation_id)
    named = select(session).where(session.c.code == code if is_name(code) else false(), visible)
    own_first = named.order_by(session.c.organisation_id.is_(None))
    return connection.execute(own_first.with_for_update()).all()
