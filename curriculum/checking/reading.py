"""What the checks read: a plan, its organisation, and short ways to walk them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from curriculum.organisation import Organisation
from curriculum.plan import (
    Finding,
    FindingLevel,
    Plan,
    PlanActivity,
    PlanItem,
    PlanMeeting,
    PlanSession,
    Where,
)
from curriculum.session import Session
from curriculum.values import unchecked

_place = unchecked(Where)


def _within(
    where: Where, session: str | None, activity: str | None = None, handout: str | None = None
) -> Where:
    """Return the place of something in an item of a meeting."""
    return _place(
        meeting=where.meeting,
        item=where.item,
        session=session,
        activity=activity,
        handout=handout,
    )


@dataclass(frozen=True)
class Placed:
    """A session of the plan with where it stands and its own body."""

    where: Where
    planned: PlanSession
    session: Session

    def at(self, activity: PlanActivity, handout: str | None = None) -> Where:
        """Return the place of one of its activities, or of a handout that is used there."""
        return _within(self.where, self.where.session, activity.id, handout)


@dataclass(frozen=True)
class Reading:
    """A plan being checked."""

    plan: Plan
    organisation: Organisation
    latest: Mapping[str, int]

    @cached_property
    def sessions(self) -> tuple[Placed, ...]:
        """The sessions in the order they run."""
        bodies = {(one.session.code, one.revision): one.session for one in self.plan.sessions}
        return tuple(
            Placed(
                _within(where, item.session),
                item,
                bodies[item.session, item.revision],
            )
            for _, where, item in self.items()
            if isinstance(item, PlanSession)
        )

    @cached_property
    def begun(self) -> tuple[Placed, ...]:
        """The sessions where each of them begins, without their further parts."""
        return tuple(placed for placed in self.sessions if placed.planned.begins)

    @property
    def alone(self) -> bool:
        """Whether a single session is printed, and what comes before and after is not known."""
        return len(self.plan.meetings) == 1 and len(self.begun) == 1

    def items(self) -> Iterator[tuple[PlanMeeting, Where, PlanItem]]:
        """Yield every item with its meeting and its place."""
        for meeting in self.plan.meetings:
            for number, item in enumerate(meeting.items, start=1):
                yield meeting, Where(meeting=meeting.number, item=number), item

    def activities(self) -> Iterator[tuple[Placed, PlanActivity]]:
        """Yield every planned activity with its session."""
        for placed in self.sessions:
            for activity in placed.planned.activities:
                yield placed, activity


def block(code: str, where: Where, message: str, action: str) -> Finding:
    """Return a finding that must be mended before the workshop is run."""
    return Finding(level=FindingLevel.BLOCK, code=code, where=where, message=message, action=action)


def warn(code: str, where: Where, message: str, action: str) -> Finding:
    """Return a finding to think about."""
    return Finding(level=FindingLevel.WARN, code=code, where=where, message=message, action=action)


def note(code: str, where: Where, message: str, action: str) -> Finding:
    """Return a finding that is good to know."""
    return Finding(level=FindingLevel.NOTE, code=code, where=where, message=message, action=action)
