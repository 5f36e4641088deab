"""Workshops of an organisation: saved whole, guarded by a version, pinned to revisions."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, literal, select, tuple_, update

from curriculum.errors import NotFoundError, StaleError
from curriculum.events import Change, WorkshopChanged
from curriculum.storage.bodies import utc_now, write_body
from curriculum.storage.changes import Changes, Kind, list_changes, note_change
from curriculum.storage.names import is_name
from curriculum.storage.outbox import emit
from curriculum.storage.pages import MOST, CursorError, Page, page, read_cursor
from curriculum.storage.pinning import pin
from curriculum.storage.tables import Moment
from curriculum.storage.tables import workshop as table
from curriculum.workshop import Workshop

_LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
_ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class StoredWorkshop:
    """A workshop with its id, which cannot be guessed, and the version that guards changes."""

    id: str
    version: int
    etag: str
    """Changes with every change; without quotation marks."""
    workshop: Workshop
    created_at: dt.datetime
    updated_at: dt.datetime


def create_workshop(
    connection: Connection, organisation_id: int, workshop: Workshop
) -> StoredWorkshop:
    """Store a workshop, pinned; NotFoundError as in `pin`."""
    pinned = pin(connection, organisation_id, workshop)
    workshop_id = "".join(secrets.choice(_LETTERS) for _ in range(_ID_LENGTH))  # 79 bits
    now = utc_now()
    row = {"id": workshop_id, "organisation_id": organisation_id, "version": 1}
    row |= {"body": write_body(pinned), "created_at": now, "updated_at": now}
    connection.execute(insert(table).values(row))
    _tell(connection, organisation_id, workshop_id, "made")
    return load_workshop(connection, organisation_id, workshop_id)


def load_workshop(
    connection: Connection, organisation_id: int, workshop_id: str, *, hold: bool = False
) -> StoredWorkshop:
    """Return a workshop of the organisation; NotFoundError, also for somebody else's.

    With `hold` nobody else changes it until the transaction ends.
    """
    found = _one(organisation_id, workshop_id)
    return _stored(_row(connection, found.with_for_update() if hold else found, workshop_id))


def save_workshop(
    connection: Connection,
    organisation_id: int,
    workshop_id: str,
    workshop: Workshop,
    *,
    expected_etag: str,
) -> StoredWorkshop:
    """Replace a workshop, pinned; NotFoundError, StaleError."""
    _hold(connection, organisation_id, workshop_id, expected_etag)
    pinned = pin(connection, organisation_id, workshop)
    row = {"version": table.c.version + 1, "body": write_body(pinned), "updated_at": utc_now()}
    connection.execute(update(table).where(table.c.id == workshop_id).values(row))
    _tell(connection, organisation_id, workshop_id, "changed")
    return load_workshop(connection, organisation_id, workshop_id)


def delete_workshop(
    connection: Connection, organisation_id: int, workshop_id: str, *, expected_etag: str
) -> None:
    """Delete a workshop; NotFoundError, StaleError."""
    _hold(connection, organisation_id, workshop_id, expected_etag)
    connection.execute(delete(table).where(table.c.id == workshop_id))
    _tell(connection, organisation_id, workshop_id, "deleted")


def list_workshops(
    connection: Connection, organisation_id: int, *, limit: int, after: str | None = None
) -> Page[StoredWorkshop]:
    """Return the organisation's workshops, last made first; CursorError."""
    limit = max(1, min(limit, MOST))
    order = (table.c.created_at, table.c.id)
    found = select(table).where(table.c.organisation_id == organisation_id)
    if after is not None:
        made, last = read_cursor(after, (str, str))
        found = found.where(tuple_(*order) < tuple_(literal(_moment(str(made)), Moment), last))
    newest_first = found.order_by(*(column.desc() for column in order)).limit(limit + 1)
    rows = connection.execute(newest_first).all()
    keys = [(row.created_at.isoformat(), row.id) for row in rows]
    return page([_stored(row) for row in rows], keys, limit)


def list_changed_workshops(
    connection: Connection,
    organisation_id: int,
    *,
    since: dt.datetime,
    limit: int,
    after: str | None = None,
) -> tuple[Changes, dict[str, StoredWorkshop]]:
    """Return what changed, and those of the changed workshops that are still there, by id."""
    changes = list_changes(
        connection, [organisation_id], Kind.WORKSHOP, since=since, limit=limit, after=after
    )
    own = select(table).where(table.c.organisation_id == organisation_id)
    rows = connection.execute(own.where(table.c.id.in_([one.key for one in changes.items])))
    return changes, {row.id: _stored(row) for row in rows}


def _tell(connection: Connection, organisation_id: int, workshop_id: str, change: Change) -> None:
    """Note a change, and tell whoever wants to know."""
    note_change(connection, organisation_id, Kind.WORKSHOP, workshop_id)
    emit(connection, organisation_id, WorkshopChanged(workshop=workshop_id, change=change))


def _moment(written: str) -> dt.datetime:
    """Return the moment of a cursor; CursorError."""
    try:
        return dt.datetime.fromisoformat(written).astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise CursorError("This cursor is not one of ours; begin without one.") from error


def _one(organisation_id: int, workshop_id: str) -> Select[Any]:
    """Return the query of one workshop of the organisation."""
    return select(table).where(
        table.c.id == (workshop_id if is_name(workshop_id) else ""),
        table.c.organisation_id == organisation_id,
    )


def _row(connection: Connection, found: Select[Any], workshop_id: str) -> Row[Any]:
    """Return the one row; NotFoundError."""
    row = connection.execute(found).first()
    if row is None:
        raise NotFoundError(f"There is no workshop {workshop_id}; see the list of workshops.")
    return row


def _hold(
    connection: Connection, organisation_id: int, workshop_id: str, expected_etag: str
) -> None:
    """Hold a workshop until the transaction ends, if it still is what the caller saw."""
    found = _one(organisation_id, workshop_id).with_for_update()
    if _etag(_row(connection, found, workshop_id)) != expected_etag:
        raise StaleError("Somebody else changed this workshop in between; load it again.")


def _etag(row: Row[Any]) -> str:
    return f"{row.id}-{row.version}"


def _stored(row: Row[Any]) -> StoredWorkshop:
    """Return a row as it is handed out."""
    return StoredWorkshop(
        id=row.id,
        version=row.version,
        etag=_etag(row),
        workshop=Workshop.model_validate_json(row.body),
        created_at=row.created_at,
        updated_at=row.updated_at,
    )
