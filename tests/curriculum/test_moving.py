"""Moving: nothing is lost or doubled, minutes stay, and the way back leads back."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.assemble import assemble
from curriculum.moving import Spot, moved, without
from curriculum.session import Leader
from curriculum.timing import running_order
from curriculum.workshop import BreakItem, Item, Meeting, OwnItem, SessionItem, Workshop
from tests.builders import activity, library, session, step, workshop
from tests.workshops import breaks, locks, own_items

LISTENING = session("AL1", *(activity(name, step(10)) for name in ("a", "b", "c", "d")))
BOUNDARIES = session("BD1", *(activity(name, step(5, 1)) for name in ("x", "y")))
SHELF = library(LISTENING, BOUNDARIES)
AL1 = SessionItem(session="AL1", revision=1)
BD1 = SessionItem(session="BD1", revision=1)
TEA = BreakItem.model_validate({"break": 10})


def meetings(*rows: tuple[Item, ...]) -> Workshop:
    made = tuple(Meeting(start="19:00", minutes=120, items=items) for items in rows)
    return workshop().model_copy(update={"meetings": made})


def shown(one: Workshop) -> list[list[str]]:
    """Return each meeting's items in short: `AL1 a b`, `Tea`, `break`."""
    return [[_short(item) for item in meeting.items] for meeting in one.meetings]


def _short(item: Item) -> str:
    if isinstance(item, SessionItem):
        return " ".join((item.session, *_held(item)))
    return item.title if isinstance(item, OwnItem) else "break"


def _held(item: SessionItem) -> list[str]:
    return [one.id for one in running_order(item, SHELF[item.session, 1])]


def move(one: Workshop, what: tuple, before: tuple) -> Workshop:
    return moved(one, SHELF, Spot(*what), Spot(*before))


# --- whatever is moved ----------------------------------------------------------------------------


@st.composite
def items_of(draw: st.DrawFn, code: str) -> SessionItem:
    """Draw an item of a session, with anything told of it."""
    names = [one.id for one in SHELF[code, 1].activities]
    some = st.sampled_from(names)
    return SessionItem(
        session=code,
        revision=1,
        leave_out=tuple(draw(st.sets(some))),
        order=tuple(draw(st.lists(some, unique=True))),
        minutes=draw(st.dictionaries(some, st.integers(1, 60))),
        leaders=draw(st.dictionaries(some, st.sampled_from(Leader))),
        start=draw(locks),
        notes=draw(st.none() | st.integers(0, 99).map(lambda number: f"Note {number}.")),
    )


any_items = st.lists(
    st.one_of(items_of("AL1"), items_of("AL1"), items_of("BD1"), own_items, breaks), max_size=4
)
any_workshops = st.lists(any_items, min_size=1, max_size=3).map(
    lambda rows: meetings(*map(tuple, rows))
)


@st.composite
def workshops_of_whole_sessions(draw: st.DrawFn) -> Workshop:
    """Draw a workshop in which no session stands twice, and orders say no more than they must."""
    one_each = [items_of("AL1").map(_plainly), items_of("BD1").map(_plainly), own_items, breaks]
    items = draw(st.permutations([draw(one) for one in one_each]))
    at = draw(st.integers(0, len(items)))
    return meetings(tuple(items[:at]), tuple(items[at:]))


def _plainly(item: SessionItem) -> SessionItem:
    natural = item.model_copy(update={"order": ()})
    held = _held(item)
    return natural if _held(natural) == held else item.model_copy(update={"order": tuple(held)})


Rows = list[list[tuple[Spot, Any]]]


def rows_of(made: Workshop) -> Rows:
    """Return what happens in each meeting: where it stands, and what is told of it."""
    return [
        [
            piece
            for number, item in enumerate(one.items, start=1)
            for piece in _pieces(Spot(meeting, number), item)
        ]
        for meeting, one in enumerate(made.meetings, start=1)
    ]


def _pieces(at: Spot, item: Item) -> list[tuple[Spot, Any]]:
    if not isinstance(item, SessionItem) or not _held(item):
        return [(at, item)]
    return [
        (
            Spot(at.meeting, at.item, name),
            (item.session, name, item.minutes.get(name), item.leaders.get(name)),
        )
        for name in _held(item)
    ]


def told(rows: Rows) -> list[list[Any]]:
    return [[what for _, what in row] for row in rows]


@st.composite
def moves(draw: st.DrawFn, workshops: st.SearchStrategy[Workshop]) -> tuple[Workshop, Any, Any]:
    """Draw a workshop, a piece of it and a place: each a meeting and a place in its row."""
    made = draw(workshops.filter(lambda one: any(meeting.items for meeting in one.meetings)))
    rows = rows_of(made)
    places = [(row, at) for row, one in enumerate(rows) for at in range(len(one) + 1)]
    pieces = [(row, at) for row, at in places if at < len(rows[row])]
    return made, draw(st.sampled_from(pieces)), draw(st.sampled_from(places))


def spot(made: Workshop, place: tuple[int, int]) -> Spot:
    row, at = place
    rows = rows_of(made)
    if at < len(rows[row]):
        return rows[row][at][0]
    return Spot(row + 1, len(made.meetings[row].items) + 1)


@given(moves(any_workshops))
def test_a_piece_goes_where_it_was_dropped_and_all_else_stays_in_order(case):
    made, what, before = case
    wanted = told(rows_of(made))
    piece = wanted[what[0]].pop(what[1])
    wanted[before[0]].insert(before[1] - (what[0] == before[0] and what[1] < before[1]), piece)
    after = moved(made, SHELF, spot(made, what), spot(made, before))
    assert told(rows_of(after)) == wanted
    assert Workshop.model_validate(after.model_dump()) == after


@given(moves(any_workshops))
def test_an_item_goes_as_a_whole_and_nothing_is_lost_or_doubled(case):
    made, what, before = case
    there = spot(made, what)
    after = moved(made, SHELF, Spot(there.meeting, there.item), spot(made, before))
    assert _counted(after) == _counted(made)


def _counted(made: Workshop) -> Counter[str]:
    return Counter(str(what) for row in told(rows_of(made)) for what in row)


@given(moves(any_workshops))
def test_minutes_and_notes_are_conserved(case):
    made, what, before = case
    after = moved(made, SHELF, spot(made, what), spot(made, before))
    assert (_minutes(after), _notes(after)) == (_minutes(made), _notes(made))


def _minutes(made: Workshop) -> int:
    return sum(item.minutes for one in assemble(made, SHELF).meetings for item in one.items)


def _notes(made: Workshop) -> Counter[str]:
    items = [item for one in made.meetings for item in one.items]
    return Counter(
        word
        for item in items
        if isinstance(item, SessionItem)
        for word in (item.notes or "").split()
    )


@given(moves(workshops_of_whole_sessions()))
def test_moving_back_restores_the_workshop(case):
    made, what, before = case
    after = moved(made, SHELF, spot(made, what), spot(made, before))
    there = (before[0], before[1] - (what[0] == before[0] and what[1] < before[1]))
    back = (what[0], what[1] + (what[0] == there[0] and what[1] > there[1]))
    assert moved(after, SHELF, spot(after, there), spot(after, back)) == made


# --- as people do it ------------------------------------------------------------------------------


def test_the_last_practice_is_put_in_next_week():
    made = meetings((AL1, TEA), (BD1,))
    after = move(made, (1, 1, "d"), (2, 1))
    assert shown(after) == [["AL1 a b c", "break"], ["AL1 d", "BD1 x y"]]
    part = after.meetings[1].items[0]
    assert part == SessionItem(session="AL1", revision=1, leave_out=("a", "b", "c"))


def test_what_is_told_of_an_activity_goes_along_and_what_is_told_of_the_session_stays():
    item = AL1.model_copy(
        update={
            "notes": "Slowly.",
            "minutes": {"a": 5, "d": 20},
            "leaders": {"d": Leader.CO_FACILITATOR},
        }
    )
    after = move(meetings((item,), ()), (1, 1, "d"), (2, 1))
    one, other = (meeting.items[0] for meeting in after.meetings)
    assert (one.notes, one.minutes, one.leaders) == ("Slowly.", {"a": 5}, {})
    assert (other.notes, other.minutes) == (None, {"d": 20})
    assert other.leaders == {"d": Leader.CO_FACILITATOR}


def test_an_activity_keeps_its_minutes_where_others_were_once_given_to_it():
    one = AL1.model_copy(update={"leave_out": ("d",), "minutes": {"d": 40}})
    other = AL1.model_copy(update={"leave_out": ("a", "b", "c")})
    after = move(meetings((one,), (other,)), (2, 1, "d"), (1, 2))
    assert after == meetings((AL1,), ())


def test_a_second_activity_joins_the_part_that_is_there():
    made = move(meetings((AL1,), (BD1,)), (1, 1, "d"), (2, 1))
    assert shown(move(made, (1, 1, "c"), (2, 1))) == [["AL1 a b"], ["AL1 c d", "BD1 x y"]]


@pytest.mark.parametrize(
    ("what", "before", "wanted"),
    [
        ((1, 2), (1, 1, "c"), ["AL1 a b", "break", "AL1 c d", "BD1 x y"]),
        ((1, 1, "d"), (1, 3, "y"), ["AL1 a b c", "break", "BD1 x", "AL1 d", "BD1 y"]),
        ((1, 3), (1, 1, "b"), ["AL1 a", "BD1 x y", "AL1 b c d", "break"]),
        ((1, 1, "d"), (1, 1, "b"), ["AL1 a d b c", "break", "BD1 x y"]),
    ],
)
def test_what_is_dropped_between_two_activities_divides_their_session(what, before, wanted):
    assert shown(move(meetings((AL1, TEA, BD1)), what, before)) == [wanted]


def test_parts_are_one_again_when_nothing_is_between_them():
    parted = move(meetings((AL1, TEA)), (1, 2), (1, 1, "c"))
    assert shown(parted) == [["AL1 a b", "break", "AL1 c d"]]
    assert without(parted, SHELF, Spot(1, 2)) == meetings((AL1,))
    assert move(parted, (1, 2), (1, 1)) == meetings((TEA, AL1))


def test_a_part_with_a_fixed_start_stays_by_itself():
    late = AL1.model_copy(update={"start": dt.time(20), "leave_out": ("a", "b")})
    early = AL1.model_copy(update={"leave_out": ("c", "d")})
    made = meetings((early, TEA, late))
    assert shown(without(made, SHELF, Spot(1, 2))) == [["AL1 a b", "AL1 c d"]]


def test_what_is_put_at_the_front_of_a_session_with_a_fixed_start_begins_it():
    late = AL1.model_copy(update={"start": dt.time(20), "leave_out": ("a",)})
    made = meetings((TEA, late), (AL1.model_copy(update={"leave_out": ("b", "c", "d")}),))
    after = move(made, (2, 1, "a"), (1, 2, "b"))
    assert shown(after) == [["break", "AL1 a b c d"], []]
    assert after.meetings[0].items[1].start == dt.time(20)


def test_a_session_that_is_there_twice_stays_there_twice():
    made = meetings((AL1, TEA, AL1))
    assert shown(without(made, SHELF, Spot(1, 2))) == [["AL1 a b c d", "AL1 a b c d"]]


@pytest.mark.parametrize(
    ("what", "before"),
    [((1, 3), (1, 1)), ((2, 1), (1, 1)), ((0, 1), (1, 1)), ((1, 1, "z"), (1, 1)),
     ((1, 1), (1, 5)), ((1, 1), (3, 1)), ((1, 1), (0, 1)), ((1, 1), (1, 2, "a"))],
)  # fmt: skip
def test_a_place_that_is_not_there_is_refused(what, before):
    with pytest.raises(IndexError):
        move(meetings((AL1, TEA), ()), what, before)
