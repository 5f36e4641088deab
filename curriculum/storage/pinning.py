"""Pinning: a workshop keeps the revision of a session that it was made with."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from curriculum.errors import NotFoundError
from curriculum.storage.sessions import existing_pins, latest_revisions
from curriculum.workshop import Meeting, SessionItem, Workshop, session_items


@dataclass(frozen=True)
class Missing:
    """A session of a workshop, or a revision of one, that does not exist."""

    meeting: int
    """From 1, as is `place`, its number among the items of the meeting."""
    place: int
    item: SessionItem

    @property
    def what(self) -> str:
        """What is missing, as the end of a sentence."""
        if self.item.revision is None:
            return f"there is no published session {self.item.session}"
        return f"session {self.item.session} has no revision {self.item.revision}"


class MissingSessionsError(NotFoundError):
    """Sessions of a workshop that do not exist; the message tells the first."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        first = missing[0]
        revised = first.item.revision is not None
        advice = "leave it out for the newest" if revised else "choose one from the list"
        super().__init__(f"Meeting {first.meeting}, item {first.place}: {first.what}; {advice}.")
        self.missing = missing


def pin(connection: Connection, organisation_id: int | None, workshop: Workshop) -> Workshop:
    """Return the workshop with every session pinned: no revision means the newest published one.

    Raises MissingSessionsError that names each meeting and item whose session does not exist.
    """
    items = list(session_items(workshop))
    floating = {item.session for _, _, item in items if item.revision is None}
    newest = latest_revisions(connection, organisation_id, floating)
    wanted = {(item.session, item.revision) for _, _, item in items if item.revision is not None}
    known = existing_pins(connection, organisation_id, wanted) | set(newest.items())
    missing = tuple(
        Missing(meeting, place, item)
        for meeting, place, item in items
        if (item.session, item.revision or newest.get(item.session)) not in known
    )
    if missing:
        raise MissingSessionsError(missing)
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
