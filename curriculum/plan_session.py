"""One session in a meeting, worked out: its activities, steps, groups and words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from curriculum.adapting import Circumstances, chosen_of_all, list_items, options
from curriculum.counting import small_groups, turns
from curriculum.materials import Needs, activity_needs, session_materials, to_have_at_hand
from curriculum.parts import WHOLE, Share
from curriculum.plan import LeftOut, PlanActivity, PlanSession, PlanStep
from curriculum.session import Adaptation, Debrief, Leader, Session, Step, Voice
from curriculum.timing import (
    BREAKOUT_MINUTES,
    Clock,
    TimedActivity,
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
    around = _Activities(workshop, seen, clock, numbers)
    needs = [activity_needs(one.activity, workshop) for one in timed]
    activities: list[PlanActivity] = []
    at = elapsed
    queue = _queue(timed)
    for one, needed in zip(timed, needs, strict=True):
        name = one.activity.id
        leader = item.leaders.get(name, Leader.LEAD)
        activities.append(around.planned(one, at, queue.get(name), leader, needed))
        at += one.minutes
    sections = chosen_of_all(session.adaptations, seen)
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
        room=None if resumed else _text(sections.get("room"), session.room),
        preparation=() if resumed else _list(sections.get("preparation"), session.preparation),
        home_practice=_text(sections.get("home-practice"), session.home_practice) if ends else None,
        materials=session_materials(
            () if resumed else session.materials, needs, workshop, session.code
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


def _text(adaptation: Adaptation | None, text: str | None) -> str | None:
    return adaptation.text if adaptation else text


def _list(adaptation: Adaptation | None, items: tuple[str, ...]) -> tuple[str, ...]:
    return list_items(adaptation.text) if adaptation else items


def _other(leader: Leader) -> Leader:
    return Leader.CO_FACILITATOR if leader is Leader.LEAD else Leader.LEAD


_BREAKOUT = Step(
    voice=Voice.DO,
    minutes=Minutes(fixed=BREAKOUT_MINUTES),
    text="Open the breakout rooms and wait until everyone has arrived in one.",
)
"""The step that the plan puts in before people move, online."""


_made_activity = unchecked(PlanActivity)
_made_planned_step = unchecked(PlanStep)
_made_step = unchecked(Step)


@dataclass(frozen=True, slots=True)
class _Activities:
    """What the activities of a session are worked out with."""

    workshop: Workshop
    seen: Circumstances
    clock: Clock
    numbers: Mapping[str, int]

    def planned(
        self,
        timed: TimedActivity,
        elapsed: int,
        cut_order: int | None,
        leader: Leader,
        needs: Needs,
    ) -> PlanActivity:
        activity, minutes = timed.activity, timed.minutes
        groups = small_groups(activity.grouping, self.workshop.people)
        return _made_activity(
            id=activity.id,
            title=activity.title,
            kind=activity.kind,
            grouping=activity.grouping,
            groups=groups,
            leader=leader,
            essential=activity.essential,
            cut_order=cut_order,
            intensity=activity.intensity,
            aim=activity.aim,
            start=self.clock.at(elapsed),
            end=self.clock.at(elapsed + minutes),
            elapsed=elapsed,
            minutes=minutes,
            shortened=timed.shortened,
            least=timed.least,
            most=timed.most,
            steps=self._steps(timed, elapsed, groups, leader),
            watch_for=activity.watch_for,
            contraindications=activity.contraindications,
            materials=to_have_at_hand(needs),
            options=options(activity.adaptations, self.seen),
        )

    def _steps(
        self, timed: TimedActivity, elapsed: int, groups: tuple[int, ...], leader: Leader
    ) -> tuple[PlanStep, ...]:
        seen = replace(self.seen, short=True) if timed.shortened else self.seen
        adapted = chosen_of_all(timed.activity.adaptations, seen)
        debrief = timed.activity.debrief
        steps = _all_steps(timed)
        closing = steps[-1] if debrief else None
        planned = []
        for step, minutes in zip(steps, self._minutes(steps, timed), strict=True):
            name, handout = step.id, step.handout
            stands_in = adapted.get(name) if name else None
            apart = step.turns and not (stands_in and stands_in.together)
            planned.append(
                _made_planned_step(
                    id=name,
                    start=self.clock.at(elapsed),
                    elapsed=elapsed,
                    minutes=minutes,
                    voice=step.voice,
                    leader=step.leader if leader is Leader.LEAD else _other(step.leader),
                    text=stands_in.text if stands_in else step.text,
                    questions=debrief.questions if debrief and step is closing else (),
                    handout=handout,
                    handout_number=self.numbers.get(handout) if handout else None,
                    turns=turns(minutes, groups) if apart else (),
                    adapted=stands_in,
                    generated=step is _BREAKOUT,
                )
            )
            elapsed += minutes
        return tuple(planned)

    def _minutes(self, steps: Sequence[Step], timed: TimedActivity) -> tuple[int, ...]:
        """Return the steps' minutes; a move keeps its own as long as every other step gets one."""
        people = self.workshop.people
        weights = [step.minutes.exact(people) for step in steps]
        moves = len(timed.moves)
        left = timed.minutes - BREAKOUT_MINUTES * moves
        if not moves or left < sum(weight > 0 for weight in weights) - moves:
            return shares(weights, timed.minutes)
        own = [weight for weight, step in zip(weights, steps, strict=True) if step is not _BREAKOUT]
        rest = iter(shares(own, left))
        return tuple(BREAKOUT_MINUTES if step is _BREAKOUT else next(rest) for step in steps)


def _all_steps(timed: TimedActivity) -> list[Step]:
    """Return the steps, with a move before each that opens breakout rooms, and the debrief."""
    steps = list(timed.activity.steps)
    for place in reversed(timed.moves):
        steps.insert(place, _BREAKOUT)
    if timed.activity.debrief:
        steps.append(_asking(timed.activity.debrief))
    return steps


def _asking(debrief: Debrief) -> Step:
    """Return the step that asks a debrief's questions."""
    return _made_step(
        id=None,
        voice=Voice.ASK,
        minutes=debrief.minutes,
        leader=Leader.LEAD,
        text="\n".join(f"- {question.text}" for question in debrief.questions),
        handout=None,
        turns=False,
        breakout=False,
    )
