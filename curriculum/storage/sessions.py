"""Sessions of the library, read: drafts, revisions, and those that a workshop is pinned to.

Where an organisation's own session and a shipped one share a code, the own one is meant.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    Select,
    and_,
    bindparam,
    false,
    or_,
    select,
    tuple_,
)

from curriculum.errors import NotFoundError
from curriculum.session import Session
from curriculum.storage.bodies import read_session
from curriculum.storage.catalogue import scopes_of
from curriculum.storage.names import is_name, is_number
from curriculum.storage.tables import catalogue, draft, revision, session

_LATEST = (
    select(catalogue.c.code, catalogue.c.revision)
    .where(catalogue.c.code.in_(bindparam("codes", expanding=True)))
    .where(catalogue.c.scope.in_(bindparam("scopes", expanding=True)))
    .order_by(catalogue.c.scope)
)
"""Built once: it is asked for each document, also one that the asker has already."""


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session as it stands: its draft if there are unpublished changes, its newest revision."""

    id: int
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
        found = self.draft or self.published
        if found is None:
            raise AssertionError("a session has a draft or a revision")
        return found


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
    asked = {"code": code, "organisation": organisation_id}
    row = connection.execute(_one_standing(), asked).first() if is_name(code) else None
    if row is None:
        raise no_such_session(code)
    return _stored_session(row)


def list_own(connection: Connection, organisation_id: int) -> tuple[StoredSession, ...]:
    """Return the organisation's own sessions that were not withdrawn, by code."""
    own = _standing().where(session.c.organisation_id == organisation_id)
    rows = connection.execute(own.where(session.c.withdrawn_at.is_(None)).order_by(session.c.code))
    return tuple(_stored_session(row) for row in rows)


def load_revision(
    connection: Connection, organisation_id: int | None, code: str, number: int | None = None
) -> StoredRevision:
    """Return that revision, or the newest published one; NotFoundError.

    A revision of a withdrawn session can still be had by its number.
    """
    if number is None:
        number = latest_revisions(connection, organisation_id, [code]).get(code)
    if number is None:
        raise no_such_session(code)
    columns = (session.c.code, session.c.organisation_id, *revision.c)
    found = select(*columns).join_from(session, revision)
    numbered = revision.c.number == number if is_number(number) else false()
    row = connection.execute(_visible(found, organisation_id, code).where(numbered)).first()
    if row is None:
        raise NotFoundError(f"Session {code} has no revision {number}; see its list of revisions.")
    return stored_revision(row)


def list_revisions(
    connection: Connection, organisation_id: int | None, code: str
) -> tuple[RevisionSummary, ...]:
    """Return the revisions of a session, newest first; NotFoundError."""
    found = _visible(select(session.c.id, session.c.code), organisation_id, code)
    row = connection.execute(found).first()
    if row is None:
        raise no_such_session(code)
    columns = (revision.c.number, revision.c.digest, revision.c.note, revision.c.published_at)
    ordered = select(*columns).where(revision.c.session_id == row.id)
    rows = connection.execute(ordered.order_by(revision.c.number.desc()))
    return tuple(RevisionSummary(row.code, *columns) for columns in rows)


def load_pinned(
    connection: Connection, organisation_id: int | None, pins: Iterable[tuple[str, int | None]]
) -> dict[tuple[str, int], Session]:
    """Return the sessions of these pins by (code, revision), in one query.

    A pin with None means the newest published revision. What does not exist is left out.
    """
    wanted = tuple(pins)
    floating = {code for code, number in wanted if number is None}
    newest = latest_revisions(connection, organisation_id, floating) if floating else {}
    numbered = {(code, number) for code, number in wanted if number is not None}
    found = _pinned(organisation_id, numbered | set(newest.items())).add_columns(revision.c.body)
    bodies = {(code, number): body for code, number, body in connection.execute(found)}
    return {pin: read_session(body) for pin, body in bodies.items()}


def latest_revisions(
    connection: Connection, organisation_id: int | None, codes: Iterable[str]
) -> dict[str, int]:
    """Return the newest published revision number of each code; unknown codes are left out."""
    asked = {"codes": [code for code in codes if is_name(code)]}
    own_last = connection.execute(_LATEST, {**asked, "scopes": scopes_of(organisation_id)})
    return {row.code: row.revision for row in own_last}


def existing_pins(
    connection: Connection, organisation_id: int | None, pins: Iterable[tuple[str, int]]
) -> set[tuple[str, int]]:
    """Return those of the pins that can be loaded."""
    rows = connection.execute(_pinned(organisation_id, set(pins)))
    return {(code, number) for code, number in rows}


def session_etag(session_id: int, version: int) -> str:
    """Return the mark that changes with every change to a session."""
    return f"{session_id}-{version}"


def no_such_session(code: str) -> NotFoundError:
    """Return the error for a session that is not there, or not for the one who asks."""
    return NotFoundError(f"There is no session {code}; look for one in the list of sessions.")


def _owned(organisation_id: int | None) -> ColumnElement[bool]:
    """Return the condition that a session is shipped or the organisation's own."""
    shipped = session.c.organisation_id.is_(None)
    return or_(shipped, session.c.organisation_id == organisation_id)


def _visible(found: Select[Any], organisation_id: int | None, code: str) -> Select[Any]:
    """Narrow a query to one code, the organisation's own session before a shipped one."""
    named = session.c.code == code if is_name(code) else false()
    own_first = session.c.organisation_id.is_(None)
    return found.where(named, _owned(organisation_id)).order_by(own_first).limit(1)


def _standing() -> Select[Any]:
    """Return the query of sessions with their draft and the revision that is on the list."""
    listed = and_(revision.c.session_id == session.c.id, revision.c.number == catalogue.c.revision)
    columns = (draft.c.body.label("draft"), revision.c.number, revision.c.digest, revision.c.body)
    joined = session.outerjoin(draft).outerjoin(catalogue).outerjoin(revision, listed)
    return select(session, *columns).select_from(joined)


@cache
def _one_standing() -> Select[Any]:
    """Return the query of one of them by its `code`, as an `organisation` sees it."""
    shipped = session.c.organisation_id.is_(None)
    seen = or_(shipped, session.c.organisation_id == bindparam("organisation"))
    named = session.c.code == bindparam("code")
    found = _standing().where(named, seen, session.c.withdrawn_at.is_(None))
    return found.order_by(shipped).limit(1)


def _pinned(organisation_id: int | None, pins: set[tuple[str, int]]) -> Select[Any]:
    """Return the query of these pins; an own session comes after a shipped one of its code."""
    possible = [pin for pin in pins if is_name(pin[0]) and is_number(pin[1])]
    found = select(session.c.code, revision.c.number).join_from(session, revision)
    named = tuple_(session.c.code, revision.c.number).in_(possible)
    return found.where(named, _owned(organisation_id)).order_by(
        session.c.organisation_id.is_not(None)
    )


def _stored_session(row: Row[Any]) -> StoredSession:
    """Return a row of `_standing` as it is handed out."""
    return StoredSession(
        id=row.id,
        code=row.code,
        own=row.organisation_id is not None,
        copied_from=row.copied_from,
        draft=None if row.draft is None else read_session(row.draft),
        draft_version=row.version,
        published=None if row.body is None else read_session(row.body),
        revision=row.number,
        digest=row.digest,
        etag=session_etag(row.id, row.version),
        updated_at=row.updated_at,
    )


def stored_revision(row: Row[Any]) -> StoredRevision:
    """Return a row with a revision and whose it is as it is handed out."""
    return StoredRevision(
        code=row.code,
        own=row.organisation_id is not None,
        number=row.number,
        digest=row.digest,
        note=row.note,
        published_at=row.published_at,
        session=read_session(row.body),
    )
