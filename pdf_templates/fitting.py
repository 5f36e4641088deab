"""How closely a loose sheet is set: as roomily as it can be on as few pages as it can be."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Protocol, TypeVar

SETTINGS = ("roomy", "open", "plain", "close", "tight")
"""From the most room to the least; the sheets' styles say what each means."""
MARK = "data-setting"
"""The attribute of the page that names its setting. Only a page that has it is fitted."""

_LITTLE = 0.45
"""The part of a last page that one or two closer settings can take back."""


class Page(Protocol):
    """A page that was laid out."""

    height: float
    anchors: Mapping[str, Sequence[float]]
    """Where the elements with a name begin, from the left and from the top, and where they end."""


class Laid(Protocol):
    """What was laid out."""

    @property
    def pages(self) -> Sequence[Page]:
        """Return its pages."""


L = TypeVar("L", bound=Laid)


def fitted(lay_out: Callable[[str], L]) -> L:
    """Return the roomiest layout that takes no more pages than the tightest would.

    `lay_out` lays the sheet out in a setting; a closer one never takes more pages. That is what
    takes time, so it begins where most sheets end, on one roomy page, and goes one step closer as
    long as little is over. Where much is over, it asks first whether the tightest gains a page.
    """
    closest = len(SETTINGS) - 1

    @cache
    def laid(place: int) -> L:
        return lay_out(SETTINGS[place])

    def count(place: int) -> int:
        return len(laid(place).pages)

    place = 0
    while count(place) == count(0) > 1 and place < closest and _little_is_over(laid(place)):
        place += 1
    least = 1 if count(place) == 1 else count(closest)
    for known in (0, place):
        if count(known) == least:
            return laid(known)
    between = range(place + 1, closest)
    nearer = bisect_left(between, -least, key=lambda one: -count(one))
    return laid(between.start + nearer)


def _little_is_over(laid: Laid) -> bool:
    """Tell whether the last page holds little, as its last name shows, which ends a sheet."""
    page = laid.pages[-1]
    lowest = max((box[1] for box in page.anchors.values()), default=page.height)
    return lowest < page.height * _LITTLE
