"""Sessions of the library, read: drafts, revisions, and those that a workshop is pinned to.

Where an organisation's own session and a shipped one share a code, the own one is meant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection

from curriculum.session import Session


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session as it stands: its draft if there are unpublished changes, its newest revision."""

    code: str
    own: bool
    copied_from: str | None
    draft: Session | None
    """Unpublished changes; None when the newest revision is all there is."""
    draft_version: int
    """Counts every change to the session, drafts and publishing alike."""
    published: Session | None
    revision: int | None
    digest: str | None
    etag: str
    """Changes with every change; without quotation marks."""
    updated_at: dt.datetime

    @property
    def session(self) -> Session:
        """Return what its authors see: the draft, else what is published."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class RevisionSummary:
    """A revision without its body."""

    code: str
    number: int
    digest: str
    note: str | None
    published_at: dt.datetime


@dataclass(frozen=True, slots=True)
class StoredRevision:
    """A published revision: never changed, never deleted."""

    code: str
    own: bool
    number: int
    digest: str
    note: str | None
    published_at: dt.datetime
    session: Session


def load_session(connection: Connection, organisation_id: int | None, code: str) -> StoredSession:
    """Return a session that the organisation may see; NotFoundError."""
    raise NotImplementedError


def load_revision(
    connection: Connection, organisation_id: int | None, code: str, number: int | None = None
) -> StoredRevision:
    """Return that revision, or the newest published one; NotFoundError.

    A revision of a withdrawn session can still be had by its number.
    """
    raise NotImplementedError


def list_revisions(
    connection: Connection, organisation_id: int | None, code: str
) -> tuple[RevisionSummary, ...]:
    """Return the revisions of a session, newest first; NotFoundError."""
    raise NotImplementedError


def list_drafts(connection: Connection, organisation_id: int) -> tuple[StoredSession, ...]:
    """Return the organisation's own sessions that have unpublished changes, by code."""
    raise NotImplementedError


def load_pinned(
    connection: Connection, organisation_id: int | None, pins: Iterable[tuple[str, int | None]]
) -> dict[tuple[str, int], Session]:
    """Return the sessions of these pins by (code, revision), in one query.

    A pin with None means the newest published revision. What does not exist is left out.
    """
    raise NotImplementedError


def latest_revisions(
    connection: Connection, organisation_id: int | None, codes: Iterable[str]
) -> dict[str, int]:
    """Return the newest published revision number of each code; unknown codes are left out."""
    raise NotImplementedError
