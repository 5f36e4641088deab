"""Sessions of an organisation, written: drafts, copies, publishing, withdrawing."""

from __future__ import annotations

from sqlalchemy import Connection

from curriculum.session import Session
from curriculum.storage.sessions import StoredRevision, StoredSession


def create_draft(connection: Connection, organisation_id: int, session: Session) -> StoredSession:
    """Store a new session as a draft; ConflictError when its code is taken."""
    raise NotImplementedError


def save_draft(
    connection: Connection, organisation_id: int, session: Session, *, expected_etag: str
) -> StoredSession:
    """Replace the draft of the organisation's session of that code.

    Raises NotFoundError, StaleError, and ReadOnlyError for a shipped session.
    """
    raise NotImplementedError


def copy_session(
    connection: Connection, organisation_id: int, code: str, new_code: str
) -> StoredSession:
    """Copy the newest published revision to a draft under a code of the organisation's own.

    Raises NotFoundError, ConflictError when the new code is taken.
    """
    raise NotImplementedError


def publish(
    connection: Connection, organisation_id: int, code: str, *, note: str | None = None
) -> StoredRevision:
    """Publish the draft as the next revision; without a change, return the newest one.

    Raises NotFoundError, ReadOnlyError for a shipped session.
    """
    raise NotImplementedError


def delete_session(
    connection: Connection, organisation_id: int, code: str, *, expected_etag: str
) -> None:
    """Delete a session that was never published; withdraw one that was.

    A withdrawn session leaves the list and cannot be newly chosen, but workshops keep what they
    are pinned to. Raises NotFoundError, StaleError, ReadOnlyError for a shipped session.
    """
    raise NotImplementedError
