"""The meetings as calendar entries (RFC 5545), with titles that tell nobody what they are about."""

from __future__ import annotations

import datetime as dt

from icalendar import Calendar, Event

from curriculum.errors import ConflictError
from curriculum.plan import Plan, PlanMeeting
from curriculum.workshop import zone


class NoDatesError(ConflictError):
    """No meeting has both a date and a start."""

    code = "no-dates"


def calendar(workshop_id: str, plan: Plan) -> bytes:
    """Return the meetings that have a date and a start; NoDatesError if there is none.

    The same plan gives the same bytes: an entry's stamp is its own start.
    """
    dated = [(one, one.date) for one in plan.meetings if one.date and one.clock == "wall"]
    if not dated:
        raise NoDatesError("No meeting has a date and a start yet; give them both.")
    meetings = plan.part_of or len(plan.meetings)
    file = Calendar()
    file.add("prodid", "-//Curriculum//Meetings//EN")
    file.add("version", "2.0")
    for meeting, date in dated:
        start = dt.datetime.combine(date, meeting.start, tzinfo=zone(plan.time_zone))
        file.add_component(_event(workshop_id, meetings, meeting, start))
    year = dt.timedelta(days=366)
    days = [date for _, date in dated]
    file.add_missing_timezones(first_date=min(days) - year, last_date=max(days) + year)
    return bytes(file.to_ical())


def _event(workshop_id: str, meetings: int, meeting: PlanMeeting, start: dt.datetime) -> Event:
    event = Event()
    event.add("uid", f"{workshop_id}-{meeting.number}@curriculum")
    event.add("dtstamp", start.astimezone(dt.UTC))
    event.add("dtstart", start)
    event.add("dtend", _end(start, max(meeting.slot, meeting.minutes)))
    event.add("summary", f"Meeting {meeting.number} of {meetings}")
    return event


def _end(start: dt.datetime, minutes: int) -> dt.datetime:
    """Return the end by the clock on the wall, also where summer time begins in between."""
    end = start.astimezone(dt.UTC) + dt.timedelta(minutes=minutes)
    return end.astimezone(start.tzinfo)
