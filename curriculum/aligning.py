"""Find which entries of two lists are the same one, and which of them moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Match:
    """An entry of the old list, of the new, or one of both; `moved` against its neighbours."""

    old: int | None
    new: int | None
    moved: bool = False


def align(
    old_keys: Sequence[Hashable],
    new_keys: Sequence[Hashable],
    old: Sequence[Any],
    new: Sequence[Any],
) -> list[Match]:
    """Return every entry once, in the new order, those that are gone at the end.

    Entries are the same if their keys are; without keys if they are equal, then if they stand
    between the same neighbours.
    """
    pairs: dict[int, int] = {}
    _pair(pairs, lambda i, j: old_keys[j] is not None and old_keys[j] == new_keys[i], new, old)
    _pair(pairs, lambda i, j: old_keys[j] is new_keys[i] is None and old[j] == new[i], new, old)
    _pair_between(pairs, old_keys, new_keys)
    staying = _longest_rising([pairs[index] for index in sorted(pairs)])
    matches = [
        Match(pairs.get(index), index, moved=index in pairs and pairs[index] not in staying)
        for index in range(len(new))
    ]
    gone = set(range(len(old))) - set(pairs.values())
    return matches + [Match(index, None) for index in sorted(gone)]


def _pair(pairs: dict[int, int], same: Any, new: Sequence[Any], old: Sequence[Any]) -> None:
    """Add pairs of entries, new to old, that are the same and not yet taken."""
    taken = set(pairs.values())
    for i in range(len(new)):
        if i in pairs:
            continue
        found = next((j for j in range(len(old)) if j not in taken and same(i, j)), None)
        if found is not None:
            pairs[i] = found
            taken.add(found)


def _pair_between(
    pairs: dict[int, int], old_keys: Sequence[Hashable], new_keys: Sequence[Hashable]
) -> None:
    """Pair entries without keys that follow the same neighbour and were changed in place."""
    taken = set(pairs.values())
    for i in range(len(new_keys)):
        if i in pairs or (i and i - 1 not in pairs):
            continue
        j = pairs[i - 1] + 1 if i else 0
        if j < len(old_keys) and j not in taken and old_keys[j] is new_keys[i] is None:
            pairs[i] = j
            taken.add(j)


def _longest_rising(numbers: Sequence[int]) -> set[int]:
    """Return the numbers of a longest rising run, which may leave others out in between."""
    tails: list[int] = []
    ends: list[int] = []
    previous: list[int] = []
    for index, number in enumerate(numbers):
        length = bisect_left(tails, number)
        previous.append(ends[length - 1] if length else -1)
        tails[length:] = [number, *tails[length + 1 :]]
        ends[length:] = [index, *ends[length + 1 :]]
    run: set[int] = set()
    index = ends[-1] if ends else -1
    while index >= 0:
        run.add(numbers[index])
        index = previous[index]
    return run
