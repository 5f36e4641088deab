"""Merging: whoever changes what nobody else changed keeps it, and nothing goes without a word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.merging import merge
from curriculum.workshop import BreakItem, Item, Meeting, OwnItem, SessionItem, Workshop
from tests.curriculum.test_moving import any_workshops, meetings, workshops_of_whole_sessions

AL1 = SessionItem(session="AL1", revision=1)
BD1 = SessionItem(session="BD1", revision=1)
CT1 = SessionItem(session="CT1", revision=1)
TEA = BreakItem.model_validate({"break": 10})
ROUND = OwnItem(title="Round", minutes=15)
BASE = meetings((AL1, TEA), (BD1, ROUND), ())

Change = Callable[[Workshop], Workshop]


def put(meeting: int, *items: Item) -> Change:
    """Return what gives a meeting these items."""
    return told(meeting, items=items)


def told(meeting: int, **fields: Any) -> Change:
    """Return what changes what is told of a meeting."""

    def change(one: Workshop) -> Workshop:
        rows = list(one.meetings)
        rows[meeting - 1] = rows[meeting - 1].model_copy(update=fields)
        return one.model_copy(update={"meetings": tuple(rows)})

    return change


def set_all(**fields: Any) -> Change:
    return lambda one: one.model_copy(update=fields)


def with_(item: Item, **fields: Any) -> Item:
    return item.model_copy(update=fields)


def all_of(*changes: Change) -> Change:
    def change(one: Workshop) -> Workshop:
        for each in changes:
            one = each(one)
        return one

    return change


# --- whatever was changed -------------------------------------------------------------------------


@given(any_workshops, any_workshops)
def test_who_is_alone_keeps_all(base: Workshop, changed: Workshop):
    assert merge(base, changed, base).workshop == changed
    assert merge(base, base, changed).workshop == changed
    assert merge(base, changed, changed).workshop == changed
    assert [merge(base, changed, base).clashes, merge(base, base, changed).clashes] == [(), ()]


@given(any_workshops, any_workshops, any_workshops)
def test_either_side_can_be_preferred_and_the_same_things_clash(
    base: Workshop, mine: Workshop, theirs: Workshop
):
    ours, others = merge(base, mine, theirs), merge(base, mine, theirs, prefer_theirs=True)
    assert set(ours.clashes) == set(others.clashes)
    assert ours.clashes or ours.workshop == others.workshop
    assert Workshop.model_validate(ours.workshop.model_dump()) == ours.workshop


KINDS = ("AL1", "BD1", "OwnItem", "BreakItem")


def kind(item: Item) -> str:
    return getattr(item, "session", type(item).__name__)


def touched(base: Workshop, other: Workshop, kinds: Collection[str]) -> Workshop:
    """Return a workshop whose items of some kinds are those of another, behind the rest."""
    theirs = [*other.meetings, *[Meeting(minutes=60)] * len(base.meetings)]
    return meetings(
        *(
            (
                *(item for item in meeting.items if kind(item) not in kinds),
                *(item for item in their.items if kind(item) in kinds),
            )
            for meeting, their in zip(base.meetings, theirs, strict=False)
        )
    )


@given(workshops_of_whole_sessions(), any_workshops, any_workshops, st.sets(st.sampled_from(KINDS)))
def test_what_comes_after_a_merge_is_what_was_sent_again(
    base: Workshop, one: Workshop, other: Workshop, kinds: set[str]
):
    """The answer to a change may be lost; the browser then sends it once more.

    Both change other kinds of items, of which there is one each: where one leaves out a break and
    the other adds one, what is sent again takes the new one for the old.
    """
    mine = touched(base, one, kinds)
    theirs = touched(base, other, {*KINDS} - kinds)
    made = merge(base, mine, theirs)
    if not made.clashes:
        assert merge(base, mine, made.workshop).workshop == made.workshop


@given(workshops_of_whole_sessions(), any_workshops, st.permutations([1, 2]))
def test_changes_of_two_meetings_both_stand_whoever_comes_first(
    base: Workshop, other: Workshop, places: list[int]
):
    here, there = places
    mine = told(here, title="Mine", minutes=90)(base)
    theirs = put(there, *base.meetings[there - 1].items, *_plain(other.meetings[0].items))(base)
    made, turned = merge(base, mine, theirs), merge(base, theirs, mine)
    assert (made.clashes, made.workshop) == ((), turned.workshop)
    assert made.workshop.meetings[here - 1] == mine.meetings[here - 1]
    assert made.workshop.meetings[there - 1] == theirs.meetings[there - 1]


def _plain(items: tuple[Item, ...]) -> tuple[Item, ...]:
    return tuple(item for item in items if not isinstance(item, SessionItem))


# --- what does not touch --------------------------------------------------------------------------

LATER = dt.time(20, 0)
APART: dict[str, tuple[Change, Change, Change]] = {
    "two meetings": (
        put(1, AL1, TEA, ROUND), put(2, BD1), all_of(put(1, AL1, TEA, ROUND), put(2, BD1)),
    ),
    "two fields of all": (
        set_all(people=12), set_all(title="Theirs"), set_all(people=12, title="Theirs"),
    ),
    "two fields of a meeting": (
        told(1, title="Mine"), told(1, date=dt.date(2026, 1, 9)),
        told(1, title="Mine", date=dt.date(2026, 1, 9)),
    ),
    "two items of a meeting": (
        put(1, with_(AL1, notes="Mine."), TEA), put(1, AL1, with_(TEA, break_=20)),
        put(1, with_(AL1, notes="Mine."), with_(TEA, break_=20)),
    ),
    "two activities": (
        put(1, with_(AL1, minutes={"a": 5}, leave_out=("c",)), TEA),
        put(1, with_(AL1, minutes={"b": 7}, leave_out=("d",)), TEA),
        put(1, with_(AL1, minutes={"a": 5, "b": 7}, leave_out=("c", "d")), TEA),
    ),
    "an item that moves while its minutes change": (
        all_of(put(1, TEA), put(3, AL1)),
        put(1, with_(AL1, minutes={"a": 5}), TEA),
        all_of(put(1, TEA), put(3, with_(AL1, minutes={"a": 5}))),
    ),
    "an item taken out, another put behind it": (
        put(1, TEA), put(1, AL1, ROUND, TEA), put(1, ROUND, TEA),
    ),
    "both put something at the end": (
        put(3, ROUND), put(3, TEA), put(3, TEA, ROUND),
    ),
    "both put the same at the end": (put(3, TEA), put(3, TEA), put(3, TEA)),
    "meetings that change places": (
        all_of(put(1, BD1, ROUND), put(2, AL1, TEA)),
        put(2, with_(BD1, notes="Theirs."), ROUND),
        all_of(put(1, with_(BD1, notes="Theirs."), ROUND), put(2, AL1, TEA)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", APART)
def test_what_does_not_touch_stands_together(case: str):
    mine, theirs, both = APART[case]
    made = merge(BASE, mine(BASE), theirs(BASE))
    assert (made.clashes, made.workshop) == ((), both(BASE))


def test_a_meeting_that_went_and_one_that_changed():
    fewer = BASE.model_copy(update={"meetings": BASE.meetings[:2]})
    made = merge(BASE, fewer, put(1, AL1)(BASE))
    assert (made.clashes, made.workshop) == ((), put(1, AL1)(fewer))


def test_a_meeting_that_both_added_differently_is_there_twice():
    last = Meeting(start="19:00", minutes=90, items=(CT1,))
    first = with_meeting(BASE, last)
    other = with_meeting(BASE, last.model_copy(update={"items": (TEA,)}))
    made = merge(BASE, first, other)
    assert (made.clashes, len(made.workshop.meetings)) == ((), 5)
    assert made.news == (4,)


def with_meeting(one: Workshop, meeting: Meeting) -> Workshop:
    return one.model_copy(update={"meetings": (*one.meetings, meeting)})


def test_the_news_say_where_others_changed_something():
    theirs = all_of(put(2, BD1), set_all(title="Theirs"))(BASE)
    assert merge(BASE, put(1, AL1)(BASE), theirs).news == (0, 2)


# --- what does ------------------------------------------------------------------------------------

PARTS = all_of(
    put(1, with_(AL1, leave_out=("d",)), TEA), put(3, with_(AL1, leave_out=("a", "b", "c")))
)
TOUCHING: dict[str, tuple[Change, Change, str]] = {
    "one field": (set_all(title="Mine"), set_all(title="Theirs"), "the workshop’s title"),
    "a date": (
        told(1, date=dt.date(2026, 1, 9)), told(1, date=dt.date(2026, 1, 8)), "meeting 1: its date",
    ),
    "the minutes of one activity": (
        put(1, with_(AL1, minutes={"a": 5}), TEA), put(1, with_(AL1, minutes={"a": 7}), TEA),
        "meeting 1: AL1",
    ),
    "a break": (
        put(1, AL1, with_(TEA, break_=5)), put(1, AL1, with_(TEA, break_=15)), "meeting 1: a break",
    ),
    "an item that went and was changed": (
        put(2, BD1), put(2, BD1, with_(ROUND, minutes=20)), "meeting 2: Round",
    ),
    "an item that went and was moved": (
        put(2, BD1), all_of(put(2, BD1), put(3, ROUND)), "meeting 2: Round",
    ),
    "an item moved to two places": (
        all_of(put(2, BD1), put(1, AL1, TEA, ROUND)), all_of(put(2, BD1), put(3, ROUND)),
        "meeting 2: Round",
    ),
    "a newer revision and minutes of the old one": (
        put(1, with_(AL1, revision=2), TEA), put(1, with_(AL1, minutes={"a": 5}), TEA),
        "meeting 1: AL1",
    ),
    "an activity moved away and left out": (
        PARTS, put(1, with_(AL1, leave_out=("d",)), TEA), "AL1 and where its activities stand",
    ),
    "one session added twice": (
        put(1, AL1, TEA, CT1), put(3, CT1), "CT1 and where its activities stand",
    ),
    "a start that went and a lock that needs it": (
        told(2, start=None), put(2, BD1, with_(ROUND, start=LATER)),
        "the plan as a whole, which cannot hold both",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", TOUCHING)
def test_what_touches_is_named_and_either_can_stand(case: str):
    mine, theirs, words = TOUCHING[case]
    ours = merge(BASE, mine(BASE), theirs(BASE))
    others = merge(BASE, mine(BASE), theirs(BASE), prefer_theirs=True)
    assert ours.clashes == (words,)
    assert (ours.workshop, others.workshop) == (mine(BASE), theirs(BASE))


def test_a_clash_in_one_place_keeps_what_both_did_elsewhere():
    mine = all_of(set_all(title="Mine"), put(1, AL1))(BASE)
    theirs = all_of(set_all(title="Theirs"), put(2, BD1))(BASE)
    made = merge(BASE, mine, theirs)
    assert made.clashes == ("the workshop’s title",)
    assert made.workshop == all_of(put(1, AL1), put(2, BD1), set_all(title="Mine"))(BASE)


def test_a_meeting_that_went_and_was_changed():
    fewer = BASE.model_copy(update={"meetings": BASE.meetings[:2]})
    changed = put(3, TEA)(BASE)
    made = merge(BASE, fewer, changed)
    assert (made.clashes, made.workshop) == (("meeting 3",), fewer)
    assert merge(BASE, fewer, changed, prefer_theirs=True).workshop == changed


def test_what_stands_in_parts_is_changed_by_one_side_alone():
    parted = PARTS(BASE)
    noted = put(1, with_(parted.meetings[0].items[0], minutes={"a": 9}), TEA)(parted)
    made = merge(parted, noted, put(2, BD1)(parted))
    assert (made.clashes, made.workshop) == ((), put(2, BD1)(noted))


def test_the_largest_plans_that_have_nothing_in_common_are_compared_in_a_moment():
    def full(title: str) -> Workshop:
        items = tuple(OwnItem(title=f"{title} {number}", minutes=5) for number in range(40))
        return meetings(*[items] * 40)

    began = process_time()
    assert merge(full("a"), full("b"), full("c")).clashes
    assert process_time() - began < 10
