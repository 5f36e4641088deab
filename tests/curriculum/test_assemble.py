"""What assembling promises: the clock, the words, the groups, the copies."""

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given

from curriculum.assemble import Sessions, assemble, single_session
from curriculum.plan import PlanActivity, PlanSession
from curriculum.session import Activity, Adaptation, Condition, Mark, Material, Quantity, Voice
from curriculum.workshop import BreakItem, OwnItem, SessionItem, Workshop
from tests.builders import (
    activity,
    debrief,
    handout,
    library,
    minutes,
    session,
    step,
    workshop,
)
from tests.workshops import Case, cases


def _sessions(case: Case) -> list[PlanSession]:
    plan = assemble(*case)
    return [
        item for meeting in plan.meetings for item in meeting.items if isinstance(item, PlanSession)
    ]


def _activities(case: Case) -> list[PlanActivity]:
    return [one for item in _sessions(case) for one in item.activities]


# --- values made unchecked ------------------------------------------------------------------------


@given(cases())
def test_what_is_made_unchecked_is_what_checking_makes_of_it(case):
    for planned in _activities(case):
        for made in (planned, *planned.steps):
            kind = type(made)
            assert list(made.__dict__) == list(kind.model_fields)
            checked = kind.model_validate(dict(made))
            assert (checked, hash(checked)) == (made, hash(made))
            assert checked.model_dump_json() == made.model_dump_json()


# --- the laws of time -----------------------------------------------------------------------------


@given(cases())
def test_steps_fill_their_activity(case):
    for one in _activities(case):
        if one.steps:
            assert sum(step.minutes for step in one.steps) == one.minutes


@given(cases())
def test_activities_fill_their_session(case):
    for item in _sessions(case):
        assert sum(one.minutes for one in item.activities) == item.minutes


@given(cases())
def test_the_clock_never_runs_backwards(case):
    for meeting in assemble(*case).meetings:
        elapsed = [0]
        for item in meeting.items:
            elapsed.append(item.elapsed)
            if isinstance(item, PlanSession):
                for one in item.activities:
                    elapsed.append(one.elapsed)
                    elapsed += [step.elapsed for step in one.steps]
            elapsed.append(item.elapsed + item.minutes)
        assert elapsed == sorted(elapsed)
        assert meeting.minutes == elapsed[-1]


@given(cases())
def test_more_people_never_means_less_time(case):
    plan_workshop, shelf = case
    more = plan_workshop.model_copy(update={"people": plan_workshop.people + 1})
    for fewer_people, more_people in zip(
        _activities(case), _activities((more, shelf)), strict=True
    ):
        assert fewer_people.minutes <= more_people.minutes


@given(cases())
def test_a_locked_start_stays_put_unless_the_clock_has_passed_it(case):
    for meeting in assemble(*case).meetings:
        ends = [0, *(item.elapsed + item.minutes for item in meeting.items)]
        for ended, item in zip(ends, meeting.items, strict=False):
            if item.locked_start and item.elapsed > ended:
                assert item.start == item.locked_start


@given(cases())
def test_every_activity_is_planned_or_left_out_or_held_elsewhere_exactly_once(case):
    plan_workshop, shelf = case
    items = [item for one in plan_workshop.meetings for item in one.items]
    asked = [item for item in items if isinstance(item, SessionItem)]
    for item, planned in zip(asked, _sessions(case), strict=True):
        names = [one.id for one in (*planned.activities, *planned.left_out)]
        names += {one.id for one in planned.elsewhere}
        assert sorted(names) == sorted(one.id for one in shelf[item.session, 1].activities)


@given(cases())
def test_handouts_and_findings_depend_on_nothing_but_the_values(case):
    assert assemble(*case) == assemble(*case)


# --- the clock ------------------------------------------------------------------------------------


def test_times_follow_each_other_from_the_start_of_the_meeting():
    one = session("AL1", activity("a", step(5), step(10)), activity("b", step(20)))
    items = (
        SessionItem(session="AL1", revision=1),
        BreakItem(**{"break": 10}),
        OwnItem(title="News", minutes=5),
    )
    plan = assemble(workshop(one, meeting={"items": items}), library(one))
    starts = [item.start.isoformat("minutes") for item in plan.meetings[0].items]
    assert starts == ["19:00", "19:35", "19:45"]
    assert plan.meetings[0].end == dt.time(19, 50)


def test_a_lock_is_waited_for():
    one = session("AL1", activity("a", step(20)))
    items = (
        SessionItem(session="AL1", revision=1),
        OwnItem(title="Guest", minutes=10, start=dt.time(19, 45)),
    )
    plan = assemble(workshop(one, meeting={"items": items}), library(one))
    assert plan.meetings[0].items[1].start == dt.time(19, 45)
    assert plan.meetings[0].minutes == 55


def test_a_single_session_counts_elapsed_time():
    one = session("AL1", activity("a", step(20, 1)))
    plan = assemble(single_session(one, 1, people=10), library(one))
    assert plan.meetings[0].clock == "elapsed"
    assert (plan.meetings[0].start, plan.meetings[0].end) == (dt.time(0, 0), dt.time(0, 30))


def test_minutes_asked_for_are_shared_by_the_steps():
    one = session("AL1", activity("a", step(1), step(9), debrief=debrief(10)))
    item = SessionItem(session="AL1", revision=1, minutes={"a": 10})
    planned = _activities((workshop(one, meeting={"items": (item,)}), library(one)))[0]
    assert [each.minutes for each in planned.steps] == [1, 4, 5]
    assert planned.shortened


def test_order_puts_the_named_activities_first():
    one = session("AL1", activity("a"), activity("b"), activity("c"))
    item = SessionItem(session="AL1", revision=1, order=("c",))
    planned = _activities((workshop(one, meeting={"items": (item,)}), library(one)))
    assert [each.id for each in planned] == ["c", "a", "b"]


# --- online ---------------------------------------------------------------------------------------


def test_the_queue_to_be_left_out_counts_those_that_are_planned():
    one = session(
        "AL1",
        activity("opening", step(10)),
        activity("song", step(5), essential=False, cut_order=7),
        activity("story", step(5), essential=False, cut_order=3),
        activity("walk", step(5), essential=False, cut_order=1),
    )
    left = SessionItem(session="AL1", revision=1, leave_out=("walk",))
    plan = assemble(workshop(meeting={"items": (left,)}), library(one))
    [item] = plan.meetings[0].items
    assert {one.id: one.cut_order for one in item.activities} == {
        "opening": None,
        "song": 2,
        "story": 1,
    }


def test_each_move_into_breakout_rooms_costs_two_minutes_online():
    rounds = activity("a", step(1), step(10, breakout=True), step(10, breakout=True))
    one = session("AL1", rounds)
    in_person, online = (
        _activities((workshop(one, setting=setting), library(one)))[0]
        for setting in ("in-person", "online")
    )
    assert (in_person.minutes, online.minutes) == (21, 25)
    assert [each.generated for each in online.steps] == [False, True, False, True, False]


def test_small_groups_move_once_online_though_no_step_says_so():
    one = session("AL1", activity("a", step(1), step(10, turns=True), grouping="pairs"))
    planned = _activities((workshop(one, setting="online"), library(one)))[0]
    assert [each.minutes for each in planned.steps] == [1, 2, 10]


def test_words_that_keep_people_together_open_no_rooms():
    together = _adaptation("All stay here.", setting="online").model_copy(update={"together": True})
    rounds = activity(
        "a",
        step(4, id="choose", breakout=True, turns=True),
        grouping="pairs",
        adaptations=(together,),
    )
    one = session("AL1", rounds)
    planned = _activities((workshop(one, setting="online"), library(one)))[0]
    assert [(each.text, each.minutes, each.turns) for each in planned.steps] == [
        ("All stay here.", 4, ())
    ]


# --- words ----------------------------------------------------------------------------------------


def _adaptation(text: str, **when: object) -> Adaptation:
    return Adaptation(
        when=Condition(**when), replaces="choose", text=text, reason="So.", mark=Mark.GREEN
    )


@pytest.mark.parametrize(
    ("mode", "setting", "text"),
    [
        ("solo", "in-person", "Base."),
        ("couples", "in-person", "Couples."),
        ("solo", "online", "Online."),
        ("couples", "online", "Couples online."),
    ],
)
def test_the_replacement_with_most_conditions_stands_in_the_text(mode, setting, text):
    one = session(
        "AL1",
        activity(
            "a",
            step(5, id="choose", text="Base."),
            adaptations=(
                _adaptation("Couples online.", mode="couples", setting="online"),
                _adaptation("Couples.", mode="couples"),
                _adaptation("Online.", setting="online"),
            ),
        ),
    )
    planned = _activities((workshop(one, mode=mode, setting=setting), library(one)))[0]
    assert planned.steps[0].text == text


def test_of_equals_the_later_replacement_wins():
    one = session(
        "AL1",
        activity(
            "a",
            step(5, id="choose"),
            adaptations=(_adaptation("Solo.", mode="solo"), _adaptation("Eight.", size={})),
        ),
    )
    assert _activities((workshop(one), library(one)))[0].steps[0].text == "Eight."


def test_words_that_are_there_for_safety_go_before_all_others():
    red = _adaptation("Couples.", mode="couples").model_copy(update={"mark": Mark.RED})
    one = session(
        "AL1",
        activity(
            "a",
            step(5, id="choose"),
            adaptations=(red, _adaptation("Eight online.", setting="in-person", size={})),
        ),
    )
    planned = _activities((workshop(one, mode="couples"), library(one)))[0]
    assert planned.steps[0].text == "Couples."


def test_a_shortened_activity_takes_its_short_words():
    one = session(
        "AL1",
        activity("a", step(20, id="choose"), adaptations=(_adaptation("Short.", short=True),)),
    )
    item = SessionItem(session="AL1", revision=1, minutes={"a": 10})
    planned = _activities((workshop(one, meeting={"items": (item,)}), library(one)))[0]
    assert planned.steps[0].text == "Short."


def test_access_needs_are_options_until_the_workshop_names_them():
    one = session(
        "AL1",
        activity(
            "a", step(5, id="choose"), adaptations=(_adaptation("Seated.", access="mobility"),)
        ),
    )
    unnamed = _activities((workshop(one), library(one)))[0]
    named = _activities((workshop(one, access=("mobility",)), library(one)))[0]
    assert [each.text for each in unnamed.options] == ["Seated."]
    assert (named.steps[0].text, named.options) == ("Seated.", ())


# --- handouts and materials -----------------------------------------------------------------------


def test_handouts_are_numbered_in_the_order_of_use_with_their_copies():
    one = session(
        "AL1",
        activity("a", step(1, voice=Voice.HAND_OUT, handout="log")),
        activity(
            "b",
            step(1, voice=Voice.HAND_OUT, handout="card"),
            step(1, voice=Voice.DO, handout="log"),
            grouping="trios",
        ),
        handouts=(
            handout("card", copies=Quantity(count=1, per="group", spare=1)),
            handout("log"),
            handout("never"),
        ),
    )
    plan = assemble(workshop(one, people=9), library(one))
    assert [(each.number, each.slug, each.copies) for each in plan.handouts] == [
        (1, "log", 9),
        (2, "card", 4),
    ]
    steps = plan.meetings[0].items[0].activities[1].steps
    assert [each.handout_number for each in steps] == [2, 1]


def test_a_handout_of_an_activity_left_out_is_not_copied():
    one = session(
        "AL1",
        activity("a", step(1, voice=Voice.HAND_OUT, handout="card")),
        activity("b"),
        handouts=(handout("card"),),
    )
    item = SessionItem(session="AL1", revision=1, leave_out=("a",))
    assert assemble(workshop(one, meeting={"items": (item,)}), library(one)).handouts == ()


def test_a_handout_speaks_the_words_of_its_mode():
    sheet = handout(
        "card",
        blocks=({"type": "text", "id": "choose", "text": "Base."},),
        adaptations=(_adaptation("Couples.", mode="couples"),),
    )
    one = session(
        "AL1",
        activity("a", step(1, voice=Voice.HAND_OUT, handout="card")),
        handouts=(sheet,),
    )
    plan = assemble(workshop(one, mode="couples"), library(one))
    assert plan.handouts[0].handout.blocks[0].text == "Couples."


def test_materials_are_brought_once_in_the_largest_number_needed():
    pens = Material(name="Pens", quantity=Quantity(count=1))
    more = Material(name="pens", quantity=Quantity(count=2))
    first = session("AL1", activity("a", materials=(more,)), materials=(pens,))
    second = session("BD1", materials=(pens,))
    plan = assemble(workshop(first, second, people=6), library(first, second))
    assert [(each.name, each.quantity, each.sessions) for each in plan.materials] == [
        ("Pens", 12, ("AL1", "BD1"))
    ]


def test_what_is_used_up_adds_up():
    paper = Material(name="Paper", quantity=Quantity(count=2), used_up=True)
    first, second = (session(code, materials=(paper,)) for code in ("AL1", "BD1"))
    plan = assemble(workshop(first, second, people=6), library(first, second))
    assert [(each.name, each.quantity) for each in plan.materials] == [("Paper", 24)]


@pytest.mark.parametrize(("setting", "names"), [("in-person", ["Tape"]), ("online", ["Slides"])])
def test_things_are_brought_only_where_they_are_needed(setting, names):
    tape = Material(name="Tape", quantity=Quantity(), setting="in-person")
    slides = Material(name="Slides", quantity=Quantity(), setting="online")
    one = session("AL1", materials=(tape, slides))
    plan = assemble(workshop(one, setting=setting), library(one))
    assert [each.name for each in plan.materials] == names


def test_a_session_that_is_not_given_is_named():
    one = session("AL1")
    with pytest.raises(KeyError, match="AL1"):
        assemble(workshop(one), {})


def test_minutes_per_person_are_rounded_up_once():
    one = session("AL1", activity("a", step(0.5, 0.25), step(0, 0.5), minutes=minutes(0.5, 0.75)))
    assert _activities((workshop(one, people=7), library(one)))[0].minutes == 6


def test_elapsed_minutes_are_those_between_the_starts():
    one = session("AL1", activity("a", step(5), step(10)), activity("b", step(20)))
    steps = [step for each in _activities((workshop(one), library(one))) for step in each.steps]
    for earlier, later in pairwise(steps):
        assert later.elapsed - earlier.elapsed == earlier.minutes


def test_a_workshop_without_times_needs_no_locks():
    with pytest.raises(ValueError, match="locks the start"):
        Workshop(
            title="x",
            meetings=[{"minutes": 60, "items": [{"break": 5, "start": "19:00"}]}],
        )


def _led(leaders: dict[str, str], *activities: Activity) -> tuple[Workshop, Sessions]:
    one = session("AL1", *activities)
    item = SessionItem(session="AL1", revision=1, leaders=leaders)
    return workshop(meeting={"items": (item,)}), library(one)


def test_who_leads_an_activity_changes_places_with_who_helps():
    parts = (
        activity("opening", step(5), step(5, leader="co-facilitator")),
        activity("closing", step(5)),
    )
    opening, closing = _activities(_led({"opening": "co-facilitator"}, *parts))
    assert [opening.leader, *(one.leader for one in opening.steps)] == [
        "co-facilitator",
        "co-facilitator",
        "lead",
    ]
    assert [closing.leader, *(one.leader for one in closing.steps)] == ["lead", "lead"]


def test_a_leader_of_an_activity_that_is_not_there_is_told():
    (found,) = _sessions(_led({"gone": "lead"}))
    assert found.unknown == ("gone",)
