"""How closely a loose sheet is set: as roomily as it can be on as few pages as it can be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

SETTINGS = ("roomy", "open", "plain", "close", "tight")
"""From the most room to the least; the sheets' styles say what each means."""
MARK = "data-setting"
"""The attribute of the page that names its setting. Only a page that has it is fitted."""


class Laid(Protocol):
    """What was laid out."""

    @property
    def pages(self) -> list[object]:
        """Return its pages."""


L = TypeVar("L", bound=Laid)


def fitted(lay_out: Callable[[str], L]) -> L:
    """Return the roomiest layout that takes no more pages than the tightest would.

    `lay_out` lays the sheet out in a setting. That is what takes time, so it begins where most
    sheets end, and most are done after two or three.
    """
    roomiest, usual, *closer, tightest = SETTINGS
    chosen = lay_out(usual)
    if len(chosen.pages) > 1:
        least = lay_out(tightest)
        if len(least.pages) < len(chosen.pages):
            tried = (lay_out(setting) for setting in closer)
            return next((one for one in tried if len(one.pages) == len(least.pages)), least)
    roomy = lay_out(roomiest)
    return roomy if len(roomy.pages) == len(chosen.pages) else chosen
