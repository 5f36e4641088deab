"""Sessions in parts: which items of a workshop belong to one delivery of a session."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from curriculum.plan import Elsewhere, SessionPart
from curriculum.session import Session
from curriculum.workshop import SessionItem, Workshop, session_items

Place = tuple[int, int]
"""A meeting and an item in it, counted from 1."""


@dataclass(frozen=True, slots=True)
class Share:
    """What an item has of its session, and where the rest is."""

    part: SessionPart | None = None
    elsewhere: tuple[Elsewhere, ...] = ()


WHOLE = Share()
"""The share of a session that stands in one item."""


@dataclass(frozen=True, slots=True)
class _Delivery:
    """A session as it is held once, in one item or in several."""

    session: Session
    items: dict[Place, frozenset[str]] = field(default_factory=dict)
    """What each item holds, by activity."""

    def begins_again(self, held: frozenset[str]) -> bool:
        """Tell whether an item that holds this is the session once more, not a further part."""
        before = frozenset[str]().union(*self.items.values())
        return bool(before) and held >= before

    def shares(self) -> Iterator[tuple[Place, Share]]:
        """Yield the share of each item."""
        if len(self.items) == 1:
            return
        meetings: set[int] = set()
        for number, place in enumerate(self.items, start=1):
            resumed = place[0] in meetings
            part = SessionPart(number=number, of=len(self.items), resumed=resumed)
            meetings.add(place[0])
            yield place, Share(part, tuple(self._elsewhere(place)))

    def _elsewhere(self, here: Place) -> Iterator[Elsewhere]:
        """Yield what other items hold and this one does not, in the order of the parts."""
        for number, (place, held) in enumerate(self.items.items(), start=1):
            for activity in self.session.activities:
                if activity.id in held - self.items[here]:
                    yield Elsewhere(
                        id=activity.id, title=activity.title, meeting=place[0], part=number
                    )


def shares(
    workshop: Workshop, sessions: Mapping[tuple[str, int], Session]
) -> Mapping[Place, Share]:
    """Return the share of every item that is one part of several; the others hold a whole session.

    Items of one session and revision are its parts in the order they run. An item that holds all
    that was held so far begins the session again.
    """
    deliveries: dict[tuple[str, int], list[_Delivery]] = {}
    often = Counter(item.pin for _, _, item in session_items(workshop))
    for meeting, number, item in session_items(workshop):
        if often[item.pin] > 1:
            session = sessions[item.pin]
            known = deliveries.setdefault(item.pin, [])
            held = holds(item, session)
            if not known or known[-1].begins_again(held):
                known.append(_Delivery(session))
            known[-1].items[meeting, number] = held
    return {
        place: share
        for known in deliveries.values()
        for delivery in known
        for place, share in delivery.shares()
    }


def holds(item: SessionItem, session: Session) -> frozenset[str]:
    """Return the activities that an item does not leave out."""
    return frozenset(one.id for one in session.activities) - frozenset(item.leave_out)
