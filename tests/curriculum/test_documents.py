from __future__ import annotations

import pytest

from curriculum.assemble import assemble
from curriculum.documents import Guide, HandoutPack, guide, handout_pack
from curriculum.errors import NotFoundError
from curriculum.organisation import Contact, Organisation
from curriculum.plan import FindingLevel, Plan, PlanSession
from curriculum.references import evidence, references
from curriculum.session import TableBlock
from tests.builders import activity as an_activity
from tests.builders import handout, library, session, step, workshop
from tests.pdf_templates.samples import CONTACTS, sample_plan


@pytest.fixture(scope="module")
def plan() -> Plan:
    return sample_plan()


@pytest.fixture(scope="module")
def pack(plan: Plan) -> HandoutPack:
    return handout_pack(plan, CONTACTS)


@pytest.fixture(scope="module")
def whole_guide(plan: Plan) -> Guide:
    return guide(plan, CONTACTS)


def test_guide_has_every_planned_session_in_order(plan: Plan, whole_guide: Guide):
    planned = [
        (meeting.number, item.session, item.revision, item.activities)
        for meeting in plan.meetings
        for item in meeting.items
        if isinstance(item, PlanSession)
    ]
    assert planned == [
        (one.meeting, one.code, one.revision, one.activities) for one in whole_guide.sessions
    ]


def test_guide_names_its_sessions_by_meeting_and_item(whole_guide: Guide):
    assert [one.anchor for one in whole_guide.sessions] == ["session-1-2", "session-2-1"]


def test_guide_numbers_its_sheets_as_the_pack_does(whole_guide: Guide, pack: HandoutPack):
    assert [(one.number, one.title) for one in whole_guide.sheets] == [
        (one.number, one.title) for one in pack.sheets
    ]


def test_guide_tells_a_session_the_sheets_that_it_uses(whole_guide: Guide):
    assert [[one.number for one in session.sheets] for session in whole_guide.sessions] == [
        [1, 2, 3, 4],
        [5, 6, 7, 8],
    ]


def test_guide_shows_what_has_to_be_settled_and_leaves_notes_out(plan: Plan):
    levels = [FindingLevel.NOTE, FindingLevel.WARN, FindingLevel.BLOCK, FindingLevel.WARN]
    one = plan.findings[0]
    found = tuple(
        one.model_copy(update={"level": level, "message": str(place)})
        for place, level in enumerate(levels)
    )
    shown = guide(plan.model_copy(update={"findings": found}), CONTACTS).findings
    assert [(finding.level, finding.message) for finding in shown] == [
        (FindingLevel.BLOCK, "2"),
        (FindingLevel.WARN, "1"),
        (FindingLevel.WARN, "3"),
    ]


def test_agenda_has_a_line_for_each_item_and_activity(whole_guide: Guide):
    rows = whole_guide.agendas[0].rows
    assert [(f"{row.start:%H:%M}", row.minutes, row.kind, row.title) for row in rows] == [
        ("19:00", 10, "own", "Tea and names"),
        ("19:10", 54, "session", "Feeling heard"),
        ("19:10", 8, "activity", "Arriving"),
        ("19:18", 37, "activity", "Three rounds of three"),
        ("19:55", 9, "activity", "On paper"),
        ("20:04", 10, "break", None),
    ]


def test_agenda_tells_the_sheets_that_an_activity_hands_out(whole_guide: Guide):
    assert [row.handouts for row in whole_guide.agendas[0].rows] == [
        (),
        (),
        (),
        (1,),
        (2, 3, 4),
        (),
    ]


def test_guide_lists_each_cited_work_once(whole_guide: Guide):
    assert [one.short for one in whole_guide.references] == [
        "Gottman et al. 1998",
        "Weger et al. 2014",
    ]


def test_guide_survives_json(whole_guide: Guide):
    assert Guide.model_validate_json(whole_guide.model_dump_json()) == whole_guide


def test_pack_survives_json(pack: HandoutPack):
    assert HandoutPack.model_validate_json(pack.model_dump_json()) == pack


def test_pack_holds_nothing_of_the_facilitators(plan: Plan, pack: HandoutPack):
    on_paper = pack.model_dump_json()
    theirs = [
        text
        for session in (one.session for one in plan.sessions)
        for activity in session.activities
        for text in (
            *(step.text for step in activity.steps),
            *activity.watch_for,
            *(one.reason for one in activity.adaptations),
        )
    ]
    assert [text for text in theirs if text in on_paper] == []


def test_pack_holds_no_true_title_of_a_discreet_sheet(pack: HandoutPack):
    assert "Fear and control at home" not in pack.model_dump_json()
    assert pack.sheets[1].title == "Notes for the week"


def test_pack_of_one_discreet_sheet_has_its_neutral_title(plan: Plan):
    only = handout_pack(plan, CONTACTS, only="week")
    assert (only.title, {one.slug for one in only.sheets}) == ("Notes for the week", {"week"})
    assert plan.title not in only.model_dump_json()


def test_pack_refuses_a_sheet_that_is_not_handed_out(plan: Plan):
    with pytest.raises(NotFoundError, match="hands out no 'song'"):
        handout_pack(plan, CONTACTS, only="song")


def test_pack_carries_the_pictures_that_its_sheets_show_and_no_other(pack: HandoutPack):
    assert [sorted(one.images) for one in pack.sheets[:4]] == [[], [], ["chairs.png"], []]


def test_contacts_fill_the_blank_rows_of_their_sheet():
    table = TableBlock(caption="Numbers", columns=("For", "Who", "Number"), blank_rows=2)
    sheet = handout("support-contacts", blocks=(table,))
    body = session("OP", an_activity("end", step(handout=sheet.slug)), handouts=(sheet,))
    contacts = (
        Contact(name="Duty desk", reach="Room 4", note="At any hour"),
        Contact(name="Doctor", reach="Mill Lane"),
        Contact(name="Chemist", reach="High Street"),
    )
    organisation = Organisation(name="Riverside", contacts=contacts)
    made = handout_pack(assemble(workshop(body), library(body)), organisation)
    filled = made.sheets[0].blocks[0]
    assert isinstance(filled, TableBlock)
    assert (filled.rows, filled.blank_rows) == (
        (
            ("At any hour", "Duty desk", "Room 4"),
            ("", "Doctor", "Mill Lane"),
            ("", "Chemist", "High Street"),
        ),
        0,
    )


def test_contacts_stand_on_no_other_sheet():
    table = TableBlock(caption="Numbers", columns=("For", "Who"), blank_rows=2)
    sheet = handout("week", blocks=(table,))
    body = session("OP", an_activity("end", step(handout=sheet.slug)), handouts=(sheet,))
    made = handout_pack(assemble(workshop(body), library(body)), CONTACTS)
    assert made.sheets[0].blocks == (table,)


def test_references_come_in_the_order_asked_and_skip_unknown_keys():
    found = references(("weger-2014", "nobody-1900", "kuhn-2018"))
    assert [one.key for one in found] == ["weger-2014", "kuhn-2018"]


def test_every_work_says_where_it_can_be_found_or_who_wrote_it():
    bare = [one.key for one in evidence().values() if not (one.doi or one.pmc or one.authors)]
    assert bare == []


def test_no_work_prints_an_unchecked_detail():
    assert [one.key for one in evidence().values() if "†" in one.model_dump_json()] == []
