"""Hypothesis strategies for workshops against the clock: any minutes, orders, locks and cuts."""

from __future__ import annotations

import datetime as dt

from hypothesis import strategies as st

from curriculum.session import Activity, Grouping, Kind, Session
from curriculum.values import Minutes, Mode, Setting
from curriculum.workshop import BreakItem, Item, Meeting, OwnItem, SessionItem, Workshop
from tests.builders import activity, debrief, library, session, step

Case = tuple[Workshop, dict[tuple[str, int], Session]]

quarters = st.integers(0, 60).map(lambda quarter: quarter / 4)


@st.composite
def activities(draw: st.DrawFn, name: str) -> Activity:
    steps = draw(
        st.lists(
            st.builds(
                step,
                quarters,
                st.integers(0, 8).map(lambda quarter: quarter / 4),
                turns=st.booleans(),
                breakout=st.booleans(),
            ),
            min_size=1,
            max_size=5,
        )
    )
    essential = draw(st.booleans())
    made = activity(
        name,
        *steps,
        debrief=draw(st.none() | st.integers(0, 10).map(debrief)),
        kind=draw(st.sampled_from([Kind.PRACTICE, Kind.INPUT, Kind.BREAK])),
        grouping=draw(st.sampled_from(Grouping)),
        essential=essential,
        cut_order=None if essential else draw(st.integers(1, 5)),
    )
    share = draw(st.sampled_from([0, 0.25, 0.5, 1]))
    return made.model_copy(update={"at_least": _part(made.minutes, share)})


def _part(minutes: Minutes, share: float) -> Minutes:
    """Return that share of the minutes, down to the quarter."""
    return Minutes(
        fixed=minutes.fixed * share * 4 // 1 / 4, per_person=minutes.per_person * share * 4 // 1 / 4
    )


@st.composite
def sessions(draw: st.DrawFn, code: str) -> Session:
    names = [f"activity-{number}" for number in range(draw(st.integers(1, 5)))]
    return session(code, *(draw(activities(name)) for name in names))


@st.composite
def session_items(draw: st.DrawFn, known: Session) -> SessionItem:
    names = st.sampled_from([one.id for one in known.activities])
    return SessionItem(
        session=known.code,
        revision=1,
        leave_out=tuple(draw(st.sets(names, max_size=2))),
        order=tuple(draw(st.permutations([one.id for one in known.activities]))),
        minutes=draw(st.dictionaries(names, st.integers(1, 60), max_size=2)),
        start=draw(locks),
    )


locks = st.none() | st.integers(0, 47).map(lambda slot: dt.time(slot // 2, slot % 2 * 30))

own_items = st.builds(OwnItem, title=st.just("Tea"), minutes=st.integers(1, 60), start=locks)
breaks = st.fixed_dictionaries({"break": st.integers(1, 30), "start": locks}).map(
    BreakItem.model_validate
)
dates = st.none() | st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31))


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Draw a workshop and the sessions that it is made of."""
    shelf = [draw(sessions(code)) for code in ("AL1", "BD1")]
    items = st.one_of(*map(session_items, shelf), own_items, breaks)
    return draw(workshops(items)), library(*shelf)


@st.composite
def workshops(draw: st.DrawFn, items: st.SearchStrategy[Item]) -> Workshop:
    meeting = st.builds(
        Meeting,
        date=dates,
        start=st.integers(0, 95).map(lambda slot: dt.time(slot // 4, slot % 4 * 15)),
        minutes=st.integers(10, 240),
        items=st.lists(items, max_size=4).map(tuple),
    )
    return Workshop(
        title="Evenings",
        mode=draw(st.sampled_from(Mode)),
        setting=draw(st.sampled_from(Setting)),
        people=draw(st.integers(2, 20)),
        time_zone=draw(st.sampled_from(["UTC", "Europe/London", "America/New_York"])),
        meetings=tuple(draw(st.lists(meeting, min_size=1, max_size=2))),
    )
