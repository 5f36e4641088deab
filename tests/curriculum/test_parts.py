"""Sessions in parts: which part an item is, what it needs, and what other parts hold."""

from __future__ import annotations

from curriculum.assemble import assemble
from curriculum.documents import guide, handout_pack
from curriculum.one_meeting import only_meeting
from curriculum.plan import PlanSession
from curriculum.session import Material, Quantity
from curriculum.workshop import BreakItem, Meeting, SessionItem
from tests.builders import activity, handout, library, session, step, workshop
from tests.pdf_templates.samples import CONTACTS

PAPER = Material(name="Paper", quantity=Quantity(count=1), used_up=True)
PENS = Material(name="Pens", quantity=Quantity(count=1))
LISTENING = session(
    "AL1",
    activity("a", step(10, voice="hand-out", handout="card", text="One each.")),
    activity("b", step(10), materials=(PAPER,)),
    activity("c", step(10, handout="card"), materials=(PAPER,)),
    preparation=("Lay out the chairs.",),
    home_practice="Listen once.",
    fidelity=("All could pass.",),
    materials=(PAPER, PENS),
    room="A circle.",
    handouts=(handout("card"),),
)
TEA = BreakItem.model_validate({"break": 10})


def held(names: str) -> SessionItem:
    return SessionItem(session="AL1", revision=1, leave_out=tuple(sorted(set("abc") - set(names))))


def planned(*rows: tuple):
    meetings = tuple(Meeting(start="19:00", minutes=60, items=items) for items in rows)
    made = workshop().model_copy(update={"meetings": meetings})
    return assemble(made, library(LISTENING))


def sessions(plan) -> list[PlanSession]:
    return [one for row in plan.meetings for one in row.items if isinstance(one, PlanSession)]


def parts(plan) -> list[tuple[int, int, bool] | None]:
    found = [one.part for one in sessions(plan)]
    return [one and (one.number, one.of, one.resumed) for one in found]


def test_a_whole_session_has_no_part():
    assert parts(planned((held("abc"),))) == [None]


def test_items_of_one_session_are_its_parts():
    assert parts(planned((held("a"), TEA, held("b")), (held("c"),))) == [
        (1, 3, False),
        (2, 3, True),
        (3, 3, False),
    ]


def test_a_session_that_is_held_again_has_no_parts():
    assert parts(planned((held("abc"),), (held("abc"),))) == [None, None]


def test_a_part_that_holds_nothing_is_a_part_still():
    assert parts(planned((held(""),), (held("abc"),))) == [(1, 2, False), (2, 2, False)]


def test_each_part_tells_what_the_others_hold_and_what_none_does():
    one, other = sessions(planned((held("a"),), (held("c"),)))
    assert [(each.id, each.meeting, each.part) for each in one.elsewhere] == [("c", 2, 2)]
    assert [(each.id, each.meeting, each.part) for each in other.elsewhere] == [("a", 1, 1)]
    assert [[each.id for each in part.left_out] for part in (one, other)] == [["b"], ["b"]]


def test_a_part_needs_what_its_activities_need_and_what_the_session_needs_throughout():
    plan = planned((held("ab"),), (held("c"),))
    needs = [[(each.name, each.quantity) for each in one.materials] for one in sessions(plan)]
    assert needs == [[("Paper", 16), ("Pens", 8)], [("Paper", 16), ("Pens", 8)]]


def test_a_session_in_parts_needs_no_more_than_the_whole():
    whole = planned((held("abc"),))
    assert planned((held("ab"),), (held("c"),)).materials == whole.materials
    assert planned((held("a"), TEA, held("bc"))).materials == whole.materials
    evening = only_meeting(planned((held("a"), TEA, held("bc"))), 1)
    assert evening.materials == whole.materials


def test_what_to_prepare_is_told_once_a_meeting_and_what_to_practise_at_the_end():
    plan = planned((held("a"), TEA, held("b")), (held("c"),))
    assert [bool(one.preparation and one.room) for one in sessions(plan)] == [True, False, True]
    assert [one.home_practice for one in sessions(plan)] == [None, None, "Listen once."]
    assert [len(one.fidelity) for one in guide(plan, CONTACTS).sessions] == [0, 0, 1]


def test_a_sheet_of_two_parts_is_printed_once():
    plan = planned((held("ab"),), (held("c"),))
    assert [one.number for one in handout_pack(plan, CONTACTS).sheets] == [1]
    lines = [[each.meeting for each in one.sheets] for one in guide(plan, CONTACTS).sessions]
    assert lines == [[1], [1]]
