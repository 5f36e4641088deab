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

    `lay_out` lays the sheet out in a setting; that is what takes time, so it is tried from the
    middle: most sheets are done after two or three.
    """
    plain = SETTINGS.index("plain")
    chosen = lay_out(SETTINGS[plain])
    if len(chosen.pages) > 1:
        closer = _first_shorter(lay_out, SETTINGS[plain + 1 :], len(chosen.pages))
        if closer is not None:
            return closer
    for setting in reversed(SETTINGS[:plain]):
        roomier = lay_out(setting)
        if len(roomier.pages) > len(chosen.pages):
            break
        chosen = roomier
    return chosen


def _first_shorter(lay_out: Callable[[str], L], settings: tuple[str, ...], pages: int) -> L | None:
    """Return the first layout with fewer pages."""
    for setting in settings:
        laid = lay_out(setting)
        if len(laid.pages) < pages:
            return laid
    return None
