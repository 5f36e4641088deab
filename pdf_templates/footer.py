"""Where page numbers stand: counted by CSS in the plain build, stamped in a joined guide."""

from __future__ import annotations

from collections.abc import Iterable

from curriculum.edition import Edition, Ink, Paper, PrintSize
from curriculum.printed import Document, Guide
from pdf_templates.numbers import PageNumbers

_FORM = "{page} / {pages}"
_MILLIMETRE = 72 / 25.4
_WIDTH = {Paper.A4: 210.0, Paper.LETTER: 215.9}
_INNER = {PrintSize.STANDARD: 14.0, PrintSize.LARGE: 16.0}
_FOOT = {PrintSize.STANDARD: 20.0, PrintSize.LARGE: 30.0}
_PADDING = 5.0
"""`--inner`, `--foot` and the footer's padding in `guide/*.css`, in millimetres."""
_TYPE = {PrintSize.STANDARD: (8.5, 12.0), PrintSize.LARGE: (18.0, 22.0)}
"""The footer's size and leading there, in points."""
_ASCENT, _DESCENT = 1.0, 0.326
"""Of the sans, in parts of its size."""


def page_numbers(edition: Edition) -> PageNumbers:
    """Return how a joined guide's page numbers are set: just where `whole` prints them."""
    size, leading = _TYPE[edition.size]
    top = _FOOT[edition.size] - _PADDING
    below = (leading - (_ASCENT + _DESCENT) * size) / 2 + _ASCENT * size
    return PageNumbers(
        specimen=_specimen(),
        form=_FORM,
        right=(_WIDTH[edition.paper] - _INNER[edition.size]) * _MILLIMETRE,
        baseline=top * _MILLIMETRE - below,
        size=size,
        colour=(0, 0, 0) if edition.ink == Ink.BLACK else (0.29, 0.314, 0.325),
    )


def counted(document: Document, edition: Edition, loose: Iterable[str]) -> str:
    """Return the CSS that numbers the pages of the plain build.

    Each of the loose parts, named by their ids, is counted by itself.
    """
    if isinstance(document, Guide):
        box = "bottom-right" if edition.size == PrintSize.LARGE else "bottom-right-corner"
        return (
            f'@page {{ @{box} {{ content: counter(page) " / " counter(pages) }} }}\n'
            ".contents a::after { content: target-counter(attr(href url), page) }"
        )
    return "\n".join(_own_count(name) for name in loose)


def _own_count(name: str) -> str:
    """Return the CSS that counts the pages of one part by itself."""
    total = f'counter(page) " / " target-counter("#{name}-end", page)'
    return (
        f"#{name} {{ page: {name} }}\n"
        f"@page :nth(1 of {name}) {{ counter-reset: page 1 }}\n"
        f"@page {name} {{ @bottom-right {{ content: {total} }} }}"
    )


def _specimen() -> str:
    return (
        '<!DOCTYPE html><html lang="en" data-document="guide"><head><title>0</title></head>'
        '<body><p class="specimen">0123456789 /</p></body></html>'
    )
