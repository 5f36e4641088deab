"""What a workshop changes about activities is about activities that there are, or once were."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from api.faults import Fault
from api.problems import RefusedError
from curriculum.rules.names import meant
from curriculum.session import Session
from curriculum.storage.sessions import latest_revisions, list_revisions, load_pinned, load_revision
from curriculum.workshop import SessionItem, Workshop, session_items


def check_activities(connection: Connection, organisation_id: int, workshop: Workshop) -> None:
    """Refuse ids that no activity of a session ever had.

    An id that a newer revision has dropped may stay: the plan tells of it.
    """
    changed = [one for one in session_items(workshop) if any(True for _ in _named(one[2]))]
    newest = latest_revisions(connection, organisation_id, {item.session for _, _, item in changed})
    pins = {(item.session, item.revision or newest.get(item.session)) for _, _, item in changed}
    sessions = load_pinned(connection, organisation_id, pins)
    faults = tuple(
        Fault(
            where=f"/meetings/{meeting - 1}/items/{number - 1}/{field}",
            message=f"'{name}' is no activity of {item.session}",
            action=meant(name, [one.id for one in session.activities]).replace("`", "'"),
        )
        for meeting, number, item in changed
        for session in [sessions.get((item.session, item.revision or newest.get(item.session, 0)))]
        if session
        for field, name in _named(item)
        if session.activity(name) is None and not _was(connection, organisation_id, session, name)
    )
    if faults:
        first = faults[0]
        detail = f"{first.message[:1].upper()}{first.message[1:]}. {first.action}".strip()
        raise RefusedError(422, "unknown-activity", detail, errors=faults)


def _named(item: SessionItem) -> Iterator[tuple[str, str]]:
    """Yield each id that an item names, and the way to it."""
    for field in ("leave_out", "order"):
        for index, name in enumerate(getattr(item, field)):
            yield f"{field}/{index}", name
    for field in ("minutes", "leaders"):
        for name in getattr(item, field):
            yield f"{field}/{name}", name


def _was(connection: Connection, organisation_id: int, session: Session, name: str) -> bool:
    """Tell whether any revision of the session has an activity of that id."""
    revisions = list_revisions(connection, organisation_id, session.code)
    return any(
        load_revision(connection, organisation_id, session.code, one.number).session.activity(name)
        for one in revisions
    )
