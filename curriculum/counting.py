"""Small groups and quantities for a head count."""

from __future__ import annotations

from functools import lru_cache

from curriculum.plan import Turns
from curriculum.session import Grouping, Per, Quantity

_MEMBERS = {
    Grouping.PAIRS: 2,
    Grouping.PARTNERS: 2,
    Grouping.TRIOS: 3,
    Grouping.FOURS: 4,
}

_COUNTED_IN_GROUPS = {Per.PAIR: Grouping.PAIRS, Per.TRIO: Grouping.TRIOS, Per.FOUR: Grouping.FOURS}


@lru_cache(maxsize=1024)
def small_groups(grouping: Grouping, people: int) -> tuple[int, ...]:
    """Return the sizes of the small groups, smallest first; empty where people do not divide.

    Nobody is left over and groups are as even as can be: an odd one among pairs makes a trio, eight
    in trios make two fours, six in fours make two trios. Only five in trios leave a pair.
    """
    members = _MEMBERS.get(grouping)
    if members is None:
        return ()
    groups = _how_many(members, people)
    size, more = divmod(people, groups)
    return (*(size,) * (groups - more), *(size + 1,) * more)


def _how_many(members: int, people: int) -> int:
    if members == _MEMBERS[Grouping.FOURS]:
        return max(1, (people + 2) // members)
    if members == _MEMBERS[Grouping.TRIOS] and people == 5:
        return 2
    return max(1, people // members)


@lru_cache(maxsize=1024)
def turns(minutes: int, groups: tuple[int, ...]) -> tuple[Turns, ...]:
    """Return how long each member's turn is in every size of group, to the quarter minute below."""
    return tuple(
        Turns(group_size=size, seconds_each=minutes * 60 // size // 15 * 15)
        for size in sorted(set(groups))
    )


def quantity(
    rule: Quantity, *, people: int, facilitators: int, groups: tuple[int, ...] = ()
) -> int:
    """Return how many to bring or copy; `groups` are those of the activity that uses it."""
    return rule.count * _times(rule.per, people, facilitators, groups) + rule.spare


def _times(per: Per, people: int, facilitators: int, groups: tuple[int, ...]) -> int:
    if per is Per.PERSON:
        return people
    if per is Per.FACILITATOR:
        return facilitators
    if per is Per.GROUP:
        return len(groups) or 1
    grouping = _COUNTED_IN_GROUPS.get(per)
    return len(small_groups(grouping, people)) if grouping else 1
