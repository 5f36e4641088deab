"""How the minutes of a run flow: what is late now moves all that comes after."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from curriculum.run import Place, Run, RunPart


@dataclass(frozen=True, slots=True)
class Flow:
    """Where a run is heading."""

    starts: tuple[dt.datetime | None, ...]
    """When each part that is still to come begins; None for the others."""
    ends_at: dt.datetime
    late: int
    """Minutes behind the plan at the end; below 0, ahead of it."""


def flow(run: Run, now: dt.datetime) -> Flow:
    """Return when the parts to come begin and when the meeting ends, as things stand.

    Where it has ended, that is when it did.
    """
    starts: list[dt.datetime | None] = [None] * len(run.parts)
    if run.place is None:
        ends_at = run.ended_at or now
    else:
        ends_at = now + dt.timedelta(seconds=_left_here(run, run.place, now))
        for index, part in _to_come(run, run.place):
            starts[index] = _not_before(run, part, ends_at)
            ends_at = _not_before(run, part, ends_at) + dt.timedelta(
                seconds=sum(_left(part, step) for step in range(len(part.steps)))
            )
    return Flow(tuple(starts), ends_at, late=_minutes(ends_at - plan_ends_at(run)))


def plan_ends_at(run: Run) -> dt.datetime:
    """Return when the meeting was to end by its plan."""
    moment = run.planned_at
    for part in run.parts:
        moment = _not_before(run, part, moment) + dt.timedelta(minutes=part.planned)
    return moment


def _left_here(run: Run, place: Place, now: dt.datetime) -> int:
    """Return the seconds left of the part that the group is in."""
    part = run.parts[place.part]
    spent = int((now - place.since).total_seconds())
    here = max(0, _left(part, place.step) - spent)
    return here + sum(_left(part, step) for step in range(place.step + 1, len(part.steps)))


def _left(part: RunPart, step: int) -> int:
    return max(0, part.steps[step].due - part.steps[step].seconds)


def _to_come(run: Run, place: Place) -> Iterator[tuple[int, RunPart]]:
    for index in range(place.part + 1, len(run.parts)):
        if not run.parts[index].left_out:
            yield index, run.parts[index]


def _not_before(run: Run, part: RunPart, moment: dt.datetime) -> dt.datetime:
    """Return when a part begins that could begin at that moment: a locked start stays put."""
    if part.not_before is None:
        return moment
    return max(moment, run.planned_at + dt.timedelta(minutes=part.not_before))


def _minutes(time: dt.timedelta) -> int:
    return round(time / dt.timedelta(minutes=1))
