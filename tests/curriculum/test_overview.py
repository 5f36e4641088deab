from __future__ import annotations

from curriculum.library import shipped_library
from curriculum.organisation import Organisation
from curriculum.overview import overview
from curriculum.printed import Overview
from tests.shipped import pinned, planned

HOUSE = Organisation(name="Riverside")
TASTER, ALONE, *_ = shipped_library().programmes


def made(people: int) -> Overview:
    workshop = pinned(ALONE).model_copy(update={"people": people})
    return overview(ALONE, planned(workshop, HOUSE), HOUSE)


def test_hours_and_copies_are_those_of_the_head_count():
    few, many = made(6), made(12)
    assert few.minutes == sum(one.minutes for one in few.meetings)
    assert few.minutes < many.minutes
    assert few.sheets[0].copies + 6 == many.sheets[0].copies


def test_works_are_told_in_the_order_of_the_programme():
    assert tuple(one.key for one in made(8).references) == ALONE.references


def test_meetings_name_sessions_and_own_items_but_no_activities():
    [meeting] = overview(TASTER, planned(pinned(TASTER), HOUSE), HOUSE).meetings
    titles = {one.code: one.title for one in shipped_library().sessions}
    assert meeting.items == ("Come in, and three agreements", titles["AL3"], "If you want more")
