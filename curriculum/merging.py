"""Bring together what two people made of one workshop at the same time.

An item has no name of its own, so both sides are first compared with what they began from: which
item is still the same one, at whatever place, and which is new. Then each keeps what it changed.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any, TypeVar

from pydantic import ValidationError

from curriculum import threeway
from curriculum.sentence import Sentence, sentence
from curriculum.workshop import (
    BreakItem,
    Item,
    Meeting,
    OwnItem,
    SessionItem,
    Workshop,
)

T = TypeVar("T")
Three = tuple[T, T, T]
"""What there is of something in the base, in mine and in theirs."""

Name = Hashable
"""What a meeting or an item is known by in all three: its number in the base, or what is new."""

Placed = tuple[Name, Item]
"""A meeting and an item in it."""

OF_WORKSHOP = {
    "title": sentence("the workshop’s title"),
    "mode": sentence("who comes"),
    "setting": sentence("where it takes place"),
    "people": sentence("the number of people"),
    "facilitators": sentence("the number of facilitators"),
    "language": sentence("the language"),
    "time_zone": sentence("the time zone"),
    "programme": sentence("the programme it was made from"),
    "notes": sentence("the workshop’s notes"),
}
OF_MEETING = {
    "title": sentence("its title"),
    "date": sentence("its date"),
    "start": sentence("when it begins"),
    "minutes": sentence("the minutes there are"),
}
CONTENT = {"leave_out", "order", "minutes", "leaders"}
"""What is told of the activities of a session, which belong to its revision."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What came of two people's changes."""

    workshop: Workshop
    """With the changes of both; where they clash, with those of the side that was preferred."""
    clashes: tuple[Sentence, ...] = ()
    """What both changed, each in words that stand alone; empty if nothing touched."""
    news: tuple[int, ...] = ()
    """The meetings, from 1, that hold what the others changed; 0 stands for the whole workshop."""


def merge(
    base: Workshop, mine: Workshop, theirs: Workshop, *, prefer_theirs: bool = False
) -> Merged:
    """Return the workshop with what both sides made of `base`.

    Where both changed the same thing, mine stands, or theirs if that is preferred; where the two
    cannot stand in one plan at all, the preferred side stands as a whole.
    """
    merging = _Merging(
        _named(base), _renamed(base, mine), _renamed(base, theirs), prefer_theirs=prefer_theirs
    )
    workshop = merging.made()
    if merging.apart:
        workshop = theirs if prefer_theirs else mine
    clashes = tuple(dict.fromkeys(merging.clashes))
    return Merged(workshop, clashes, tuple(_news(merging.mine, merging.names, workshop)))


# --- the same things in all three -----------------------------------------------------------------


@dataclass(frozen=True)
class _Side:
    """A workshop whose meetings and items have names."""

    workshop: Workshop
    meetings: dict[Name, Meeting] = field(default_factory=dict)
    rows: dict[Name, list[Name]] = field(default_factory=dict)
    items: dict[Name, Item] = field(default_factory=dict)

    @cached_property
    def homes(self) -> dict[Name, Name]:
        """Return the meeting that holds each item."""
        return {name: meeting for meeting, row in self.rows.items() for name in row}

    @cached_property
    def sessions(self) -> dict[str, list[Placed]]:
        """Return where each session stands, and what is told of it there."""
        found: defaultdict[str, list[Placed]] = defaultdict(list)
        for name, meeting in self.homes.items():
            item = self.items[name]
            if isinstance(item, SessionItem):
                found[item.session].append((meeting, item))
        return found


def _named(base: Workshop) -> _Side:
    """Return the workshop that both began from: everything is known by its number."""
    named = _Side(base)
    for number, meeting in enumerate(base.meetings):
        first = len(named.items)
        named.meetings[number] = meeting
        named.rows[number] = list(range(first, first + len(meeting.items)))
        named.items.update(enumerate(meeting.items, first))
    return named


def _renamed(base: Workshop, side: Workshop) -> _Side:
    """Return a workshop in which what was in the base has its name from there."""
    before, named = _named(base), _Side(side)
    meetings = _meeting_names(base.meetings, side.meetings)
    spots = [
        (name, item)
        for name, meeting in zip(meetings, side.meetings, strict=True)
        for item in meeting.items
    ]
    old = [(meeting, before.items[one]) for meeting, row in before.rows.items() for one in row]
    known = _same(old, spots)
    seen: Counter[Name] = Counter()
    for number, meeting in zip(meetings, side.meetings, strict=True):
        named.meetings[number], named.rows[number] = meeting, []
    for index, (home, item) in enumerate(spots):
        fresh = ("new", home, item.model_dump_json())
        seen[fresh] += 1
        name = known.get(index, (*fresh, seen[fresh]))
        named.rows[home].append(name)
        named.items[name] = item
    return named


def _meeting_names(base: Sequence[Meeting], side: Sequence[Meeting]) -> list[Name]:
    """Return the name of each meeting of a side; as many as before are the same ones."""
    if len(base) == len(side):
        return list(range(len(base)))
    # Empty meetings look alike: such a one is known by its place.
    old, new = (
        [one.model_dump_json() if one.items else str(at) for at, one in enumerate(meetings)]
        for meetings in (base, side)
    )
    whole = [one.model_dump_json() for one in side]
    names: list[Name] = [("new", text, whole[:at].count(text)) for at, text in enumerate(whole)]
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, first, last, start, end in matcher.get_opcodes():
        for number, at in zip(range(first, last), range(start, end), strict=False):
            names[at] = number
    return names


def _same(old: Sequence[Placed], new: Sequence[Placed]) -> dict[int, int]:
    """Return which of the new items is which of the old, by their places in these lists."""
    pairs = dict(_untouched(old, new))
    for known_by in _ALIKE:
        taken = set(pairs.values())
        free: defaultdict[Hashable, deque[int]] = defaultdict(deque)
        for number, one in enumerate(old):
            if number not in taken:
                free[known_by(one)].append(number)
        for at, one in enumerate(new):
            key = known_by(one)
            if at not in pairs and key is not None and free[key]:
                pairs[at] = free[key].popleft()
    return pairs


def _untouched(old: Sequence[Placed], new: Sequence[Placed]) -> Iterator[tuple[int, int]]:
    """Yield the items that stayed as they were in their meeting, new before old."""
    before, after = _by_meeting(old), _by_meeting(new)
    for meeting in before.keys() & after.keys():
        was, now = ([text for _, text in side[meeting]] for side in (before, after))
        matcher = SequenceMatcher(None, was, now, autojunk=False)
        for first, start, size in matcher.get_matching_blocks():
            for at in range(size):
                yield after[meeting][start + at][0], before[meeting][first + at][0]


def _by_meeting(placed: Sequence[Placed]) -> dict[Name, list[tuple[int, str]]]:
    """Return the items of each meeting as texts, with their places in the list."""
    found: defaultdict[Name, list[tuple[int, str]]] = defaultdict(list)
    for at, (meeting, item) in enumerate(placed):
        found[meeting].append((at, item.model_dump_json()))
    return dict(found)


_ALIKE: tuple[Callable[[Placed], Hashable], ...] = (
    lambda one: (one[0], type(one[1]), _called(one[1])),
    lambda one: one[1].model_dump_json(),
    lambda one: (type(one[1]), _called(one[1])),
    lambda one: one[0] if isinstance(one[1], OwnItem) else None,
)
"""By what an item is taken for one that was there before, what is surest first."""


def _called(item: Item) -> str:
    """Return what an item is known by to people."""
    if isinstance(item, SessionItem):
        return item.session
    return item.title if isinstance(item, OwnItem) else ""


def _code(item: Item) -> str | None:
    return item.session if isinstance(item, SessionItem) else None


# --- both together --------------------------------------------------------------------------------


@dataclass
class _Merging:
    """Two sides on their way into one workshop."""

    base: _Side
    mine: _Side
    theirs: _Side
    prefer_theirs: bool
    clashes: list[Sentence] = field(default_factory=list)
    apart: bool = False
    """Whether the two cannot stand in one plan."""
    names: list[Name] = field(default_factory=list)
    """The meetings of the result."""

    def made(self) -> Workshop:
        """Return the workshop with the changes of both; `apart` where it is none."""
        sides = self._of(lambda side: side.workshop)
        texts = self._fields(sides, {"access", "meetings"}, lambda name: OF_WORKSHOP[name])
        texts["access"] = threeway.together(*self._of(lambda side: side.workshop.access))
        order = self._apart_over(sentence("which meetings there are, and in which order"))
        self.names = threeway.row(*self._of(lambda side: list(side.meetings)), order)
        rows = {name: self._row(name) for name in self.names}
        self._check_sessions(rows)
        self._check_places(rows)
        if self.apart:
            return sides[0]
        texts["meetings"] = [self._meeting(name, rows[name]) for name in self.names]
        try:
            return Workshop.model_validate(texts)
        except ValidationError:
            self._part(sentence("the plan as a whole, which cannot hold both"))
            return sides[0]

    @property
    def _sides(self) -> tuple[_Side, _Side, _Side]:
        return self.base, self.mine, self.theirs

    def _of(self, get: Callable[[_Side], T]) -> Three[T]:
        """Return something of all three."""
        return get(self.base), get(self.mine), get(self.theirs)

    def _over(self, what: Sentence) -> threeway.Clashing:
        """Return what notes a clash and takes the preferred side's."""

        def clashing(mine: Any, theirs: Any) -> Any:
            self.clashes.append(what)
            return theirs if self.prefer_theirs else mine

        return clashing

    def _apart_over(self, what: Sentence) -> threeway.Clashing:
        """Return what notes a clash after which only one side can stand as a whole."""

        def clashing(mine: Any, _: Any) -> Any:
            self._part(what)
            return mine

        return clashing

    def _part(self, what: Sentence) -> None:
        self.clashes.append(what)
        self.apart = True

    def _fields(
        self, sides: Three[Any], beside: set[str], called: Callable[[str], Sentence]
    ) -> dict[str, Any]:
        """Return the plain fields of three values of one kind, merged one by one."""
        names = [name for name in type(sides[0]).model_fields if name not in beside]
        return {name: threeway.one(*_each(sides, name), self._over(called(name))) for name in names}

    # --- what stands where ---

    def _row(self, meeting: Name) -> list[Name]:
        """Return the items of a meeting in their order."""
        what = sentence("the order of meeting {number}", number=self._number(meeting))
        rows = self._of(lambda side: side.rows.get(meeting, []))
        return threeway.row(*rows, self._apart_over(what))

    def _check_sessions(self, rows: dict[Name, list[Name]]) -> None:
        """Part where both changed a session that stands in parts: these belong together."""
        items = self.base.items | self.theirs.items | self.mine.items
        made = Counter(_code(items[name]) for row in rows.values() for name in row)
        for code in self.mine.sessions.keys() | self.theirs.sessions.keys():
            base, mine, theirs = self._held(code)
            most = max(len(base), len(mine), len(theirs))
            touched = most > 1 and mine != base and theirs not in (base, mine)
            if touched or made[code] > most:
                self._part(sentence("{code} and where its activities stand", code=code))

    def _held(self, code: str) -> Three[list[Placed]]:
        return self._of(lambda side: side.sessions.get(code, []))

    def _check_places(self, rows: dict[Name, list[Name]]) -> None:
        """Part where one side took out what the other changed, or moved it elsewhere."""
        placed = Counter(name for row in rows.values() for name in row)
        for name, times in placed.items():
            if times > 1:
                self._part(self._item_words(name))
        for name, item in self.base.items.items():
            left = [side for side in (self.mine, self.theirs) if name in side.items]
            kept = [(side.items[name], side.homes[name]) for side in left]
            lost = len(left) == 2 and name not in placed
            if lost or (len(left) == 1 and kept != [(item, self.base.homes[name])]):
                self._part(self._item_words(name))
        for name in self.base.meetings:
            left = [side for side in (self.mine, self.theirs) if name in side.meetings]
            if len(left) == 1 and self._touched(left[0], name):
                self._part(sentence("meeting {number}", number=self._number(name)))

    def _touched(self, side: _Side, meeting: Name) -> bool:
        return (side.meetings[meeting], side.rows[meeting]) != (
            self.base.meetings[meeting],
            self.base.rows[meeting],
        )

    # --- what is told of it ---

    def _meeting(self, name: Name, row: list[Name]) -> dict[str, Any]:
        number = self._number(name)

        def called(text: str) -> Sentence:
            return sentence("meeting {number}: {what}", number=number, what=OF_MEETING[text])

        made = self._of_all(name, lambda side: side.meetings)
        texts = self._fields(made, {"items"}, called)
        return texts | {"items": [self._item(one) for one in row]}

    def _item(self, name: Name) -> Item:
        """Return an item as both sides made it."""
        sides = self._of_all(name, lambda side: side.items)
        words = self._item_words(name)
        first: Item = sides[0]
        if not isinstance(first, SessionItem):
            return first.model_copy(update=self._fields(sides, set(), lambda _: words))
        texts = self._fields(sides, CONTENT - {"order"}, lambda _: words)
        texts["leave_out"] = threeway.together(*_each(sides, "leave_out"))
        for kind in ("minutes", "leaders"):
            texts[kind] = threeway.each(*_each(sides, kind), self._over(words))
        if _renewed_and_changed(*sides):
            texts |= self._over(words)(dict(sides[1]), dict(sides[2]))
        return first.model_copy(update=texts)

    def _of_all(self, name: Name, get: Callable[[_Side], dict[Name, Any]]) -> Three[Any]:
        """Return what the three have under a name; what one has not is as the one that has it."""
        there = next(get(side)[name] for side in self._sides if name in get(side))
        return self._of(lambda side: get(side).get(name, there))

    def _item_words(self, name: Name) -> Sentence:
        side = next(one for one in self._sides if name in one.items)
        item = side.items[name]
        what = sentence("a break") if isinstance(item, BreakItem) else _called(item)
        number = self._number(side.homes[name])
        return sentence("meeting {number}: {what}", number=number, what=what)

    def _number(self, meeting: Name) -> int:
        """Return the number of a meeting as the base counts it, or whoever has it."""
        side = next(one for one in self._sides if meeting in one.meetings)
        return list(side.meetings).index(meeting) + 1


def _each(sides: Three[Any], name: str) -> Three[Any]:
    return getattr(sides[0], name), getattr(sides[1], name), getattr(sides[2], name)


def _renewed_and_changed(base: SessionItem, mine: SessionItem, theirs: SessionItem) -> bool:
    """Tell whether one side took another revision and the other changed what is told of it."""
    renewed = [one.revision != base.revision for one in (mine, theirs)]
    changed = [
        any(getattr(one, name) != getattr(base, name) for name in CONTENT) for one in (mine, theirs)
    ]
    return (renewed[0] and changed[1]) or (renewed[1] and changed[0])


def _news(mine: _Side, names: Sequence[Name], made: Workshop) -> Iterator[int]:
    """Yield which meetings of the result are not as mine are; 0 for what is set for all."""
    if made.model_copy(update={"meetings": ()}) != mine.workshop.model_copy(
        update={"meetings": ()}
    ):
        yield 0
    for number, (name, meeting) in enumerate(zip(names, made.meetings, strict=False), start=1):
        if mine.meetings.get(name) != meeting:
            yield number
