from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from icalendar import Calendar, Event

from curriculum.assemble import assemble
from curriculum.exports.calendar import NoDatesError, calendar
from tests.builders import activity, library, session, step, workshop

EVENING = session("AL1", activity("round", step(60)))


def events(**parts: Any) -> list[Event]:
    plan = assemble(workshop(EVENING, **parts), library(EVENING))
    return list(Calendar.from_ical(calendar("abc", plan)).walk("VEVENT"))


def test_a_meeting_is_an_entry_at_its_wall_clock_time():
    meeting = {"date": dt.date(2026, 4, 7), "start": "19:00", "minutes": 90}
    (event,) = events(meeting=meeting, time_zone="Europe/London")
    assert event["DTSTART"].dt.isoformat() == "2026-04-07T19:00:00+01:00"
    assert event["DTEND"].dt.isoformat() == "2026-04-07T20:30:00+01:00"
    assert event["UID"] == "abc-1@curriculum"


def test_an_entry_tells_nobody_what_it_is_about():
    meeting = {"date": dt.date(2026, 4, 7), "title": "Coming alone"}
    (event,) = events(meeting=meeting, title="On my own")
    assert event["SUMMARY"] == "Meeting 1 of 1"
    assert {"DESCRIPTION", "LOCATION"}.isdisjoint(event)


def test_an_entry_lasts_as_long_as_its_items_where_they_overrun_the_slot():
    (event,) = events(meeting={"date": dt.date(2026, 4, 7), "minutes": 30})
    assert event["DTEND"].dt - event["DTSTART"].dt == dt.timedelta(minutes=60)


def test_a_meeting_over_the_change_of_the_clock_lasts_its_minutes():
    meeting = {"date": dt.date(2026, 3, 28), "start": "23:30", "minutes": 120}
    (event,) = events(meeting=meeting, time_zone="Europe/London")
    assert event["DTEND"].dt.isoformat() == "2026-03-29T02:30:00+01:00"


def test_the_same_plan_gives_the_same_bytes():
    plan = assemble(workshop(EVENING, meeting={"date": dt.date(2026, 4, 7)}), library(EVENING))
    assert calendar("abc", plan) == calendar("abc", plan)


@pytest.mark.parametrize("meeting", [{}, {"date": dt.date(2026, 4, 7), "start": None}])
def test_without_a_date_and_a_start_there_is_nothing_to_enter(meeting: dict[str, Any]):
    with pytest.raises(NoDatesError):
        events(meeting=meeting)
