"""A meeting of a plan as it is run: its parts in order, and in each one cue after the other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curriculum.plan import (
    Plan,
    PlanActivity,
    PlanBreak,
    PlanItem,
    PlanMeeting,
    PlanOwn,
    PlanSession,
    PlanStep,
)
from curriculum.run import Fidelity, Place, Run, RunPart, RunStep


@dataclass(frozen=True, slots=True)
class Cue:
    """What is in sight at a time: a timed step, and the notes that go with it."""

    minutes: int
    step: PlanStep | None
    """None where there are no words to say: in a break or an item of one's own."""
    beside: tuple[PlanStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """An activity, a break or an own item, on its place in the meeting."""

    item: int
    planned: PlanItem
    activity: PlanActivity | None
    cues: tuple[Cue, ...]
    not_before: int | None

    @property
    def title(self) -> str | None:
        """Return what it is called; a break between sessions has no name of its own."""
        if self.activity is not None:
            return self.activity.title
        return self.planned.title if isinstance(self.planned, PlanOwn) else None

    @property
    def essential(self) -> bool:
        """Tell whether the evening would not be the same without it."""
        return self.activity is None or self.activity.essential


def parts_of(meeting: PlanMeeting) -> tuple[Part, ...]:
    """Return the parts of a meeting in the order they run."""
    return tuple(
        part
        for number, item in enumerate(meeting.items, start=1)
        for part in _parts_of_item(number, item)
    )


def _parts_of_item(number: int, item: PlanItem) -> Iterator[Part]:
    """Yield the parts of an item; a locked start holds the first of them."""
    locked = item.elapsed if item.locked_start else None
    if isinstance(item, PlanBreak | PlanOwn):
        yield Part(number, item, None, (Cue(item.minutes, None),), locked)
        return
    for index, activity in enumerate(item.activities):
        not_before = locked if index == 0 else None
        yield Part(number, item, activity, _cues(activity), not_before)


def _cues(activity: PlanActivity) -> tuple[Cue, ...]:
    """Return the timed steps; a note of no minutes goes with the step that it stands before."""
    cues: list[Cue] = []
    beside: list[PlanStep] = []
    for step in activity.steps:
        if step.minutes:
            cues.append(Cue(step.minutes, step, tuple(beside)))
            beside = []
        else:
            beside.append(step)
    if not cues:
        first, rest = (beside[0], beside[1:]) if beside else (None, [])
        return (Cue(activity.minutes, first, tuple(rest)),)
    last = cues[-1]
    return (*cues[:-1], Cue(last.minutes, last.step, (*last.beside, *beside)))


def run_of(
    plan: Plan, meeting: PlanMeeting, *, began_at: dt.datetime, planned_at: dt.datetime
) -> Run:
    """Return the run of a meeting that begins, at its first step; ValueError for an empty one."""
    parts = parts_of(meeting)
    return Run(
        meeting=meeting.number,
        planned_at=planned_at,
        began_at=began_at,
        place=Place(part=0, step=0, since=began_at),
        parts=tuple(_run_part(part) for part in parts),
        fidelity=_fidelity(plan, meeting),
    )


def _run_part(part: Part) -> RunPart:
    held = part.planned if isinstance(part.planned, PlanSession) else None
    return RunPart(
        item=part.item,
        session=held.session if held else None,
        revision=held.revision if held else None,
        activity=part.activity.id if part.activity else None,
        title=part.title,
        essential=part.essential,
        not_before=part.not_before,
        steps=tuple(RunStep(minutes=cue.minutes) for cue in part.cues),
    )


def _fidelity(plan: Plan, meeting: PlanMeeting) -> tuple[Fidelity, ...]:
    bodies = {(one.session.code, one.revision): one.session for one in plan.sessions}
    held: Sequence[PlanSession] = [one for one in meeting.items if isinstance(one, PlanSession)]
    return tuple(
        Fidelity(session=item.session, text=line)
        for item in held
        if item.ends
        for line in bodies[item.session, item.revision].fidelity
    )
