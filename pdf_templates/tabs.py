"""The thumb index: where on the outer edge a guide's sessions are found."""

from __future__ import annotations

from curriculum.edition import Edition, Layout, PrintSize
from curriculum.printed import Guide
from pdf_templates.footer import page_numbers
from pdf_templates.numbers import Tab
from pdf_templates.sizes import MILLIMETRE, page_size

_FROM, _TO = 30.0, 45.0
"""Millimetres from the upper and the lower edge between which tabs stand."""
_MOST = 32.0
"""Of the height of a tab."""
_GAP = 3.0
_LEAST = 9.0
"""Of a step from tab to tab, below which there is no room for the code and a bar."""
_LETTERS = 4
"""Of a code that fit into the margin."""
_CORNER = 5.5
"""Millimetres from the upper edge to a code in large print, which is wider than the margin is."""


def tabs(guide: Guide, edition: Edition) -> dict[str, Tab]:
    """Return the tab of each session by its anchor; a single session needs none, nor do cards."""
    count = len(guide.sessions)
    if count == 1 or edition.layout == Layout.CARDS:
        return {}
    room = page_size(edition).height - _FROM - _TO
    step = min(_MOST, room / max(count, 1))
    if step < _LEAST:
        return {}
    return {
        session.anchor: _tab(session.code, _FROM + step * place, step - _GAP, edition)
        for place, session in enumerate(guide.sessions)
    }


def _tab(code: str, top: float, height: float, edition: Edition) -> Tab:
    """Return a bar with its code above it; in large print, in the corner of the page."""
    text = code.partition("-")[0][:_LETTERS]
    begin, end = round(top * MILLIMETRE, 3), round((top + height) * MILLIMETRE, 3)
    if edition.size == PrintSize.LARGE:
        return Tab(text, round(_CORNER * MILLIMETRE, 3), begin, end)
    return Tab(text, begin, begin + page_numbers(edition).leading + 1, end)
