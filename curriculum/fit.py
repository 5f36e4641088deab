"""Fit meetings to their slots: leave out what is optional, then shrink, and list every cut."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from curriculum.session import Session
from curriculum.stretch import Piece, Stretch
from curriculum.timing import Clock, timed_activities
from curriculum.values import Code, Slug, Value
from curriculum.workshop import BreakItem, Item, Meeting, SessionItem, Workshop


class CutKind(StrEnum):
    """What was done to an activity."""

    LEFT_OUT = "left-out"
    SHORTENED = "shortened"


class Cut(Value):
    """One activity that a fitting left out or shortened; meetings and items are counted from 1."""

    meeting: int
    item: int
    session: Code
    activity: Slug
    title: str
    kind: CutKind
    minutes_before: int
    minutes_after: int


class FittedMeeting(Value):
    """How one meeting came out."""

    number: int
    slot: int
    minutes_before: int
    minutes_after: int
    short_by: int
    """The minutes that are missing even with every essential at its least; 0 where it fits."""


class Fit(Value):
    """A fitted workshop, with every cut that it took."""

    workshop: Workshop
    cuts: tuple[Cut, ...]
    meetings: tuple[FittedMeeting, ...]


def fit(workshop: Workshop, sessions: Mapping[tuple[str, int], Session]) -> Fit:
    """Return the workshop with each meeting fitted to its slot as far as that goes.

    What comes before a locked start is fitted to end by it. Optional activities go in their cut
    order, a break only where no stretch without one then passes 90 minutes; what still does not
    fit is shrunk towards its least. Essential activities are never left out (DESIGN.md section 6).
    """
    fitted = [
        _Meeting(workshop, sessions, number, meeting)
        for number, meeting in enumerate(workshop.meetings, start=1)
    ]
    for meeting in fitted:
        meeting.fit()
    return Fit(
        workshop=workshop.model_copy(
            update={"meetings": tuple(meeting.result() for meeting in fitted)}
        ),
        cuts=tuple(cut for meeting in fitted for cut in meeting.cuts()),
        meetings=tuple(meeting.report() for meeting in fitted),
    )


class _Meeting:
    """A meeting while it is fitted."""

    def __init__(
        self,
        workshop: Workshop,
        sessions: Mapping[tuple[str, int], Session],
        number: int,
        meeting: Meeting,
    ) -> None:
        self._workshop = workshop
        self._sessions = sessions
        self._number = number
        self._meeting = meeting
        self._clock = Clock.of(meeting.date, meeting.start, workshop.time_zone)
        self._pieces = [
            piece for index, item in enumerate(meeting.items) for piece in self._of(index, item)
        ]
        self._before = self._end()

    def _of(self, index: int, item: Item) -> list[Piece]:
        if isinstance(item, SessionItem):
            session = self._sessions[item.pin]
            return [
                Piece(index, timed.minutes, timed, rests=timed.is_break)
                for timed in timed_activities(item, session, self._workshop)
            ]
        if isinstance(item, BreakItem):
            return [Piece(index, item.break_, rests=True)]
        return [Piece(index, item.minutes)]

    def fit(self) -> None:
        for stretch in self._stretches():
            stretch.fit()

    def _stretches(self) -> list[Stretch]:
        """Return what lies between locked starts; each has the time up to the next."""
        starts = [
            (index, self._locked(item))
            for index, item in enumerate(self._meeting.items)
            if self._locked(item) is not None
        ]
        edges = [(0, 0), *((index, at or 0) for index, at in starts)]
        ends = [*edges[1:], (len(self._meeting.items), self._meeting.minutes)]
        return [
            Stretch(
                [piece for piece in self._pieces if first <= piece.item < last], max(0, end - start)
            )
            for (first, start), (last, end) in zip(edges, ends, strict=True)
        ]

    def _locked(self, item: Item) -> int | None:
        return self._clock.elapsed(item.start) if item.start else None

    def _end(self) -> int:
        """Return when the last item ends, waiting for locked starts included."""
        elapsed = 0
        for index, item in enumerate(self._meeting.items):
            elapsed = max(elapsed, self._locked(item) or 0)
            elapsed += sum(piece.now for piece in self._pieces if piece.item == index)
        return elapsed

    def result(self) -> Meeting:
        items = tuple(
            self._changed(index, item) if isinstance(item, SessionItem) else item
            for index, item in enumerate(self._meeting.items)
        )
        return self._meeting.model_copy(update={"items": items})

    def _changed(self, index: int, item: SessionItem) -> SessionItem:
        cuts = [cut for cut in self.cuts() if cut.item == index + 1]
        gone = (cut.activity for cut in cuts if cut.kind is CutKind.LEFT_OUT)
        shorter = {cut.activity: cut.minutes_after for cut in cuts if cut.kind is CutKind.SHORTENED}
        return item.model_copy(
            update={
                "leave_out": (*item.leave_out, *gone),
                "minutes": {**item.minutes, **shorter},
            }
        )

    def cuts(self) -> list[Cut]:
        """Return what was left out or shortened, in the order of the meeting."""
        return [
            Cut(
                meeting=self._number,
                item=piece.item + 1,
                session=item.session,
                activity=piece.timed.activity.id,
                title=piece.timed.activity.title,
                kind=CutKind.LEFT_OUT if piece.left_out else CutKind.SHORTENED,
                minutes_before=piece.before,
                minutes_after=piece.now,
            )
            for piece in self._pieces
            if piece.timed
            and piece.now < piece.before
            and isinstance(item := self._meeting.items[piece.item], SessionItem)
        ]

    def report(self) -> FittedMeeting:
        return FittedMeeting(
            number=self._number,
            slot=self._meeting.minutes,
            minutes_before=self._before,
            minutes_after=self._end(),
            short_by=sum(stretch.over for stretch in self._stretches()),
        )
