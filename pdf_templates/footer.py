"""Where page numbers stand: counted by CSS in the plain build, stamped in a joined guide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from curriculum.edition import Edition, Ink, Layout, PrintSize
from curriculum.printed import Document, Guide
from pdf_templates.numbers import PageNumbers, baseline_below
from pdf_templates.sizes import MILLIMETRE, page_size
from pdf_templates.theme import is_narrow

_FORM = "{page} / {pages}"


@dataclass(frozen=True, slots=True)
class _Foot:
    """`--inner`, `--foot` and `--foot-gap` of `guide/*.css` in millimetres, `--foot-font`."""

    inner: float
    foot: float
    gap: float
    size: float
    """In points, as is its leading."""
    leading: float


_STANDARD = _Foot(inner=14, foot=20, gap=5, size=8.5, leading=12)
_LARGE = _Foot(inner=18, foot=30, gap=5, size=18, leading=22)
_BOOKLET = _Foot(inner=14, foot=16, gap=4, size=8, leading=10)


def page_numbers(edition: Edition) -> PageNumbers:
    """Return how a joined guide's page numbers are set: just where `whole` prints them."""
    foot, page = _foot(edition), page_size(edition)
    below = baseline_below(foot.size, foot.leading)
    return PageNumbers(
        specimen=_specimen(),
        form=_FORM,
        right=(page.width - foot.inner) * MILLIMETRE,
        baseline=(foot.foot - foot.gap) * MILLIMETRE - below,
        size=foot.size,
        leading=foot.leading,
        width=page.width * MILLIMETRE,
        height=page.height * MILLIMETRE,
        colour=(0, 0, 0) if edition.ink == Ink.BLACK else (0.29, 0.314, 0.325),
    )


def _foot(edition: Edition) -> _Foot:
    if edition.layout == Layout.BOOKLET:
        return _BOOKLET
    return _LARGE if edition.size == PrintSize.LARGE else _STANDARD


def counted(document: Document, edition: Edition, loose: Iterable[str]) -> str:
    """Return the CSS that numbers the pages of the plain build, which has no tabs.

    Each of the loose parts, named by their ids, is counted by itself.
    """
    if isinstance(document, Guide):
        box = "bottom-right" if is_narrow(edition) else "bottom-right-corner"
        return (
            f'@page {{ @{box} {{ content: counter(page) " / " counter(pages) }} }}\n'
            ".contents li::after { content: target-counter(attr(data-to url), page) }"
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
        '<body><p class="specimen">0123456789 /-ABCDEFGHIJKLMNOPQRSTUVWXYZ</p></body></html>'
    )
