"""One session in a meeting, worked out: its activities, steps, groups and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple, Self

from curriculum.adapting import Circumstances, chosen, chosen_of_all, list_items, options
from curriculum.counting import small_groups, turns
from curriculum.materials import activity_materials, session_materials
from curriculum.parts import WHOLE, Share
from curriculum.plan import LeftOut, PlanActivity, PlanSession, PlanStep
from curriculum.session import Adaptation, Debrief, Leader, Question, Session, Step, Voice
from curriculum.timing import (
    BREAKOUT_MINUTES,
    Clock,
    TimedActivity,
    moving_steps,
    shares,
    timed_activities,
)
from curriculum.values import Minutes, unchecked
from curriculum.workshop import SessionItem, Workshop


def plan_session(  # noqa: PLR0913 - everything a session's place in a meeting depends on
    item: SessionItem,
    session: Session,
    workshop: Workshop,
    *,
    clock: Clock,
    elapsed: int,
    numbers: Mapping[str, int],
    share: Share = WHOLE,
) -> PlanSession:
    """Return a session, or the part of it, that starts so many minutes into its meeting.

    `numbers` are the numbers of its handouts in the pack, by slug.
    """
    seen = Circumstances.of(workshop)
    timed = timed_activities(item, session, workshop)
    activities: list[PlanActivity] = []
    at = elapsed
    queue = _queue(timed)
    for one in timed:
        place = queue.get(one.activity.id)
        leader = item.leaders.get(one.activity.id, Leader.LEAD)
        activity = _Activity(one, workshop, seen, clock, at, numbers, place, leader)
        activities.append(activity.planned())
        at += one.minutes
    resumed = share.part is not None and share.part.resumed
    ends = share.part is None or share.part.last
    return PlanSession(
        session=session.code,
        revision=item.revision or 0,
        title=session.title,
        part=share.part,
        start=clock.at(elapsed),
        end=clock.at(at),
        elapsed=elapsed,
        minutes=at - elapsed,
        locked_start=item.start,
        activities=tuple(activities),
        left_out=_left_out(item, share, session, workshop),
        elsewhere=share.elsewhere,
        unknown=_unknown(item, session),
        room=None if resumed else _section(session.adaptations, "room", session.room, seen),
        preparation=()
        if resumed
        else _listed(session.adaptations, "preparation", session.preparation, seen),
        home_practice=_section(session.adaptations, "home-practice", session.home_practice, seen)
        if ends
        else None,
        materials=session_materials(
            () if resumed else session.materials,
            [one.activity for one in timed],
            workshop,
            session.code,
        ),
        notes=item.notes,
    )


def _queue(timed: Sequence[TimedActivity]) -> dict[str, int]:
    """Return the places of the activities that can be left out, by id; 1 goes first."""
    optional = [one.activity for one in timed if not one.activity.essential]
    ordered = sorted(optional, key=lambda activity: activity.cut_order or 0)
    return {activity.id: place for place, activity in enumerate(ordered, start=1)}


def _left_out(
    item: SessionItem, share: Share, session: Session, workshop: Workshop
) -> tuple[LeftOut, ...]:
    """Return what neither this item nor another part of the session holds."""
    gone = set(item.leave_out) - {one.id for one in share.elsewhere}
    if not gone:
        return ()
    whole = SessionItem(session=item.session, revision=item.revision)
    return tuple(
        LeftOut(id=one.activity.id, title=one.activity.title, minutes=one.minutes)
        for one in timed_activities(whole, session, workshop)
        if one.activity.id in gone
    )


def _unknown(item: SessionItem, session: Session) -> tuple[str, ...]:
    named = dict.fromkeys((*item.leave_out, *item.order, *item.minutes, *item.leaders))
    return tuple(name for name in named if session.activity(name) is None)


def _section(
    adaptations: Sequence[Adaptation], name: str, text: str | None, seen: Circumstances
) -> str | None:
    adaptation = chosen(adaptations, name, seen)
    return adaptation.text if adaptation else text


def _listed(
    adaptations: Sequence[Adaptation], name: str, items: tuple[str, ...], seen: Circumstances
) -> tuple[str, ...]:
    adaptation = chosen(adaptations, name, seen)
    return list_items(adaptation.text) if adaptation else items


def _other(leader: Leader) -> Leader:
    return Leader.CO_FACILITATOR if leader is Leader.LEAD else Leader.LEAD


class _Draft(NamedTuple):
    """A step before it has a place on the clock; of the session, of its debrief, or put in."""

    voice: Voice
    minutes: Minutes
    text: str
    id: str | None = None
    leader: Leader = Leader.LEAD
    handout: str | None = None
    turns: bool = False
    questions: tuple[Question, ...] = ()
    generated: bool = False

    @classmethod
    def of(cls, step: Step) -> Self:
        """Return a step of the session."""
        return cls(
            step.voice, step.minutes, step.text, step.id, step.leader, step.handout, step.turns
        )

    @classmethod
    def closing(cls, debrief: Debrief) -> Self:
        """Return the step that asks a debrief's questions."""
        text = "\n".join(f"- {question.text}" for question in debrief.questions)
        return cls(Voice.ASK, debrief.minutes, text, questions=debrief.questions)


_BREAKOUT = _Draft(
    Voice.DO,
    Minutes(fixed=BREAKOUT_MINUTES),
    "Open the breakout rooms and wait until everyone has arrived in one.",
    generated=True,
)
"""The step that the plan puts in before people move, online."""


_made_activity = unchecked(PlanActivity)
_made_step = unchecked(PlanStep)


@dataclass(frozen=True)
class _Activity:
    """An activity being worked out."""

    timed: TimedActivity
    workshop: Workshop
    seen: Circumstances
    clock: Clock
    elapsed: int
    numbers: Mapping[str, int]
    cut_order: int | None
    leader: Leader

    def planned(self) -> PlanActivity:
        activity, minutes = self.timed.activity, self.timed.minutes
        return _made_activity(
            id=activity.id,
            title=activity.title,
            kind=activity.kind,
            grouping=activity.grouping,
            groups=self._groups(),
            leader=self.leader,
            essential=activity.essential,
            cut_order=self.cut_order,
            intensity=activity.intensity,
            aim=activity.aim,
            start=self.clock.at(self.elapsed),
            end=self.clock.at(self.elapsed + minutes),
            elapsed=self.elapsed,
            minutes=minutes,
            shortened=self._shortened(),
            least=self.timed.least,
            most=self.timed.most,
            steps=self._steps(),
            watch_for=activity.watch_for,
            contraindications=activity.contraindications,
            materials=activity_materials(activity, self.workshop),
            options=options(activity.adaptations, self.seen),
        )

    def _groups(self) -> tuple[int, ...]:
        return small_groups(self.timed.activity.grouping, self.workshop.people)

    def _shortened(self) -> bool:
        return self.timed.minutes < self.timed.target

    def _steps(self) -> tuple[PlanStep, ...]:
        drafts = self._drafts()
        minutes = self._minutes(drafts)
        seen = replace(self.seen, short=True) if self._shortened() else self.seen
        adapted = chosen_of_all(self.timed.activity.adaptations, seen)
        at = self.elapsed
        steps = []
        for draft, share in zip(drafts, minutes, strict=True):
            steps.append(self._step(draft, share, at, adapted.get(draft.id or "")))
            at += share
        return tuple(steps)

    def _drafts(self) -> list[_Draft]:
        """Return the steps, with a move before each that opens breakout rooms, and the debrief."""
        activity = self.timed.activity
        moves = {id(step) for step in moving_steps(activity, self.workshop)}
        drafts: list[_Draft] = []
        for step in activity.steps:
            if id(step) in moves:
                drafts.append(_BREAKOUT)
            drafts.append(_Draft.of(step))
        if activity.debrief:
            drafts.append(_Draft.closing(activity.debrief))
        return drafts

    def _minutes(self, drafts: list[_Draft]) -> tuple[int, ...]:
        """Return the steps' minutes; a move keeps its own as long as every other step gets one."""
        weights = [draft.minutes.exact(self.workshop.people) for draft in drafts]
        moves = sum(draft.generated for draft in drafts)
        left = self.timed.minutes - BREAKOUT_MINUTES * moves
        if not moves or left < sum(weight > 0 for weight in weights) - moves:
            return shares(weights, self.timed.minutes)
        own = [weight for weight, draft in zip(weights, drafts, strict=True) if not draft.generated]
        rest = iter(shares(own, left))
        return tuple(BREAKOUT_MINUTES if draft.generated else next(rest) for draft in drafts)

    def _step(
        self, draft: _Draft, minutes: int, elapsed: int, adapted: Adaptation | None
    ) -> PlanStep:
        together = adapted is not None and adapted.together
        return _made_step(
            id=draft.id,
            start=self.clock.at(elapsed),
            elapsed=elapsed,
            minutes=minutes,
            voice=draft.voice,
            leader=_other(draft.leader) if self.leader is not Leader.LEAD else draft.leader,
            text=adapted.text if adapted else draft.text,
            questions=draft.questions,
            handout=draft.handout,
            handout_number=self.numbers.get(draft.handout) if draft.handout else None,
            turns=turns(minutes, self._groups()) if draft.turns and not together else (),
            adapted=adapted,
            generated=draft.generated,
        )
