"""People on their way in from a platform, and those who are in: only digests and sealed words."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, insert, select

from curriculum.storage.lti_tables import lti_completion, lti_state, lti_visit
from curriculum.storage.names import is_name
from curriculum.storage.secret import hash_secret, new_secret

STATE_LIFETIME = dt.timedelta(minutes=10)
VISIT_LIFETIME = dt.timedelta(hours=4)


@dataclass(frozen=True, slots=True)
class Expected:
    """Somebody who was sent to their platform and is to come back."""

    platform_id: int
    nonce: str


def expect(connection: Connection, platform_id: int, *, now: dt.datetime) -> tuple[str, str]:
    """Return the state and the nonce of somebody who goes to the platform now."""
    _forget_expired(connection, now)
    state, nonce = new_secret(), new_secret()
    row = {"hash": hash_secret(state), "platform_id": platform_id, "nonce": nonce}
    connection.execute(insert(lti_state).values(row | {"expires_at": now + STATE_LIFETIME}))
    return state, nonce


def came_back(connection: Connection, state: str, *, now: dt.datetime) -> Expected | None:
    """Return who was expected under this state, once: it is used up by asking."""
    fresh = (lti_state.c.hash == hash_secret(state), lti_state.c.expires_at > now)
    used = delete(lti_state).where(*fresh)
    row = connection.execute(used.returning(lti_state.c.platform_id, lti_state.c.nonce)).first()
    return None if row is None else Expected(row.platform_id, row.nonce)


# --- those who are in -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class StoredVisit:
    """One launch of one person, for some hours."""

    id: str
    platform_id: int
    role: str
    person: str
    sealed: str
    """What the platform said; only the visitor's secret opens it."""


def create_visit(  # noqa: PLR0913 - a visit is that many facts
    connection: Connection,
    platform_id: int,
    *,
    secret: str,
    role: str,
    person: str,
    sealed: str,
    now: dt.datetime,
) -> str:
    """Store a visit under the secret that its browser keeps; return its id."""
    visit_id = secrets.token_urlsafe(12)
    row = {"id": visit_id, "platform_id": platform_id, "hash": hash_secret(secret), "role": role}
    row |= {"person": person, "sealed": sealed, "expires_at": now + VISIT_LIFETIME}
    connection.execute(insert(lti_visit).values(row))
    return visit_id


def load_visit(
    connection: Connection, visit_id: str, secret: str, *, now: dt.datetime
) -> StoredVisit | None:
    """Return a visit to whoever has its secret, until it is over."""
    if not is_name(visit_id):
        return None
    visit = lti_visit.c
    own = (visit.id == visit_id, visit.hash == hash_secret(secret), visit.expires_at > now)
    row = connection.execute(select(lti_visit).where(*own)).first()
    if row is None:
        return None
    return StoredVisit(row.id, row.platform_id, row.role, row.person, row.sealed)


# --- what a platform has still to be told ---------------------------------------------------------


def note_completion(
    connection: Connection, visit: StoredVisit, line_item: str, *, now: dt.datetime
) -> None:
    """Remember that a person is done with something until their platform has been told."""
    forget_completion(connection, visit, line_item)
    row = {"platform_id": visit.platform_id, "person": visit.person, "done_at": now}
    connection.execute(insert(lti_completion).values(row | {"line_item": hash_secret(line_item)}))


def completed_at(connection: Connection, visit: StoredVisit, line_item: str) -> dt.datetime | None:
    """Return since when a person is done with something that their platform does not know of."""
    known = select(lti_completion.c.done_at).where(*_completion(visit, line_item))
    return connection.execute(known).scalar()


def forget_completion(connection: Connection, visit: StoredVisit, line_item: str) -> None:
    """Forget it: the platform has been told."""
    connection.execute(delete(lti_completion).where(*_completion(visit, line_item)))


def _completion(visit: StoredVisit, line_item: str) -> tuple[ColumnElement[bool], ...]:
    row = lti_completion.c
    return (
        row.platform_id == visit.platform_id,
        row.person == visit.person,
        row.line_item == hash_secret(line_item),
    )


def _forget_expired(connection: Connection, now: dt.datetime) -> None:
    """Delete what lets nobody in any more."""
    for table in (lti_state, lti_visit):
        connection.execute(delete(table).where(table.c.expires_at <= now))
