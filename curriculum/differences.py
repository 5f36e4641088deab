"""What differs between two revisions of a session, in the words of the domain."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from enum import StrEnum
from typing import Any

from curriculum.aligning import align
from curriculum.session import (
    Activity,
    Adaptation,
    Card,
    Condition,
    Contraindication,
    GroupSize,
    Handout,
    Material,
    Prerequisite,
    Quantity,
    Question,
    Session,
    Staffing,
    Step,
)
from curriculum.values import Minutes, Value
from curriculum.wording import (
    condition_phrase,
    minutes_phrase,
    people_phrase,
    quantity_phrase,
    staffing_phrase,
)

_PHRASES: dict[type[Value], Any] = {
    Minutes: minutes_phrase,
    Quantity: quantity_phrase,
    GroupSize: people_phrase,
    Staffing: staffing_phrase,
    Condition: condition_phrase,
}
"""Values that are told as a whole."""
_NAMES: dict[type[Value], tuple[str, str | None]] = {
    Activity: ("activity", "id"),
    Step: ("step", "id"),
    Handout: ("handout", "slug"),
    Material: ("material", "name"),
    Prerequisite: ("prerequisite", "code"),
    Adaptation: ("adaptation", None),
    Question: ("question", None),
    Card: ("card", None),
    Contraindication: ("contraindication", None),
}
"""What a part is called, and the field that tells it from others of its kind."""


class ChangeKind(StrEnum):
    """What happened to a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    MOVED = "moved"


class Change(Value):
    """One difference: where, what happened, and the words before and after."""

    where: str
    """The way to it: 'activity three-rounds · step choose · text'."""
    kind: ChangeKind
    before: str | None = None
    after: str | None = None


def difference(before: Session, after: Session) -> tuple[Change, ...]:
    """Return what differs from `before` to `after`; nothing exactly if they are equal."""
    return tuple(_differ(before, after, ()))


def _differ(before: Value, after: Value, where: tuple[str, ...]) -> Iterator[Change]:
    """Yield the differences of two values of one kind, field by field."""
    for name in type(before).model_fields:
        old, new = getattr(before, name), getattr(after, name)
        if old != new:
            yield from _differ_in(old, new, (*where, name.replace("_", " ")))


def _differ_in(old: Any, new: Any, where: tuple[str, ...]) -> Iterator[Change]:
    """Yield the differences of a field's two values, which are not equal."""
    if isinstance(old, tuple) and isinstance(new, tuple) and _is_list(old + new):
        yield from _differ_in_list(old, new, where)
    elif isinstance(old, dict):
        for key in sorted(old | new):
            if old.get(key) != new.get(key):
                yield Change(where=f"picture {key}", kind=_kind(old.get(key), new.get(key)))
    elif isinstance(old, Value) and type(old) is type(new) and type(old) not in _PHRASES:
        yield from _differ(old, new, where)
    else:
        yield _change(where, old, new)


def _is_list(entries: tuple[Any, ...]) -> bool:
    """Tell whether entries are parts of their own, and not names that are told in one line."""
    return any(isinstance(one, Value | tuple) or " " in str(one) for one in entries)


def _differ_in_list(
    old: Sequence[Any], new: Sequence[Any], where: tuple[str, ...]
) -> Iterator[Change]:
    for match in align([_key(one) for one in old], [_key(one) for one in new], old, new):
        one = None if match.old is None else old[match.old]
        other = None if match.new is None else new[match.new]
        index = match.new if match.new is not None else match.old
        place = (*where[:-1], _called(other if one is None else one, (index or 0) + 1, where[-1]))
        if one is not None and other is not None and one != other:
            yield from _differ_in(one, other, place)
        elif one is None or other is None:
            yield _change(place, one, other)
        if match.moved:
            yield Change(
                where=_path(place),
                kind=ChangeKind.MOVED,
                before=str((match.old or 0) + 1),
                after=str((match.new or 0) + 1),
            )


def _key(entry: Any) -> Hashable:
    """Return the name by which an entry is the same in both revisions, or None."""
    field = _NAMES.get(type(entry), ("", None))[1] or "id"
    return getattr(entry, field, None)


def _called(entry: Any, number: int, holder: str) -> str:
    """Return what an entry is called: by its name, or by its number in the list."""
    kind = _NAMES.get(type(entry), (holder.removesuffix("s"), None))[0]
    return f"{kind} {_key(entry) or number}"


def _path(where: tuple[str, ...]) -> str:
    return " · ".join(where)


def _change(where: tuple[str, ...], old: Any, new: Any) -> Change:
    return Change(where=_path(where), kind=_kind(old, new), before=_words(old), after=_words(new))


def _kind(old: Any, new: Any) -> ChangeKind:
    if old is not None and new is not None:
        return ChangeKind.CHANGED
    return ChangeKind.ADDED if old is None else ChangeKind.REMOVED


def _words(value: Any) -> str | None:
    """Return a value in words; of a whole part, what it is known by."""
    if value is None:
        return None
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return ", ".join(_words(one) or "" for one in value)
    if type(value) in _PHRASES:
        return str(_PHRASES[type(value)](value))
    if isinstance(value, Value):
        return _summary(value)
    return str(value)


def _summary(value: Value) -> str:
    """Return the first words of a part: its title, text, name or entries."""
    for field in ("title", "text", "name", "front", "caption", "alt", "items", "code"):
        words = _words(getattr(value, field, None))
        if words:
            kind = getattr(value, "type", None)
            return f"{kind}: {words}" if kind else words
    return type(value).__name__.lower()
