"""A workshop made from a ready-made one, with the caller's own people, words and dates."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection

from api.faults import Fault
from api.problems import RefusedError
from api.v1.workshop_shapes import FromProgramme
from curriculum.errors import NotFoundError
from curriculum.storage.programmes import load_programme
from curriculum.workshop import Meeting, Workshop

OVERRIDES = (
    "title",
    "mode",
    "setting",
    "people",
    "facilitators",
    "access",
    "language",
    "time_zone",
    "notes",
)


def from_programme(connection: Connection, asked: FromProgramme) -> Workshop:
    """Return the workshop of a programme, with what the caller asked for in place of its own."""
    try:
        programme = load_programme(connection, asked.programme)
    except NotFoundError as error:
        fault = Fault(
            where="/programme",
            message=f"there is no programme '{asked.programme}'",
            action="Choose one of GET /api/v1/programmes.",
        )
        raise RefusedError(422, "unknown-programme", str(error), errors=(fault,)) from None
    workshop = programme.workshop
    changes = {name: getattr(asked, name) for name in OVERRIDES}
    changes = {name: value for name, value in changes.items() if value is not None}
    changes["programme"] = programme.code
    changes["meetings"] = _meetings(workshop, asked)
    return Workshop(**(dict(workshop) | changes))


def _meetings(workshop: Workshop, asked: FromProgramme) -> tuple[Meeting, ...]:
    own = tuple(meeting.date for meeting in workshop.meetings)
    dates: tuple[dt.date | None, ...] = asked.dates or own
    if len(dates) != len(workshop.meetings):
        fault = Fault(
            where="/dates",
            message=f"there are {len(dates)} for {len(workshop.meetings)} meetings",
            action="Give a date for each meeting.",
        )
        raise RefusedError(
            422, "invalid", "The dates do not go with the meetings.", errors=(fault,)
        )
    return tuple(
        meeting.model_copy(update={"date": date, "start": asked.start or meeting.start})
        for meeting, date in zip(workshop.meetings, dates, strict=True)
    )
