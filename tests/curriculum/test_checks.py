"""Findings: each check finds what it is for, says where, and is quiet otherwise."""

import pytest
from hypothesis import given

from curriculum.assemble import assemble, single_session
from curriculum.checks import check
from curriculum.organisation import Contact, Organisation
from curriculum.plan import FindingLevel
from curriculum.session import Contraindication, GroupSize, Prerequisite, Staffing, Voice
from curriculum.workshop import Meeting, OwnItem, SessionItem
from tests.builders import activity, handout, library, minutes, rest, session, step, workshop
from tests.workshops import cases

HOUSE = Organisation(name="House", contacts=(Contact(name="Advice line", reach="In the hall"),))

OPENING = session("OP", activity("agree", step(20)), agreements=True)


def _codes(plan_workshop, *shelf, latest=None, house=HOUSE):
    found = check(assemble(plan_workshop, library(*shelf)), house, latest)
    return [(one.level.value, one.code) for one in found]


def _found(one, **parts):
    """Return what is found in a workshop of the opening and this session, the usual air aside."""
    codes = _codes(workshop(OPENING, one, **parts), OPENING, one)
    return [pair for pair in codes if pair[1] != "under-slot"]


def test_a_sound_workshop_has_no_findings():
    one = session("AL1", activity("a", step(40)))
    assert _codes(workshop(OPENING, one, meeting={"minutes": 60}), OPENING, one) == []


@given(cases())
def test_checking_is_pure_and_puts_the_gravest_first(case):
    plan = assemble(*case)
    found = check(plan, HOUSE)
    assert found == check(plan, HOUSE)
    assert [one.level for one in found] == sorted(
        (one.level for one in found), key=list(FindingLevel).index
    )


# --- time -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("long", "least", "codes"),
    [
        (100, 100, [("warn", "no-break")]),
        (110, 90, [("warn", "over-slot"), ("warn", "no-break")]),
        (130, 110, [("block", "cannot-fit"), ("warn", "no-break")]),
    ],
)
def test_over_the_slot_is_told_by_whether_it_can_be_fitted(long, least, codes):
    one = session("AL1", activity("a", step(long)).model_copy(update={"at_least": minutes(least)}))
    assert _found(one) == codes


def test_time_that_is_left_is_noted():
    one = session("AL1", activity("a", step(20)))
    assert ("note", "under-slot") in _codes(workshop(OPENING, one), OPENING, one)


def test_a_break_within_a_session_counts():
    one = session("AL1", activity("a", step(50)), rest(), activity("b", step(40)))
    assert _found(one) == []


def test_an_empty_meeting_is_told():
    assert ("warn", "empty-meeting") in _codes(workshop())


def test_a_lock_that_cannot_be_kept_blocks():
    items = (
        SessionItem(session="OP", revision=1),
        OwnItem(title="Guest", minutes=100, start="19:10"),
    )
    assert _codes(workshop(OPENING, meeting={"items": items}), OPENING) == [
        ("block", "locked-start-missed"),
        ("warn", "no-break"),
    ]


def test_a_long_wait_is_noted():
    items = (
        SessionItem(session="OP", revision=1),
        OwnItem(title="Guest", minutes=60, start="20:00"),
    )
    assert _codes(workshop(OPENING, meeting={"items": items}), OPENING) == [("note", "waiting")]


def test_a_start_that_the_clocks_skip_blocks():
    meeting = {"date": "2026-03-29", "start": "01:30", "minutes": 20}
    found = _codes(workshop(OPENING, meeting=meeting, time_zone="Europe/London"), OPENING)
    assert found == [("block", "start-does-not-exist")]


def test_a_change_of_the_clock_during_the_meeting_is_noted():
    meeting = {"date": "2026-10-25", "start": "01:50", "minutes": 20}
    found = _codes(workshop(OPENING, meeting=meeting, time_zone="Europe/London"), OPENING)
    assert found == [("note", "clock-change")]


@pytest.mark.parametrize(
    ("asked", "code"),
    [(5, ("warn", "activity-too-short")), (70, ("note", "activity-too-long"))],
)
def test_minutes_beyond_what_an_activity_bears_are_told(asked, code):
    one = session("AL1", activity("a", step(40)))
    items = (
        SessionItem(session="OP", revision=1),
        SessionItem(session="AL1", revision=1, minutes={"a": asked}),
    )
    assert code in _codes(workshop(meeting={"items": items}), OPENING, one)


# --- people ---------------------------------------------------------------------------------------


def test_a_session_not_written_for_the_mode_or_setting_blocks():
    one = session("AL1", activity("a", step(30)), modes=("solo",), settings=("online",))
    assert _found(one, mode="couples") == [
        ("block", "mode-not-supported"),
        ("block", "setting-not-supported"),
    ]


@pytest.mark.parametrize(
    ("mode", "codes"),
    [("couples", [("block", "contraindicated")]), ("solo", [])],
)
def test_a_contraindicated_activity_blocks_in_its_mode_only(mode, codes):
    reason = Contraindication(mode="couples", text="Not with a partner.")
    one = session("AL1", activity("a", step(30), contraindications=(reason,)))
    assert _found(one, mode=mode) == codes


def test_contraindications_that_only_a_person_can_see_are_listed():
    reason = Contraindication(text="Somebody is afraid of another here.")
    one = session("AL1", activity("a", step(30), contraindications=(reason,)))
    assert _found(one) == [("note", "caution")]


@pytest.mark.parametrize(
    ("mode", "codes"),
    [
        ("solo", [("block", "partner-exercise")]),
        ("mixed", [("warn", "partner-exercise")]),
        ("couples", []),
    ],
)
def test_a_partner_exercise_needs_partners(mode, codes):
    one = session("AL1", activity("a", step(30), grouping="partners"))
    assert _found(one, mode=mode) == codes


@pytest.mark.parametrize(
    ("people", "codes"),
    [
        (5, [("warn", "group-too-small")]),
        (6, []),
        (10, []),
        (11, [("warn", "group-too-large")]),
    ],
)
def test_groups_out_of_their_size_are_told(people, codes):
    size = GroupSize(at_least=6, typical=8, at_most=10)
    one = session("AL1", activity("a", step(30)), people=size)
    assert _found(one, people=people) == codes


@pytest.mark.parametrize(
    ("people", "facilitators", "codes"),
    [(9, 1, []), (10, 1, [("warn", "facilitators-too-few")]), (10, 2, [])],
)
def test_too_few_facilitators_are_told(people, facilitators, codes):
    one = session("AL1", activity("a", step(30)), staffing=Staffing(another_from=10))
    assert _found(one, people=people, facilitators=facilitators) == codes


def test_missing_support_contacts_are_told():
    assert ("warn", "no-support-contacts") in _codes(
        workshop(OPENING), OPENING, house=Organisation(name="House")
    )


# --- order ----------------------------------------------------------------------------------------


def test_a_workshop_without_agreements_is_told():
    first, second = session("AL1"), session("BD1")
    assert ("warn", "no-opening") in _codes(workshop(first, second), first, second)


def test_an_opening_that_is_not_first_is_told():
    first = session("AL1")
    assert ("warn", "opening-not-first") in _codes(workshop(first, OPENING), first, OPENING)


def test_a_session_printed_alone_only_notes_what_it_cannot_know():
    one = session("AL1", prerequisites=(Prerequisite(code="OP"),))
    assert _codes(single_session(one, 1), one) == [
        ("note", "no-opening"),
        ("note", "prerequisite-absent"),
    ]


@pytest.mark.parametrize(("hard", "level"), [(True, "warn"), (False, "note")])
def test_an_absent_prerequisite_is_told_by_its_weight(hard, level):
    one = session(
        "IS2", activity("a", step(30)), prerequisites=(Prerequisite(code="IS1", hard=hard),)
    )
    assert _found(one) == [(level, "prerequisite-absent")]


@pytest.mark.parametrize(("hard", "level"), [(True, "block"), (False, "warn")])
def test_a_prerequisite_that_comes_later_is_told_by_its_weight(hard, level):
    first = session("IS2", prerequisites=(Prerequisite(code="IS1", hard=hard),))
    second = session("IS1")
    found = _codes(workshop(OPENING, first, second), OPENING, first, second)
    assert (level, "prerequisite-later") in found


def test_an_own_version_counts_as_the_session_that_it_came_from():
    first = session("IS1-RIVER", activity("a", step(15)))
    second = session("IS2", activity("b", step(15)), prerequisites=(Prerequisite(code="IS1"),))
    found = _codes(workshop(OPENING, first, second), OPENING, first, second)
    assert found == [("note", "under-slot")]


def test_a_session_planned_twice_is_told():
    assert ("warn", "session-repeated") in _codes(workshop(OPENING, OPENING), OPENING)


def test_dates_that_run_backwards_are_told():
    late, early = (
        Meeting(
            date=date, start="19:00", minutes=20, items=(SessionItem(session="OP", revision=1),)
        )
        for date in ("2026-05-08", "2026-05-01")
    )
    plan_workshop = workshop(OPENING).model_copy(update={"meetings": (late, early)})
    assert ("warn", "dates-out-of-order") in _codes(plan_workshop, OPENING)


# --- content --------------------------------------------------------------------------------------


def test_an_essential_that_is_left_out_is_told():
    one = session("AL1", activity("a", step(30)), activity("b", step(30)))
    items = (
        SessionItem(session="OP", revision=1),
        SessionItem(session="AL1", revision=1, leave_out=("b",)),
    )
    assert ("warn", "essential-left-out") in _codes(
        workshop(meeting={"items": items}), OPENING, one
    )


def test_an_activity_that_does_not_exist_is_named():
    items = (SessionItem(session="OP", revision=1, leave_out=("nonsense",)),)
    found = check(
        assemble(workshop(meeting={"items": items, "minutes": 20}), library(OPENING)), HOUSE
    )
    assert [(one.code, one.where.item) for one in found] == [("unknown-activity", 1)]


def test_a_newer_revision_is_noted():
    found = _codes(workshop(OPENING, meeting={"minutes": 20}), OPENING, latest={"OP": 2})
    assert found == [("note", "newer-revision")]


def test_a_handout_that_does_not_exist_blocks():
    one = session("AL1", activity("a", step(30, voice=Voice.HAND_OUT, handout="gone")))
    assert _found(one) == [("block", "handout-missing")]


def test_a_handout_used_before_it_is_given_out_is_told():
    one = session(
        "AL1",
        activity("a", step(30, voice=Voice.DO, handout="card")),
        handouts=(handout("card"),),
    )
    assert _found(one) == [("warn", "handout-not-given-out")]


def test_wrong_numbers_of_handouts_block():
    one = session(
        "AL1",
        activity("a", step(30, voice=Voice.HAND_OUT, handout="card")),
        handouts=(handout("card"),),
    )
    plan = assemble(workshop(OPENING, one), library(OPENING, one))
    wrong = plan.handouts[0].model_copy(update={"number": 2})
    found = check(plan.model_copy(update={"handouts": (wrong,)}), HOUSE)
    assert "handout-numbering" in [each.code for each in found]


def test_another_language_is_noted():
    one = session("AL1", activity("a", step(30)), language="de")
    assert _found(one) == [("note", "other-language")]


# --- sessions in parts ----------------------------------------------------------------------------


def _in_parts(*held, others=(), **parts):
    """Return what is found where AL1 is held in parts, each in a meeting of its own."""
    one = session("AL1", *(activity(name, step(15)) for name in "abc"), **parts)
    last = session(
        "BD1", activity("x", step(15)), prerequisites=(Prerequisite(code="AL1", hard=True),)
    )
    shelf = {"OP": OPENING, "AL1": one, "BD1": last}
    rows = [("OP", "OP"), *((names, "AL1") for names in held)]
    rows[2:2] = [(name, name) for name in others]
    made = tuple(
        Meeting(
            minutes=20,
            items=(
                SessionItem(
                    session=code,
                    revision=1,
                    leave_out=tuple(set("abc") - set(names)) if code == "AL1" else (),
                ),
            ),
        )
        for names, code in rows
    )
    plan_workshop = workshop().model_copy(update={"meetings": made})
    slots = {"over-slot", "cannot-fit", "under-slot"}
    found = _codes(plan_workshop, *shelf.values())
    return [pair for pair in found if pair[1] not in slots]


def test_a_session_that_is_held_in_parts_misses_nothing():
    assert _in_parts("ab", "c") == []


def test_an_essential_that_no_part_holds_is_told_once():
    assert _in_parts("a", "c") == [("warn", "essential-left-out")]


def test_an_activity_in_two_parts_is_told():
    assert _in_parts("ab", "bc") == [("warn", "activity-repeated")]


def test_a_session_that_begins_again_is_no_further_part():
    assert _in_parts("abc", "abc") == [("warn", "session-repeated")]


def test_parts_in_the_wrong_order_are_told():
    assert _in_parts("bc", "a") == [("warn", "part-too-late")]


def test_an_activity_that_is_made_up_for_later_is_no_wrong_order():
    assert _in_parts("ac", "b") == []


def test_what_concerns_a_session_is_told_once_for_all_its_parts():
    assert _in_parts("ab", "c", people=GroupSize(at_least=20, typical=20, at_most=20)) == [
        ("warn", "group-too-small")
    ]


def test_a_session_that_needs_one_which_is_not_at_its_end_is_told():
    assert _in_parts("ab", "c", others=("BD1",)) == [("warn", "prerequisite-unfinished")]


def test_a_sheet_that_an_earlier_part_gave_out_can_be_used():
    give = activity("give", step(5, voice="hand-out", handout="card", text="One each."))
    use = activity("use", step(5, handout="card"))
    one = session("AL1", give, use, handouts=(handout("card"),))
    item = SessionItem(session="AL1", revision=1)
    items = tuple(item.model_copy(update={"leave_out": (out,)}) for out in ("use", "give"))
    made = workshop(OPENING, meeting={"minutes": 30}).model_copy()
    meeting = made.meetings[0]
    made = made.model_copy(
        update={
            "meetings": (
                meeting.model_copy(update={"items": (*meeting.items, items[0])}),
                meeting.model_copy(update={"minutes": 10, "items": (items[1],)}),
            )
        }
    )
    assert _codes(made, OPENING, one) == []
