"""The thumb index: where on the outer edge a guide's sessions are found."""

from __future__ import annotations

from curriculum.edition import Edition, Layout, PrintSize
from curriculum.printed import Guide
from pdf_templates.numbers import Tab
from pdf_templates.sizes import MILLIMETRE, page_size

_FROM, _TO = 30.0, 45.0
"""Millimetres from the upper and the lower edge between which tabs stand."""
_MOST = 32.0
"""Of the height of a tab."""
_GAP = 3.0
_LETTERS = 4
"""Of a code that fit into the margin."""


def tabs(guide: Guide, edition: Edition) -> dict[str, Tab]:
    """Return the tab of each session by its anchor; a single session needs none, nor do cards."""
    count = len(guide.sessions)
    if count == 1 or edition.layout == Layout.CARDS:
        return {}
    room = page_size(edition).height - _FROM - _TO
    step = min(_MOST, room / max(count, 1))
    if step < _least(edition):
        return {}
    return {
        session.anchor: Tab(
            text=session.code.partition("-")[0][:_LETTERS],
            top=round((_FROM + step * place) * MILLIMETRE, 3),
            height=round((step - _GAP) * MILLIMETRE, 3),
        )
        for place, session in enumerate(guide.sessions)
    }


def _least(edition: Edition) -> float:
    """Return the height below which a tab has no room for its words and a bar."""
    return 14.0 if edition.size == PrintSize.LARGE else 9.0
