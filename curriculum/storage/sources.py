"""Drafts as the files that they are written in: loaded, and saved whether they can be read or not.

A text that cannot be read never replaces the draft's body: whoever reads the session as a value
sees the last state that could be read, whoever writes it sees every letter.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from curriculum.drafting import Draft, draft_of, examine
from curriculum.errors import ReadOnlyError
from curriculum.storage.draft_files import load_files, store_files
from curriculum.storage.drafts import hold, put_draft
from curriculum.storage.publishing import touch
from curriculum.storage.sessions import StoredSession, load_session


@dataclass(frozen=True, slots=True)
class Source:
    """A session of an organisation's own, and its files."""

    stored: StoredSession
    draft: Draft


def load_source(connection: Connection, organisation_id: int, code: str) -> Source:
    """Return the files of the organisation's session: as typed, or else written from its body.

    Raises NotFoundError, ReadOnlyError for a shipped session.
    """
    stored = load_session(connection, organisation_id, code)
    if not stored.own:
        raise ReadOnlyError(f"{code} ships with the product; copy it under a code of your own.")
    files = load_files(connection, stored.id, stored.session)
    return Source(stored, files or draft_of(stored.session))


def hold_source(connection: Connection, organisation_id: int, code: str) -> Source:
    """Return the files of the organisation's session, held until the transaction ends.

    Raises NotFoundError, ReadOnlyError for a shipped session.
    """
    hold(connection, organisation_id, code)
    return load_source(connection, organisation_id, code)


def save_source(
    connection: Connection, organisation_id: int, draft: Draft, *, expected_etag: str
) -> Source:
    """Keep the files of a session; they become its draft as soon as they can be read.

    Raises NotFoundError, StaleError, ReadOnlyError for a shipped session.
    """
    row = hold(connection, organisation_id, draft.code, expected_etag)
    stored = load_session(connection, organisation_id, draft.code)
    store_files(connection, row.id, draft, load_files(connection, row.id, stored.session))
    put_draft(connection, row.id, examine(draft).whole or stored.session)
    touch(connection, row.id)
    return load_source(connection, organisation_id, draft.code)
