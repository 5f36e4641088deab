"""What a workshop was before its last changes, as long as nobody else changes it: undo and redo."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from curriculum.workshop import Workshop

STEPS = 20
"""How many changes can be taken back."""


@dataclass(frozen=True, slots=True)
class Trail:
    """What came before and after one state of a workshop."""

    past: tuple[Workshop, ...] = ()
    future: tuple[Workshop, ...] = ()


class History:
    """The trails of workshops by entity tag; the ones not used for longest are forgotten.

    A tag that somebody else's change made has no trail, so nobody takes back another's work.
    """

    def __init__(self, most: int = 500) -> None:
        self._most = most
        self._trails: OrderedDict[str, Trail] = OrderedDict()
        self._lock = Lock()

    def trail(self, etag: str) -> Trail:
        """Return what came before and after this state."""
        with self._lock:
            return self._trails.get(etag, Trail())

    def changed(self, before: str, workshop: Workshop, after: str) -> None:
        """Note that a change made one state into another."""
        self._keep(after, Trail((*self.trail(before).past[1 - STEPS :], workshop)))

    def undone(self, before: str, workshop: Workshop, after: str) -> None:
        """Note that the last change was taken back."""
        trail = self.trail(before)
        self._keep(after, Trail(trail.past[:-1], (*trail.future, workshop)))

    def redone(self, before: str, workshop: Workshop, after: str) -> None:
        """Note that what was taken back was done again."""
        trail = self.trail(before)
        self._keep(after, Trail((*trail.past, workshop), trail.future[:-1]))

    def _keep(self, etag: str, trail: Trail) -> None:
        with self._lock:
            self._trails[etag] = trail
            if len(self._trails) > self._most:
                self._trails.popitem(last=False)


HISTORY = History()
"""The one of this process."""
