"""Everything that an organisation sees, a few at a time, so that it never is in memory at once."""

from __future__ import annotations

from sqlalchemy import Connection, literal, or_, select, tuple_

from curriculum.storage.sessions import StoredRevision, stored_revision
from curriculum.storage.tables import revision, session
from curriculum.storage.tables import workshop as workshops
from curriculum.storage.workshops import StoredWorkshop, load_workshop

Place = tuple[int, int]
"""A session's row and a revision's number."""


def some_revisions(
    connection: Connection, organisation_id: int, *, after: Place, limit: int
) -> list[tuple[Place, StoredRevision]]:
    """Return the revisions behind that place, shipped and own, withdrawn sessions' too."""
    columns = (session.c.code, session.c.organisation_id, *revision.c)
    seen = or_(session.c.organisation_id.is_(None), session.c.organisation_id == organisation_id)
    order = (revision.c.session_id, revision.c.number)
    behind = tuple_(*order) > tuple_(literal(after[0]), literal(after[1]))
    found = select(*columns).join_from(session, revision).where(seen, behind)
    rows = connection.execute(found.order_by(*order).limit(limit))
    return [((row.session_id, row.number), stored_revision(row)) for row in rows]


def some_workshops(
    connection: Connection, organisation_id: int, *, after: str, limit: int
) -> list[StoredWorkshop]:
    """Return the workshops whose ids are behind that one, by id."""
    own = (workshops.c.organisation_id == organisation_id, workshops.c.id > after)
    ids = select(workshops.c.id).where(*own).order_by(workshops.c.id).limit(limit)
    found = connection.execute(ids).scalars().all()
    return [load_workshop(connection, organisation_id, one) for one in found]
