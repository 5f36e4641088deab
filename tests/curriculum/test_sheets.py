from __future__ import annotations

import datetime as dt

from curriculum.assemble import assemble
from curriculum.organisation import Organisation
from curriculum.printed import SheetKind, SheetSet
from curriculum.sheets import sheets
from curriculum.values import Setting
from curriculum.workshop import Meeting, OwnItem, SessionItem
from tests.builders import activity, rest, session, step, workshop

HOUSE = Organisation(name="Riverside")
EVENING = session(
    "AL1",
    activity("opening", step(10)),
    activity("extra", step(15), essential=False, cut_order=1),
    rest(),
    activity("closing", step(10)),
    fidelity=("Each person spoke.",),
)
ITEM = SessionItem(session="AL1", revision=1, leave_out=("extra",), notes="Watch the door.")
MEETING = Meeting(
    minutes=90,
    start=dt.time(19),
    items=(OwnItem(title="Tea", minutes=10, notes="The good cups."), ITEM),
)
WORKSHOP = workshop(EVENING).model_copy(update={"meetings": (MEETING,)})


def made(only: list[SheetKind] | None = None, setting: Setting = Setting.IN_PERSON) -> SheetSet:
    changed = WORKSHOP.model_copy(update={"setting": setting})
    return sheets(assemble(changed, {("AL1", 1): EVENING}), HOUSE, only=only)


def test_the_agenda_for_the_wall_tells_when_and_what():
    [agenda] = made().agendas
    assert [(row.start.strftime("%H:%M"), row.title, row.rest) for row in agenda.rows] == [
        ("19:00", "Tea", False),
        ("19:10", "Opening", False),
        ("19:20", "Break", True),
        ("19:30", "Closing", False),
    ]
    assert agenda.end == dt.time(19, 40)


def test_nothing_of_the_facilitators_own_is_in_it():
    written = made().model_dump_json()
    assert [words for words in ("Watch the door.", "The good cups.") if words in written] == []


def test_a_checklist_has_the_activities_that_are_planned():
    [checklist] = made().checklists
    assert [one.title for one in checklist.activities] == ["Opening", "Closing"]
    assert [one.title for one in checklist.left_out] == ["Extra"]
    assert checklist.fidelity == ("Each person spoke.",)


def test_all_kinds_are_made_but_for_tents_online():
    assert made().kinds == tuple(SheetKind)
    online = made(setting=Setting.ONLINE)
    assert set(SheetKind) - set(online.kinds) == {SheetKind.TENTS}


def test_what_is_asked_for_is_made_in_the_order_of_printing():
    wanted = [SheetKind.FIDELITY, SheetKind.TENTS]
    assert made(wanted, Setting.ONLINE).kinds == (SheetKind.TENTS, SheetKind.FIDELITY)
