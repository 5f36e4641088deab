"""The time up to a locked start or the end of a slot, and how what is in it is made to fit."""

from __future__ import annotations

from dataclasses import dataclass, field

from curriculum.timing import LONGEST_STRETCH, TimedActivity, longest_stretch, shares


@dataclass
class Piece:
    """A run of minutes in a meeting: an activity, or an item that cannot be changed."""

    item: int
    """The place of its item in the meeting, from 0."""
    before: int
    timed: TimedActivity | None = None
    rests: bool = False
    minutes: int = field(init=False)
    left_out: bool = False

    def __post_init__(self) -> None:
        """Start from what it takes now."""
        self.minutes = self.before

    @property
    def now(self) -> int:
        """The minutes that it takes as things stand."""
        return 0 if self.left_out else self.minutes

    @property
    def room(self) -> int:
        """The minutes that it can give up."""
        if self.left_out or self.timed is None or self.timed.is_break:
            return 0
        return max(0, self.minutes - max(1, self.timed.least))

    @property
    def optional(self) -> bool:
        """Whether it can still be left out."""
        return self.timed is not None and not self.timed.activity.essential and not self.left_out


@dataclass
class Stretch:
    """What has to end by a certain time: the run up to a locked start, or to the slot's end."""

    pieces: list[Piece]
    minutes: int

    @property
    def over(self) -> int:
        """The minutes that there are too many."""
        return max(0, sum(piece.now for piece in self.pieces) - self.minutes)

    def fit(self) -> None:
        """Cut what has to be cut; whatever is over then cannot be helped."""
        self._leave_out()
        self._leave_out_breaks()
        self._shrink()

    def _queue(self, *, rests: bool) -> list[Piece]:
        """Return the optional activities in their cut order; of equals the later goes first."""
        return sorted(
            (piece for piece in reversed(self.pieces) if piece.optional and piece.rests == rests),
            key=lambda piece: (piece.timed and piece.timed.activity.cut_order) or 0,
        )

    def _leave_out(self) -> None:
        for piece in self._queue(rests=False):
            if not self.over:
                return
            piece.left_out = True

    def _leave_out_breaks(self) -> None:
        for piece in self._queue(rests=True):
            if not self.over:
                return
            piece.left_out = True
            if self._stretch_when_shrunk() > LONGEST_STRETCH:
                piece.left_out = False

    def _stretch_when_shrunk(self) -> int:
        cuts = iter(self._shrinkage())
        return longest_stretch([(piece.now - next(cuts), piece.rests) for piece in self.pieces])

    def _shrinkage(self) -> tuple[int, ...]:
        """Return what each piece gives up: in proportion to its room, all of it if need be."""
        rooms = [piece.room for piece in self.pieces]
        wanted = min(self.over, sum(rooms))
        return shares(rooms, wanted) if wanted else (0,) * len(rooms)

    def _shrink(self) -> None:
        for piece, by in zip(self.pieces, self._shrinkage(), strict=True):
            piece.minutes -= by
