"""Pinning: a workshop keeps the revision of a session that it was made with."""

from __future__ import annotations

from sqlalchemy import Connection

from curriculum.errors import NotFoundError
from curriculum.storage.sessions import existing_pins, latest_revisions
from curriculum.workshop import Meeting, SessionItem, Workshop, session_items


def pin(connection: Connection, organisation_id: int | None, workshop: Workshop) -> Workshop:
    """Return the workshop with every session pinned: no revision means the newest published one.

    Raises NotFoundError that names the meeting and the item whose session does not exist.
    """
    items = list(session_items(workshop))
    floating = {item.session for _, _, item in items if item.revision is None}
    newest = latest_revisions(connection, organisation_id, floating)
    wanted = {(item.session, item.revision) for _, _, item in items if item.revision is not None}
    known = existing_pins(connection, organisation_id, wanted) | set(newest.items())
    for meeting, place, item in items:
        number = item.revision or newest.get(item.session)
        if (item.session, number) not in known:
            raise _missing(f"Meeting {meeting}, item {place}", item)
    meetings = tuple(_pin_meeting(meeting, newest) for meeting in workshop.meetings)
    return workshop.model_copy(update={"meetings": meetings})


def _pin_meeting(meeting: Meeting, newest: dict[str, int]) -> Meeting:
    """Return the meeting with the newest revision for each session that names none."""
    items = (
        item.model_copy(update={"revision": newest[item.session]})
        if isinstance(item, SessionItem) and item.revision is None
        else item
        for item in meeting.items
    )
    return meeting.model_copy(update={"items": tuple(items)})


def _missing(place: str, item: SessionItem) -> NotFoundError:
    """Return the error for a session or a revision that does not exist."""
    if item.revision is None:
        what = f"there is no published session {item.session}; choose one from the list."
    else:
        what = (
            f"session {item.session} has no revision {item.revision}; leave it out for the newest."
        )
    return NotFoundError(f"{place}: {what}")
