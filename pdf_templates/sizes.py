"""The sizes of sheets and of the pages on them, in millimetres."""

from __future__ import annotations

from typing import NamedTuple

from curriculum.edition import Edition, Layout, Paper, PrintSize

MILLIMETRE = 72 / 25.4
"""In points."""


class Size(NamedTuple):
    """A width and a height."""

    width: float
    height: float


_SHEETS = {Paper.A4: Size(210, 297), Paper.LETTER: Size(215.9, 279.4)}


def sheet_size(edition: Edition) -> Size:
    """Return the sheet as it leaves the printer; where pages take half of it, it lies."""
    sheet = _SHEETS[edition.paper]
    return Size(*reversed(sheet)) if edition.layout.halves else sheet


def grid(edition: Edition) -> tuple[int, int]:
    """Return how many pages stand side by side on a sheet, and how many above one another."""
    if edition.layout == Layout.PAGES:
        return 1, 1
    if edition.layout.halves:
        return 2, 1
    return (1, 2) if edition.size == PrintSize.LARGE else (2, 2)


def page_size(edition: Edition) -> Size:
    """Return the size of a page."""
    sheet, (across, down) = sheet_size(edition), grid(edition)
    return Size(sheet.width / across, sheet.height / down)
