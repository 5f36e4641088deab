"""Work a workshop out: clock times, words, groups, copies and materials, all from values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from curriculum.handouts import numbered_handouts
from curriculum.materials import workshop_materials
from curriculum.parts import WHOLE, Place, Share, shares
from curriculum.plan import (
    PinnedSession,
    Plan,
    PlanBreak,
    PlanItem,
    PlanMeeting,
    PlanOwn,
    PlanSession,
)
from curriculum.plan_session import plan_session
from curriculum.session import Session
from curriculum.timing import Clock, timed_activities
from curriculum.values import Mode, Setting
from curriculum.workshop import (
    BreakItem,
    Item,
    Meeting,
    OwnItem,
    SessionItem,
    Workshop,
    session_items,
)

Sessions = Mapping[tuple[str, int], Session]
"""Session bodies by code and revision."""


def assemble(workshop: Workshop, sessions: Sessions) -> Plan:
    """Return the plan of a workshop whose items are all pinned to revisions in `sessions`.

    Raises KeyError with (code, revision) for a session that is not given.
    """
    pinned = _pinned(workshop, sessions)
    handouts = numbered_handouts(workshop, sessions)
    numbers: defaultdict[tuple[str, int], dict[str, int]] = defaultdict(dict)
    for one in handouts:
        numbers[one.session, one.revision][one.slug] = one.number
    places = shares(workshop, sessions)
    meetings = tuple(
        _Meeting(workshop, sessions, numbers, places, meeting, number).planned()
        for number, meeting in enumerate(workshop.meetings, start=1)
    )
    return Plan(
        title=workshop.title,
        mode=workshop.mode,
        setting=workshop.setting,
        people=workshop.people,
        facilitators=workshop.facilitators,
        language=workshop.language,
        time_zone=workshop.time_zone,
        programme=workshop.programme,
        notes=workshop.notes,
        meetings=meetings,
        materials=workshop_materials(
            (one for meeting in meetings for one in meeting.items if isinstance(one, PlanSession)),
            sessions,
            workshop,
        ),
        handouts=handouts,
        sessions=pinned,
    )


def single_session(  # noqa: PLR0913 - a printed session is told by these five
    session: Session,
    revision: int,
    *,
    mode: Mode = Mode.SOLO,
    setting: Setting = Setting.IN_PERSON,
    people: int | None = None,
    facilitators: int | None = None,
) -> Workshop:
    """Return the workshop of one meeting that holds this session alone, as long as it takes."""
    item = SessionItem(session=session.code, revision=revision)
    workshop = Workshop(
        title=session.title,
        mode=mode,
        setting=setting,
        people=people or session.people.typical,
        facilitators=facilitators or session.staffing.least,
        language=session.language,
        meetings=(Meeting(minutes=720, items=(item,)),),
    )
    minutes = sum(one.minutes for one in timed_activities(item, session, workshop))
    meeting = Meeting(minutes=max(10, min(minutes, 720)), items=(item,))
    return workshop.model_copy(update={"meetings": (meeting,)})


def _pinned(workshop: Workshop, sessions: Sessions) -> tuple[PinnedSession, ...]:
    keys = dict.fromkeys(item.pin for _, _, item in session_items(workshop))
    return tuple(PinnedSession(revision=key[1], session=sessions[key]) for key in keys)


@dataclass(frozen=True)
class _Meeting:
    """A meeting being worked out."""

    workshop: Workshop
    sessions: Sessions
    numbers: Mapping[tuple[str, int], Mapping[str, int]]
    shares: Mapping[Place, Share]
    meeting: Meeting
    number: int

    def planned(self) -> PlanMeeting:
        clock = Clock.of(self.meeting.date, self.meeting.start, self.workshop.time_zone)
        elapsed = 0
        items: list[PlanItem] = []
        for place, item in enumerate(self.meeting.items, start=1):
            elapsed = self._start(item, clock, elapsed)
            share = self.shares.get((self.number, place), WHOLE)
            items.append(self._item(item, clock, elapsed, share))
            elapsed += items[-1].minutes
        return PlanMeeting(
            number=self.number,
            title=self.meeting.title,
            date=self.meeting.date,
            clock="wall" if self.meeting.start else "elapsed",
            start=self.meeting.start or clock.at(0),
            end=clock.at(elapsed),
            slot=self.meeting.minutes,
            minutes=elapsed,
            items=tuple(items),
        )

    def _start(self, item: Item, clock: Clock, elapsed: int) -> int:
        """Return when an item starts: a locked start stays put unless the clock has passed it."""
        locked = clock.elapsed(item.start) if item.start else None
        return max(elapsed, locked or 0)

    def _item(self, item: Item, clock: Clock, elapsed: int, share: Share) -> PlanItem:
        if isinstance(item, BreakItem):
            return PlanBreak(
                start=clock.at(elapsed),
                end=clock.at(elapsed + item.break_),
                elapsed=elapsed,
                minutes=item.break_,
                locked_start=item.start,
            )
        if isinstance(item, OwnItem):
            return PlanOwn(
                title=item.title,
                start=clock.at(elapsed),
                end=clock.at(elapsed + item.minutes),
                elapsed=elapsed,
                minutes=item.minutes,
                locked_start=item.start,
                notes=item.notes,
            )
        return plan_session(
            item,
            self.sessions[item.pin],
            self.workshop,
            clock=clock,
            elapsed=elapsed,
            numbers=self.numbers.get(item.pin, {}),
            share=share,
        )
