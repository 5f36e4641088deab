"""A run of a meeting: its parts and cues, and minutes that flow through what is to come."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from curriculum.assemble import assemble
from curriculum.flow import flow, plan_ends_at
from curriculum.run import Attendee, Place, Run, RunPart, RunStep, codes_of
from curriculum.run_sheet import parts_of, run_of
from curriculum.workshop import BreakItem, Meeting, OwnItem, SessionItem, Workshop
from tests.builders import activity, debrief, session, step

SEVEN = dt.datetime(2026, 11, 27, 19, 0, tzinfo=dt.UTC)
NOTE = step(0, voice="note", text="Look round.")


def later(minutes: float) -> dt.datetime:
    return SEVEN + dt.timedelta(minutes=minutes)


def part(*minutes: int, **facts: Any) -> RunPart:
    return RunPart(
        **{"item": 1, "title": "Rounds", "steps": [{"minutes": one} for one in minutes], **facts}
    )


def run(*parts: RunPart, at: tuple[int, int] = (0, 0), since: float = 0, **facts: Any) -> Run:
    place = Place(part=at[0], step=at[1], since=later(since))
    return Run(
        **{
            "meeting": 1,
            "planned_at": SEVEN,
            "began_at": SEVEN,
            "place": place,
            "parts": parts,
            **facts,
        }
    )


# --- cues -----------------------------------------------------------------------------------------


def evening() -> Workshop:
    items = (
        SessionItem(session="AL1", revision=1, leave_out=("extra",)),
        BreakItem(**{"break": 10}),
        OwnItem(title="Tea", minutes=5, start="20:30"),
    )
    return Workshop(title="Evening", meetings=(Meeting(start="19:00", minutes=120, items=items),))


LISTENING = session(
    "AL1",
    activity("opening", step(4), NOTE, step(6)),
    activity("extra", step(15), essential=False, cut_order=1),
    activity("rounds", step(20), NOTE, debrief=debrief(5)),
    fidelity=("Everyone passed once.",),
)
PLAN = assemble(evening(), {("AL1", 1): LISTENING})
SHEET = parts_of(PLAN.meetings[0])
BLANK = run_of(PLAN, PLAN.meetings[0], began_at=SEVEN, planned_at=SEVEN)


def test_a_note_goes_with_the_timed_step_that_it_stands_before():
    opening, rounds, rest, tea = SHEET
    told = [[(cue.minutes, len(cue.beside)) for cue in one.cues] for one in SHEET]
    assert told == [[(4, 0), (6, 1)], [(20, 0), (5, 1)], [(10, 0)], [(5, 0)]]
    assert [one.title for one in (opening, rounds, rest, tea)] == ["Opening", "Rounds", None, "Tea"]


def test_a_run_begins_with_the_plans_minutes_and_the_sessions_fidelity():
    assert [one.planned for one in BLANK.parts] == [10, 25, 10, 5]
    assert [one.not_before for one in BLANK.parts] == [None, None, None, 90]
    assert [(one.session, one.text, one.kept) for one in BLANK.fidelity] == [
        ("AL1", "Everyone passed once.", False)
    ]
    assert (BLANK.sessions, BLANK.place) == (("AL1",), Place(part=0, step=0, since=SEVEN))
    assert plan_ends_at(BLANK) == later(95)


# --- minutes that flow ----------------------------------------------------------------------------


def test_a_meeting_on_time_ends_on_time():
    found = flow(run(part(4, 6), part(20)), later(2))
    assert (found.starts, found.ends_at, found.late) == ((None, later(10)), later(30), 0)


def test_what_runs_over_moves_all_that_comes_after():
    found = flow(run(part(4, 6), part(20), part(5)), later(7))
    assert (found.starts, found.ends_at, found.late) == (
        (None, later(13), later(33)),
        later(38),
        3,
    )


def test_minutes_given_and_taken_move_the_end():
    steps = (RunStep(minutes=4, given=3), RunStep(minutes=6, given=-2))
    found = flow(run(part(1, steps=steps), part(20)), later(1))
    assert (found.ends_at, found.late) == (later(31), 1)


def test_a_part_left_out_makes_time():
    found = flow(run(part(10), part(15, left_out=True), part(20)), later(0))
    assert (found.starts, found.late) == ((None, None, later(10)), -15)


def test_a_locked_start_stays_put_and_swallows_what_is_early():
    parts = (part(10), part(15, left_out=True), part(20, not_before=25))
    found = flow(run(*parts), later(0))
    assert (found.starts, found.late) == ((None, None, later(25)), 0)


def test_who_goes_back_to_a_step_has_what_was_left_of_it():
    steps = (RunStep(minutes=4, seconds=60), RunStep(minutes=6, seconds=30))
    found = flow(run(part(1, steps=steps), since=2), later(2))
    assert found.ends_at == later(2 + 3 + 5.5)


def test_a_meeting_that_has_ended_ended_when_it_did():
    over = run(part(10), place=None, ended_at=later(14))
    found = flow(over, later(300))
    assert (found.starts, found.ends_at, found.late) == ((None,), later(14), 4)


@given(st.lists(st.integers(0, 40), min_size=1, max_size=8), st.integers(0, 90))
def test_nothing_but_time_itself_makes_a_meeting_late(minutes: list[int], passed: int):
    held = run(*(part(one) for one in minutes))
    assert flow(held, later(passed)).late == max(0, passed - minutes[0])


# --- the record -----------------------------------------------------------------------------------


def test_minutes_are_those_measured_until_they_are_corrected():
    steps = (RunStep(minutes=4, seconds=280), RunStep(minutes=6, seconds=400))
    measured = part(1, steps=steps)
    corrected = measured.model_copy(update={"took": 15})
    assert (measured.planned, measured.minutes, corrected.minutes) == (10, 11, 15)


@pytest.mark.parametrize(
    "wrong",
    [
        {"place": None},
        {"ended_at": later(5)},
        {"place": None, "ended_at": later(-5)},
        {"place": Place(part=1, step=0, since=SEVEN)},
        {"place": Place(part=0, step=1, since=SEVEN)},
        {"began_at": SEVEN.replace(year=1970)},
        {"began_at": SEVEN.replace(tzinfo=None)},
        {"reflection": "x" * 501},
        {"name": "Ada"},
    ],
)
def test_what_cannot_be_is_refused(wrong: dict[str, Any]):
    with pytest.raises(ValidationError):
        run(part(10), **wrong)


# --- who came -------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["P1", "p12", "7", "AB-104", "4k7b2m", "2Q2Q2Q"])
def test_what_names_nobody_is_a_code(code: str):
    assert Attendee(code=f" {code} ").code == code.upper()


@pytest.mark.parametrize(
    "code",
    [
        *("Ada", "ANNA1", "Ada L", "AL", "ada@lms.example", "0171234567", "1987-05-04", "1234"),
        *("2SARA", "4ANNA", "4kabm", "2A3BC4", "", "P", "P1\nP2", "Пя1", "P１", "+49", "=1", "ann"),
    ],
)
def test_what_may_be_a_name_an_address_or_a_number_to_call_is_no_code(code: str):
    with pytest.raises(ValidationError):
        Attendee(code=code)


def test_how_many_came_is_what_was_counted_or_follows_from_the_codes():
    came = (Attendee(code="P1"), Attendee(code="P2"), Attendee(code="P3", came=False))
    assert [
        run(part(10), **facts).came
        for facts in ({}, {"people": 5}, {"attendance": came}, {"attendance": came, "people": 3})
    ] == [None, 5, 2, 3]
    with pytest.raises(ValidationError, match="1 came, but 2 by code"):
        run(part(10), attendance=came, people=1)


def test_codes_are_listed_once_by_letters_and_number():
    held = [
        run(part(10), attendance=tuple(Attendee(code=code) for code in codes))
        for codes in (("P10", "P2"), ("9", "P2", "A1", "10"))
    ]
    assert codes_of(held) == ("9", "10", "A1", "P2", "P10")
