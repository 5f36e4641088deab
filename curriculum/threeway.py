"""Bring together what two sides made of one value, of a set, of entries by name, of a row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, TypeVar

T = TypeVar("T")
Clashing = Callable[[Any, Any], Any]
"""Is asked where both sides changed the same thing, with what each has; returns what stands."""


def one(base: T, mine: T, theirs: T, clashing: Clashing) -> T:
    """Return the value of the side that changed it; where both did, what `clashing` says."""
    if theirs in (base, mine):
        return mine
    if mine == base:
        return theirs
    chosen: T = clashing(mine, theirs)
    return chosen


def each(
    base: Mapping[str, T], mine: Mapping[str, T], theirs: Mapping[str, T], clashing: Clashing
) -> dict[str, T]:
    """Return entries by name, each as the side has it that changed it."""
    names = dict.fromkeys((*theirs, *mine))
    found = {
        name: one(base.get(name), mine.get(name), theirs.get(name), clashing) for name in names
    }
    return {name: value for name, value in found.items() if value is not None}


def together(base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]) -> tuple[str, ...]:
    """Return the names of a set with what each side took out and put in; that never clashes."""
    if theirs in (base, mine):
        return tuple(mine)
    if mine == base:
        return tuple(theirs)
    kept = [name for name in base if name in mine and name in theirs]
    return (*kept, *sorted({*mine, *theirs} - {*base}))


def row(
    base: Sequence[Hashable],
    mine: Sequence[Hashable],
    theirs: Sequence[Hashable],
    clashing: Clashing,
) -> list[Any]:
    """Return a row with what each side put in, took out and moved.

    What both put at the same place stands after each other, theirs first.
    """
    gone = ({*base} - {*mine}) | ({*base} - {*theirs})
    base, mine, theirs = (_staying(names, gone) for names in (base, mine, theirs))
    in_mine, in_theirs = _where(base, mine), _where(base, theirs)
    fixed = [at for at in range(len(base)) if at in in_mine and at in in_theirs]
    ends = [(at, in_mine[at], in_theirs[at]) for at in fixed]
    found: list[Any] = []
    begin = (0, 0, 0)
    for end in (*ends, (len(base), len(mine), len(theirs))):
        old, ours, others = (
            list(names[first:last])
            for names, first, last in zip((base, mine, theirs), begin, end, strict=True)
        )
        both_added = not old and ours and others
        found += _added(ours, others) if both_added else one(old, ours, others, clashing)
        found += base[end[0] : end[0] + 1]
        begin = (end[0] + 1, end[1] + 1, end[2] + 1)
    return found


def _added(mine: list[Hashable], theirs: list[Hashable]) -> list[Hashable]:
    return [*theirs, *_staying(mine, theirs)]


def _staying(names: Sequence[Hashable], gone: Collection[Hashable]) -> list[Hashable]:
    return [name for name in names if name not in gone]


def _where(base: Sequence[Hashable], side: Sequence[Hashable]) -> dict[int, int]:
    """Return at which place of a side each entry stands that did not move, by its place before."""
    matcher = SequenceMatcher(None, base, side, autojunk=False)
    blocks = matcher.get_matching_blocks()
    return {old + at: new + at for old, new, size in blocks for at in range(size)}
