"""Minutes and the clock: what activities take, how steps share it, when things start."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Self

from curriculum.adapting import Circumstances, chosen
from curriculum.counting import small_groups
from curriculum.session import Activity, Grouping, Kind, Session, Step
from curriculum.values import Setting
from curriculum.workshop import SessionItem, Workshop, zone

BREAKOUT_MINUTES = 2
"""What each move into breakout rooms costs online (DESIGN.md section 6)."""

LONGEST_STRETCH = 90
"""Minutes that people may sit without a break (DESIGN.md section 6)."""


_HALF_A_DAY = 720
_DAY = 1440
_TIMES = tuple(dt.time(*divmod(minute, 60)) for minute in range(_DAY))
"""The times that a clock shows in a day, minute by minute."""


@dataclass(frozen=True, slots=True)
class TimedActivity:
    """An activity and its whole minutes for one workshop."""

    activity: Activity
    minutes: int
    target: int
    least: int
    most: int
    moves: tuple[int, ...] = ()
    """The places, from 0, of the steps before which people move into breakout rooms."""

    @property
    def shortened(self) -> bool:
        """Tell whether its minutes are fewer than its target."""
        return self.minutes < self.target

    @property
    def is_break(self) -> bool:
        """Tell whether people rest in it."""
        return self.activity.kind is Kind.BREAK


def timed_activities(
    item: SessionItem, session: Session, workshop: Workshop
) -> tuple[TimedActivity, ...]:
    """Return the item's activities in the order they run, those left out dropped."""
    return tuple(
        _timed(activity, item.minutes.get(activity.id), workshop)
        for activity in running_order(item, session)
    )


def running_order(item: SessionItem, session: Session) -> list[Activity]:
    """Return the activities that an item holds, in the order they run."""
    order, gone = item.order, item.leave_out
    ordered = sorted(session.activities, key=lambda one: _rank(one.id, order))
    return [one for one in ordered if one.id not in gone]


def _rank(activity_id: str, order: Sequence[str]) -> int:
    return order.index(activity_id) if activity_id in order else len(order)


def _timed(activity: Activity, asked: int | None, workshop: Workshop) -> TimedActivity:
    moves = _moves(activity, workshop)
    moving = BREAKOUT_MINUTES * len(moves)
    people = workshop.people
    target = activity.minutes.whole(people) + moving
    return TimedActivity(
        activity=activity,
        minutes=target if asked is None else asked,
        target=target,
        least=activity.at_least.whole(people) + moving,
        most=activity.at_most.whole(people) + moving,
        moves=moves,
    )


def _moves(activity: Activity, workshop: Workshop) -> tuple[int, ...]:
    """Return the places of the steps before which people move; in person, none.

    Where no step is marked, people move before the first with turns.
    """
    if workshop.setting is not Setting.ONLINE:
        return ()
    steps = activity.steps
    marked = [place for place, step in enumerate(steps) if step.breakout]
    if not marked and divides(activity.grouping):
        marked = sorted(range(len(steps)), key=lambda place: not steps[place].turns)[:1]
    seen = Circumstances.of(workshop)
    return tuple(place for place in marked if not _stays_together(activity, steps[place], seen))


def _stays_together(activity: Activity, step: Step, seen: Circumstances) -> bool:
    """Tell whether the words that stand in for a step keep everyone in one group."""
    adaptation = chosen(activity.adaptations, step.id, seen) if step.id else None
    return adaptation is not None and adaptation.together


def divides(grouping: Grouping) -> bool:
    """Tell whether people sit in small groups."""
    return bool(small_groups(grouping, 12))


def shares(weights: Sequence[float], total: int) -> tuple[int, ...]:
    """Return whole minutes in proportion to the weights that add up to the total exactly.

    The weights are multiples of a quarter, which floats hold exactly.

    Whole weights that fit stay as they are. A weight above nothing gets a minute as long as there
    are minutes enough; what is left after rounding down goes to the largest remainders, the
    earlier first.
    """
    if not weights:
        return ()
    wanted = sum(weights)
    if wanted == 0:
        return shares([1] * len(weights), total)
    quotas: Sequence[float | Fraction] = weights
    short = wanted < total and any(0 < weight < 1 for weight in weights)  # would round to nothing
    if short or ceil(wanted) != total:
        quotas = _at_least_one([Fraction(weight) for weight in weights], total)
    floors = [int(one) for one in quotas]
    if left := total - sum(floors):
        by_remainder = sorted(
            range(len(quotas)), key=lambda index: (floors[index] - quotas[index], index)
        )
        for index in by_remainder[:left]:
            floors[index] += 1
    return tuple(floors)


def _at_least_one(weights: Sequence[Fraction], total: int) -> list[Fraction]:
    """Return shares in proportion, those below a minute lifted to one at the others' cost."""
    lifted: set[int] = set()
    while True:
        rest = sum(weight for index, weight in enumerate(weights) if index not in lifted)
        left = total - len(lifted)
        quotas = [
            Fraction(1) if index in lifted else weight * left / rest
            for index, weight in enumerate(weights)
        ]
        small = {index for index, quota in enumerate(quotas) if 0 < quota < 1}
        if not small or total < sum(weight > 0 for weight in weights):
            return quotas
        lifted |= small


def longest_stretch(runs: Sequence[tuple[int, bool]]) -> int:
    """Return the most minutes without a rest in a sequence of (minutes, is a rest)."""
    longest = stretch = 0
    for minutes, rests in runs:
        stretch = 0 if rests and minutes else stretch + minutes
        longest = max(longest, stretch)
    return longest


@dataclass(frozen=True, slots=True)
class Clock:
    """Turns elapsed minutes into wall-clock times; with a date, across a change of the clock."""

    start: dt.datetime
    utc: dt.datetime
    """The start, where hours are never skipped or repeated."""
    steady: bool
    """Nobody changes the clocks within a day from the start."""

    @classmethod
    def of(cls, date: dt.date | None, start: dt.time | None, time_zone: str) -> Self:
        """Return the clock of a meeting: wall time of the zone, or of no zone without a date."""
        day = date or dt.date(2000, 1, 1)
        tzinfo = zone(time_zone) if date and start else dt.UTC
        moment = dt.datetime.combine(day, start or dt.time(), tzinfo)
        utc = moment.astimezone(dt.UTC)
        a_day_on = (utc + dt.timedelta(minutes=_DAY)).astimezone(tzinfo)
        return cls(moment, utc, moment.utcoffset() == a_day_on.utcoffset())

    def at(self, elapsed: int) -> dt.time:
        """Return the time so many minutes after the start."""
        if self.steady and elapsed < _DAY:  # dates and zones take ten times as long
            return _TIMES[(self.start.hour * 60 + self.start.minute + elapsed) % _DAY]
        return self._moment(elapsed).time()

    def shift(self, minutes: int) -> dt.timedelta:
        """Return how far the clocks are put forward within so many minutes from the start."""
        end = self._moment(minutes)
        return (end.utcoffset() or dt.timedelta()) - (self.start.utcoffset() or dt.timedelta())

    def exists(self) -> bool:
        """Tell whether the start is a time that the clocks show on that day."""
        return self._moment(0).replace(tzinfo=None) == self.start.replace(tzinfo=None)

    def elapsed(self, time: dt.time) -> int | None:
        """Return the minutes from the start to that time, None if it lies before the start.

        A meeting lasts half a day at most, so a time further on than that is an earlier one.
        """
        moment = dt.datetime.combine(self.start.date(), time, self.start.tzinfo)
        if moment.replace(tzinfo=None) < self.start.replace(tzinfo=None):
            moment += dt.timedelta(days=1)
        minutes = int((moment.astimezone(dt.UTC) - self.utc) / dt.timedelta(minutes=1))
        return minutes if minutes <= _HALF_A_DAY else None

    def _moment(self, elapsed: int) -> dt.datetime:
        return (self.utc + dt.timedelta(minutes=elapsed)).astimezone(self.start.tzinfo)
