"""Move sessions, activities, breaks and own items to other places of a workshop.

An activity that leaves its item becomes a part of its session where it goes: an item of the same
session and revision that leaves everything else out. What comes to stand between two activities
divides their session there, and parts that come to stand together are one item again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby, pairwise
from typing import Any

from curriculum.parts import Place, holds
from curriculum.session import Session
from curriculum.timing import running_order
from curriculum.workshop import Item, SessionItem, Workshop

Sessions = Mapping[tuple[str, int], Session]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a workshop: a meeting, an item, perhaps an activity of it; counted from 1."""

    meeting: int
    item: int
    activity: str | None = None


def moved(workshop: Workshop, sessions: Sessions, what: Spot, before: Spot) -> Workshop:
    """Return the workshop with an item or an activity moved to before another one.

    The item after the last one stands for the end of a meeting. No activity is lost or doubled, and
    each keeps its minutes and who leads it. Whether the result keeps to a workshop's limits is not
    checked. Raises IndexError for a place that the workshop does not have.
    """
    rows = _rows(workshop, sessions)
    going = _pieces_at(rows, what)
    row, at = _row(rows, before), _index(rows, before)
    changed = _without(rows, going)
    changed[before.meeting - 1] = [
        *_staying(row[:at], going),
        *going,
        *_staying(row[at:], going),
    ]
    return _Moving(workshop, sessions, rows, going).made_of(changed)


def without(workshop: Workshop, sessions: Sessions, what: Spot) -> Workshop:
    """Return the workshop without an item; IndexError for a place that it does not have."""
    rows = _rows(workshop, sessions)
    gone = _pieces_at(rows, what)
    return _Moving(workshop, sessions, rows, ()).made_of(_without(rows, gone))


# --- a workshop as rows of pieces -----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Piece:
    """What can move by itself: an activity of an item, or an item that has none."""

    home: Place
    """Its item in the workshop as it was."""
    activity: str | None


Row = list[_Piece]
"""The pieces of a meeting in the order they run."""


def _rows(workshop: Workshop, sessions: Sessions) -> list[Row]:
    return [
        [
            _Piece((meeting, number), activity)
            for number, item in enumerate(one.items, start=1)
            for activity in _activities(item, sessions)
        ]
        for meeting, one in enumerate(workshop.meetings, start=1)
    ]


def _activities(item: Item, sessions: Sessions) -> Sequence[str | None]:
    if not isinstance(item, SessionItem):
        return (None,)
    return [one.id for one in running_order(item, sessions[item.pin])] or (None,)


def _row(rows: Sequence[Row], spot: Spot) -> Row:
    if spot.meeting < 1:
        raise IndexError(spot)
    return rows[spot.meeting - 1]


def _pieces_at(rows: Sequence[Row], spot: Spot) -> Row:
    """Return one activity, or all that an item holds."""
    home = (spot.meeting, spot.item)
    found = [
        one
        for one in _row(rows, spot)
        if one.home == home and spot.activity in (None, one.activity)
    ]
    if not found:
        raise IndexError(spot)
    return found


def _index(rows: Sequence[Row], spot: Spot) -> int:
    """Return where in the row of its meeting a place is."""
    row = _row(rows, spot)
    behind = (spot.meeting, row[-1].home[1] + 1 if row else 1)
    if (spot.meeting, spot.item) == behind and spot.activity is None:
        return len(row)
    return row.index(_pieces_at(rows, spot)[0])


def _staying(row: Iterable[_Piece], going: Collection[_Piece]) -> Row:
    return [piece for piece in row if piece not in going]


def _without(rows: Iterable[Row], going: Collection[_Piece]) -> list[Row]:
    return [_staying(row, going) for row in rows]


# --- and items made of them again -----------------------------------------------------------------


@dataclass(frozen=True)
class _Moving:
    """A workshop whose pieces have new places."""

    workshop: Workshop
    sessions: Sessions
    rows: Sequence[Row]
    """Where they were."""
    going: Sequence[_Piece]

    def made_of(self, changed: Sequence[Row]) -> Workshop:
        """Return the workshop that has its pieces in these rows."""
        if changed == self.rows:
            return self.workshop
        seen: set[Place] = set()
        meetings = []
        for meeting, row in zip(self.workshop.meetings, changed, strict=True):
            items = tuple(self._item(block, seen) for block in self._blocks(row))
            meetings.append(meeting.model_copy(update={"items": items}))
        return self.workshop.model_copy(update={"meetings": tuple(meetings)})

    def _blocks(self, row: Row) -> list[Row]:
        """Return the pieces that make an item each: those of one item, and parts that now meet."""
        blocks: list[Row] = []
        for _, run in groupby(row, key=lambda piece: piece.home):
            pieces = list(run)
            if blocks and self._meet(blocks[-1], pieces):
                blocks[-1] += pieces
            else:
                blocks.append(pieces)
        return blocks

    def _meet(self, block: Row, run: Row) -> bool:
        """Tell whether a run goes on with the session of a block that it did not follow before.

        A fixed start keeps it by itself, unless the block was just put before it or is of the same
        item.
        """
        one, other = self._at(block[-1].home), self._at(run[0].home)
        return (
            isinstance(one, SessionItem)
            and isinstance(other, SessionItem)
            and one.pin == other.pin
            and (block[-1], run[0]) not in self._neighbours
            and not _named(block) & _named(run)
            and None not in _named(block) | _named(run)
            and (other.start is None or self._came_before(block, run))
        )

    def _came_before(self, block: Row, run: Row) -> bool:
        fixed = any(self._at(home).start for home in self._whole(block))
        return run[0].home in _homes(block) or (not fixed and not _staying(block, self.going))

    def _whole(self, block: Row) -> list[Place]:
        """Return the items of which a block has more than what left them."""
        return _homes(_staying(block, self._stray))

    @cached_property
    def _neighbours(self) -> set[tuple[_Piece, _Piece]]:
        return {pair for row in self.rows for pair in pairwise(row)}

    @cached_property
    def _stray(self) -> Collection[_Piece]:
        """What leaves the rest of its item behind, and with it what is told of the item."""
        homes = _homes(self.going)
        whole = [piece for row in self.rows for piece in row if piece.home in homes]
        return () if len(whole) == len(self.going) else self.going

    def _at(self, home: Place) -> Item:
        return self.workshop.meetings[home[0] - 1].items[home[1] - 1]

    def _item(self, block: Row, seen: set[Place]) -> Item:
        """Return the item of a block; what is told of an item as a whole goes with its first block.

        `seen` are the items of which a block was made already.
        """
        first = self._at(block[0].home)
        if not isinstance(first, SessionItem) or block[0].activity is None:
            return first
        whole = [home for home in self._whole(block) if home not in seen]
        seen.update(whole)
        told = [one for home in whole if isinstance(one := self._at(home), SessionItem)]
        stayed = [home not in _homes(self.going) for home in whole]
        base = told[stayed.index(True) if any(stayed) else 0] if told else _blank(first)
        session = self.sessions[first.pin]
        held = [piece.activity for piece in block if piece.activity]
        leave_out = _leave_out(base, held, session)
        return base.model_copy(
            update={
                "start": next((one.start for one in told if one.start), None),
                "leave_out": leave_out,
                "order": _order(base, leave_out, held, session),
                "minutes": self._of_each("minutes", block, told),
                "leaders": self._of_each("leaders", block, told),
                "notes": "\n\n".join(one.notes for one in told if one.notes) or None,
            }
        )

    def _of_each(self, field: str, block: Row, told: Iterable[SessionItem]) -> dict[str, Any]:
        """Return what is told of each activity, also of those that nobody holds just now."""
        here = _named(block)
        values: dict[str, Any] = {}
        for item in told:
            held = here | holds(item, self.sessions[item.pin])
            values |= {name: one for name, one in getattr(item, field).items() if name not in held}
        for piece in block:
            given = getattr(self._at(piece.home), field)
            if piece.activity and piece.activity in given:
                values[piece.activity] = given[piece.activity]
        return values


def _blank(item: SessionItem) -> SessionItem:
    """Return an item of the same session with nothing told of it."""
    return SessionItem(session=item.session, revision=item.revision)


def _leave_out(base: SessionItem, held: Sequence[str], session: Session) -> tuple[str, ...]:
    """Return what is left out when this is held; what was left out before keeps its order."""
    all_ = (*base.leave_out, *(one.id for one in session.activities))
    return tuple(name for name in dict.fromkeys(all_) if name not in held)


def _order(
    base: SessionItem, leave_out: tuple[str, ...], held: list[str], session: Session
) -> tuple[str, ...]:
    """Return the order in which this is held: the item's own or the session's, where that is so."""
    for order in (base.order, ()):
        item = base.model_copy(update={"leave_out": leave_out, "order": order})
        if [one.id for one in running_order(item, session)] == held:
            return order
    return tuple(held)


def _named(pieces: Iterable[_Piece]) -> set[str | None]:
    return {piece.activity for piece in pieces}


def _homes(pieces: Iterable[_Piece]) -> list[Place]:
    """Return the items that pieces are of, each once, in order."""
    return list(dict.fromkeys(piece.home for piece in pieces))
