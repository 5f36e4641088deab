from __future__ import annotations

import pytest

from curriculum.assemble import assemble
from curriculum.documents import guide, handout_pack
from curriculum.errors import NotFoundError
from curriculum.one_meeting import only_meeting
from curriculum.sheets import sheets
from tests.builders import activity, handout, library, session, step, workshop
from tests.pdf_templates.samples import CONTACTS, sample_plan


def test_a_meeting_by_itself_keeps_its_number_and_those_of_its_sheets():
    plan = only_meeting(sample_plan(), 2)
    assert [one.number for one in plan.meetings] == [2]
    assert [one.number for one in handout_pack(plan, CONTACTS).sheets] == [5, 6, 7, 8]
    assert [one.session.code for one in plan.sessions] == ["IS1"]
    assert [one.sessions for one in plan.materials] == [("IS1",)] * len(plan.materials)
    assert {one.where.meeting for one in plan.findings} <= {None, 2}


def test_its_guide_and_sheets_tell_which_of_how_many_it_is():
    plan = only_meeting(sample_plan(), 2)
    read = guide(plan, CONTACTS)
    assert [(one.meeting, one.meetings) for one in read.sessions] == [(2, 2)]
    assert [one.number for one in read.agendas] == [2]
    assert {one.meeting for one in sheets(plan, CONTACTS).checklists} == {2}


def test_a_sheet_that_was_handed_out_before_is_there_again():
    card = activity("cards", step(1, voice="hand-out", handout="card", text="One each."))
    one = session("AL1", card, handouts=(handout("card"),))
    twice = workshop(one)
    twice = twice.model_copy(update={"meetings": twice.meetings * 2})
    plan = assemble(twice, library(one))
    assert [len(only_meeting(plan, number).handouts) for number in (1, 2)] == [1, 1]


def test_without_a_number_the_plan_is_whole():
    plan = sample_plan()
    assert only_meeting(plan, None) is plan


def test_a_meeting_that_is_not_there_is_not_found():
    with pytest.raises(NotFoundError, match="this workshop has 2"):
        only_meeting(sample_plan(), 3)
