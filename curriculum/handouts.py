"""The handouts of a workshop: which, in what order, how many, and in which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from curriculum.adapting import Circumstances, adapted_handout
from curriculum.counting import quantity, small_groups
from curriculum.plan import PlanHandout
from curriculum.session import Grouping, Handout, Session
from curriculum.timing import running_order
from curriculum.workshop import SessionItem, Workshop, session_items


@dataclass(frozen=True)
class _Use:
    """A handout where it first comes up."""

    meeting: int
    item: SessionItem
    handout: Handout
    grouping: Grouping


def numbered_handouts(
    workshop: Workshop, sessions: Mapping[tuple[str, int], Session]
) -> tuple[PlanHandout, ...]:
    """Return each handout that a planned step uses, once, numbered from 1 in order of first use."""
    seen = Circumstances.of(workshop)
    first: dict[tuple[str, int | None, str], _Use] = {}
    for use in _uses(workshop, sessions):
        first.setdefault((use.item.session, use.item.revision, use.handout.slug), use)
    return tuple(
        _planned(number, use, workshop, seen) for number, use in enumerate(first.values(), start=1)
    )


def _uses(workshop: Workshop, sessions: Mapping[tuple[str, int], Session]) -> Iterator[_Use]:
    for meeting, _, item in session_items(workshop):
        yield from _session_uses(meeting, item, sessions[item.pin])


def _session_uses(number: int, item: SessionItem, session: Session) -> Iterator[_Use]:
    for activity in running_order(item, session):
        for step in activity.steps:
            handout = session.handout(step.handout) if step.handout else None
            if handout:
                yield _Use(number, item, handout, activity.grouping)


def _planned(number: int, use: _Use, workshop: Workshop, seen: Circumstances) -> PlanHandout:
    return PlanHandout(
        number=number,
        session=use.item.session,
        revision=use.item.revision or 0,
        slug=use.handout.slug,
        title=use.handout.printed_title,
        take_home=use.handout.take_home,
        copies=quantity(
            use.handout.copies,
            people=workshop.people,
            facilitators=workshop.facilitators,
            groups=small_groups(use.grouping, workshop.people),
        ),
        meeting=use.meeting,
        handout=adapted_handout(use.handout, seen),
    )
