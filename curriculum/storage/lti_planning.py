"""Who planned from inside a course: a line for each visit in which a workshop was changed."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from curriculum.storage.lti_tables import lti_planning as table
from curriculum.storage.lti_visits import StoredVisit

KEPT = dt.timedelta(days=180)
"""How long it is told who planned."""
MOST = 50


@dataclass(frozen=True, slots=True)
class Planned:
    """What somebody did in one visit: to which workshop, from when to when, how often."""

    workshop_id: str
    person: str
    began_at: dt.datetime
    changed_at: dt.datetime
    changes: int


def note_planning(
    connection: Connection, visit: StoredVisit, workshop_id: str, *, now: dt.datetime
) -> None:
    """Note that a visitor changed a workshop."""
    connection.execute(delete(table).where(table.c.changed_at <= now - KEPT))
    again = update(table).where(table.c.visit_id == visit.id)
    told = again.values(changed_at=now, changes=table.c.changes + 1)
    if connection.execute(told).rowcount:
        return
    row = {"visit_id": visit.id, "platform_id": visit.platform_id, "person": visit.person}
    row |= {"workshop_id": workshop_id, "began_at": now, "changed_at": now, "changes": 1}
    connection.execute(insert(table).values(row))


def list_planning(connection: Connection, platform_id: int) -> tuple[Planned, ...]:
    """Return who planned last through a platform, the newest first."""
    columns = (
        table.c.workshop_id,
        table.c.person,
        table.c.began_at,
        table.c.changed_at,
        table.c.changes,
    )
    found = select(*columns).where(table.c.platform_id == platform_id)
    newest = found.order_by(table.c.changed_at.desc(), table.c.visit_id).limit(MOST)
    return tuple(Planned(*row) for row in connection.execute(newest))
