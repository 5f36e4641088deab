from __future__ import annotations

from icalendar import Calendar

from curriculum.exports import EXPORTS
from curriculum.storage.people import Role
from tests.api.house import House, fault

DATED = {"date": "2026-04-07", "start": "19:00", "minutes": 120, "items": [{"session": "AL1"}]}


def test_every_export_of_the_registry_has_its_address(house: House):
    path = house.make_workshop(meetings=[DATED]).headers["Location"]
    for name, export in EXPORTS.items():
        file = house.get(f"{path}/{name}", Role.READER)
        assert file.status_code == 200
        assert file.headers["Content-Type"].split(";")[0] == export.media_type
        assert file.headers["Content-Disposition"] == f'inline; filename="tuesdays-{name}"'
        known = house.get(f"{path}/{name}", headers={"If-None-Match": file.headers["ETag"]})
        assert known.status_code == 304


def test_a_calendar_is_read_back_with_neutral_titles(house: House):
    path = house.make_workshop(meetings=[DATED], time_zone="Europe/London").headers["Location"]
    calendar = Calendar.from_ical(house.get(f"{path}/calendar.ics").content)
    (event,) = calendar.walk("VEVENT")
    assert event["SUMMARY"] == "Meeting 1 of 1"
    assert event["DTSTART"].dt.isoformat() == "2026-04-07T19:00:00+01:00"


def test_a_calendar_without_dates_says_what_to_do(house: House):
    path = house.make_workshop().headers["Location"]
    refused = house.get(f"{path}/calendar.ics")
    assert refused.status_code == 409
    fault("no-dates", refused)
