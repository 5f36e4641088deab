"""Runs of an organisation's workshops: saved whole, guarded by a version."""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from curriculum.errors import ConflictError, NotFoundError, StaleError
from curriculum.run import Run
from curriculum.storage.bodies import utc_now, write_body
from curriculum.storage.names import is_name
from curriculum.storage.runs_tables import reflection
from curriculum.storage.runs_tables import run as table
from curriculum.storage.tables import workshop
from curriculum.storage.workshops import load_workshop

MOST = 100
"""The most runs of one workshop that a list holds: nobody has held a workshop more often."""


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run with its id and the version that guards changes."""

    id: str
    etag: str
    """Changes with every change; without quotation marks."""
    run: Run
    created_at: dt.datetime
    updated_at: dt.datetime


def create_run(
    connection: Connection,
    organisation_id: int,
    workshop_id: str,
    run: Run,
    *,
    user_id: int | None = None,
) -> StoredRun:
    """Store a run; `user_id` is whose reflection it is.

    NotFoundError for the workshop, ConflictError where its meeting began at that moment already.
    """
    load_workshop(connection, organisation_id, workshop_id)
    run_id, now = secrets.token_hex(8), utc_now()
    row = {"id": run_id, "workshop_id": workshop_id, "meeting": run.meeting, "version": 1}
    row |= {"began_at": run.began_at, "created_at": now, **_columns(run, now)}
    try:
        with connection.begin_nested():
            connection.execute(insert(table).values(row))
    except IntegrityError as error:
        raise ConflictError(
            "This meeting has a run that began at this moment; look at the list of runs."
        ) from error
    _keep_reflection(connection, run_id, run, user_id)
    return load_run(connection, organisation_id, workshop_id, run_id)


def load_run(
    connection: Connection, organisation_id: int, workshop_id: str, run_id: str
) -> StoredRun:
    """Return a run of the organisation's workshop; NotFoundError, also for somebody else's."""
    found = _of(organisation_id, workshop_id).where(table.c.id == _name(run_id))
    row = connection.execute(found).first()
    if row is None:
        raise NotFoundError(f"There is no run {run_id}; see the list of the workshop's runs.")
    return _stored(row)


def list_runs(
    connection: Connection, organisation_id: int, workshop_id: str
) -> tuple[StoredRun, ...]:
    """Return the runs of a workshop, the latest first; NotFoundError for the workshop."""
    load_workshop(connection, organisation_id, workshop_id)
    latest = _of(organisation_id, workshop_id).order_by(table.c.began_at.desc(), table.c.id)
    return tuple(_stored(row) for row in connection.execute(latest.limit(MOST)))


def save_run(  # noqa: PLR0913 - what is saved, where, and on what it builds
    connection: Connection,
    organisation_id: int,
    workshop_id: str,
    run_id: str,
    run: Run,
    *,
    expected_etag: str,
    user_id: int | None = None,
) -> StoredRun:
    """Replace a run; NotFoundError, StaleError, ConflictError where meeting or beginning differ."""
    stored = _held(connection, organisation_id, workshop_id, run_id, expected_etag)
    if (run.meeting, run.began_at) != (stored.run.meeting, stored.run.began_at):
        raise ConflictError("A run keeps its meeting and its beginning; send another one instead.")
    row = {"version": table.c.version + 1, **_columns(run, utc_now())}
    connection.execute(update(table).where(table.c.id == run_id).values(row))
    if run.reflection != stored.run.reflection:
        _keep_reflection(connection, run_id, run, user_id)
    return load_run(connection, organisation_id, workshop_id, run_id)


def delete_run(
    connection: Connection,
    organisation_id: int,
    workshop_id: str,
    run_id: str,
    *,
    expected_etag: str,
) -> None:
    """Delete a run and what was written about it; NotFoundError, StaleError."""
    _held(connection, organisation_id, workshop_id, run_id, expected_etag)
    connection.execute(delete(table).where(table.c.id == run_id))


def last_runs(connection: Connection, organisation_id: int, codes: set[str]) -> dict[str, Run]:
    """Return by session code the latest run that has ended and held it, whatever the workshop."""
    found = {code: connection.execute(_last(organisation_id, code)).first() for code in codes}
    return {code: _stored(row).run for code, row in found.items() if row is not None}


def _last(organisation_id: int, code: str) -> Select[Any]:
    held = table.c.sessions.contains(f" {code} ", autoescape=True)
    ended = _in(organisation_id).where(table.c.ended_at.is_not(None), held)
    return ended.order_by(table.c.began_at.desc()).limit(1)


def _in(organisation_id: int) -> Select[Any]:
    """Return the query of all the organisation's runs, with what was written about them."""
    rows = select(table, reflection.c.text).join_from(table, workshop).outerjoin(reflection)
    return rows.where(workshop.c.organisation_id == organisation_id)


def _of(organisation_id: int, workshop_id: str) -> Select[Any]:
    return _in(organisation_id).where(table.c.workshop_id == _name(workshop_id))


def _name(text: str) -> str:
    return text if is_name(text) else ""


def _held(
    connection: Connection, organisation_id: int, workshop_id: str, run_id: str, etag: str
) -> StoredRun:
    """Hold a run until the transaction ends, if it still is what the caller saw."""
    held = select(table.c.id).where(table.c.id == _name(run_id)).with_for_update()
    connection.execute(held)
    stored = load_run(connection, organisation_id, workshop_id, run_id)
    if stored.etag != etag:
        raise StaleError("This run was changed on another device in between; load it again.")
    return stored


def _columns(run: Run, now: dt.datetime) -> dict[str, Any]:
    """Return what of a row follows from the run; its reflection is kept apart."""
    return {
        "ended_at": run.ended_at,
        "sessions": f" {' '.join(run.sessions)} ",
        "body": write_body(run.model_copy(update={"reflection": None})),
        "updated_at": now,
    }


def _keep_reflection(connection: Connection, run_id: str, run: Run, user_id: int | None) -> None:
    connection.execute(delete(reflection).where(reflection.c.run_id == run_id))
    if run.reflection is not None:
        row = {"run_id": run_id, "user_id": user_id, "text": run.reflection}
        connection.execute(insert(reflection).values(row))


def _stored(row: Row[Any]) -> StoredRun:
    """Return a row as it is handed out."""
    run = Run.model_validate_json(row.body).model_copy(update={"reflection": row.text})
    return StoredRun(row.id, f"{row.id}-{row.version}", run, row.created_at, row.updated_at)
