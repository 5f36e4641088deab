"""Fitting: what is cut, in what order, and what never is."""

from itertools import pairwise

import pytest
from hypothesis import given

from curriculum.assemble import assemble
from curriculum.fit import CutKind, fit
from curriculum.session import Kind
from curriculum.workshop import OwnItem, SessionItem
from tests.builders import activity, library, minutes, rest, session, step, workshop
from tests.workshops import cases

# --- laws -----------------------------------------------------------------------------------------


@given(cases())
def test_fitting_never_cuts_an_essential(case):
    _, shelf = case
    for cut in fit(*case).cuts:
        if cut.kind is CutKind.LEFT_OUT:
            assert not shelf[cut.session, 1].activity(cut.activity).essential


@given(cases())
def test_fitting_twice_changes_nothing(case):
    _, shelf = case
    once = fit(*case)
    twice = fit(once.workshop, shelf)
    assert twice.workshop == once.workshop
    assert twice.cuts == ()


@given(cases())
def test_fitting_never_adds_a_minute(case):
    for meeting in fit(*case).meetings:
        assert meeting.minutes_after <= meeting.minutes_before


@given(cases())
def test_every_cut_is_listed_and_the_plan_agrees(case):
    plan_workshop, shelf = case
    fitted = fit(*case)
    plan = assemble(fitted.workshop, shelf)
    assert [one.minutes_after for one in fitted.meetings] == [one.minutes for one in plan.meetings]
    for before, after, number in zip(
        plan_workshop.meetings, fitted.workshop.meetings, range(1, 99), strict=False
    ):
        for item, (old, new) in enumerate(zip(before.items, after.items, strict=True), start=1):
            changed = {
                cut.activity for cut in fitted.cuts if (cut.meeting, cut.item) == (number, item)
            }
            if isinstance(old, SessionItem):
                assert set(new.leave_out) - set(old.leave_out) <= changed
                assert {
                    name for name, each in new.minutes.items() if old.minutes.get(name) != each
                } <= (changed)
            else:
                assert old == new


@given(cases())
def test_an_activity_is_never_shrunk_below_its_least(case):
    plan_workshop, shelf = case
    fitted = fit(plan_workshop, shelf)
    for meeting in assemble(fitted.workshop, shelf).meetings:
        for number, item in enumerate(meeting.items, start=1):
            cut = {
                one.activity
                for one in fitted.cuts
                if (one.meeting, one.item) == (meeting.number, number)
            }
            for each in getattr(item, "activities", ()):
                if each.id in cut:
                    assert each.minutes >= each.least


# --- what goes first ------------------------------------------------------------------------------


def _optional(name: str, order: int, fixed: float = 10):
    return activity(name, step(fixed), essential=False, cut_order=order)


def _fitted(slot: int, *activities, **parts):
    one = session("AL1", *activities)
    return fit(workshop(one, meeting={"minutes": slot, **parts}), library(one))


def _cuts(fitted):
    return [(cut.activity, cut.kind.value, cut.minutes_after) for cut in fitted.cuts]


def test_optional_activities_go_in_their_cut_order_and_no_further_than_needed():
    fitted = _fitted(45, activity("core", step(30)), _optional("b", 2), _optional("a", 1))
    assert _cuts(fitted) == [("a", "left-out", 0)]


def test_essentials_shrink_only_when_nothing_optional_is_left():
    core = activity("core", step(40)).model_copy(update={"at_least": minutes(20)})
    fitted = _fitted(30, core, _optional("a", 1))
    assert _cuts(fitted) == [("core", "shortened", 30), ("a", "left-out", 0)]


def test_shrinking_is_shared_in_proportion_to_what_each_can_give():
    first = activity("first", step(40)).model_copy(update={"at_least": minutes(20)})
    second = activity("second", step(30)).model_copy(update={"at_least": minutes(20)})
    assert _cuts(_fitted(55, first, second)) == [
        ("first", "shortened", 30),
        ("second", "shortened", 25),
    ]


def test_what_cannot_fit_is_told_in_minutes():
    core = activity("core", step(40)).model_copy(update={"at_least": minutes(30)})
    assert _fitted(25, core).meetings[0].short_by == 5


def test_a_break_stays_where_people_would_sit_for_more_than_ninety_minutes():
    fitted = _fitted(100, activity("a", step(50)), rest(), activity("b", step(50)))
    assert (_cuts(fitted), fitted.meetings[0].short_by) == ([], 10)


def test_a_break_goes_where_the_rest_is_short_enough_without_it():
    fitted = _fitted(90, activity("a", step(45)), rest(), activity("b", step(45)))
    assert _cuts(fitted) == [("break", "left-out", 0)]


def test_what_comes_before_a_locked_start_is_fitted_to_end_by_it():
    one = session("AL1", activity("core", step(30)), _optional("a", 1))
    items = (
        SessionItem(session="AL1", revision=1),
        OwnItem(title="Guest", minutes=30, start="19:30"),
    )
    fitted = fit(workshop(one, meeting={"items": items}), library(one))
    assert _cuts(fitted) == [("a", "left-out", 0)]


@pytest.mark.parametrize("slot", [60, 200])
def test_a_meeting_that_fits_is_left_alone(slot):
    fitted = _fitted(slot, activity("core", step(50)), _optional("a", 1))
    assert fitted.cuts == ()
    assert fitted.meetings[0].short_by == 0


def test_of_two_with_the_same_cut_order_the_later_goes_first():
    fitted = _fitted(50, activity("core", step(40)), _optional("a", 1), _optional("b", 1))
    assert _cuts(fitted) == [("b", "left-out", 0)]


def test_breaks_in_the_plan_are_of_the_kind_that_rests():
    one = session("AL1", activity("a"), rest())
    plan = assemble(workshop(one), library(one))
    kinds = [each.kind for each in plan.meetings[0].items[0].activities]
    assert list(pairwise(kinds)) == [(Kind.PRACTICE, Kind.BREAK)]
