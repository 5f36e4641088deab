"""Small vector drawings with a title for screen readers: ruled lines, boxes, and their pieces."""

from __future__ import annotations

from markupsafe import Markup, escape

from curriculum.edition import Edition, Layout, PrintSize
from pdf_templates.sizes import page_size
from pdf_templates.words import Words

FAMILY = "House Sans,House Sans Hebrew,House Sans Arabic"
"""The typeface of labels: `--sans` of `css/tokens.css`."""
LINE = 9.0
"""Millimetres between ruled lines: room for handwriting."""
_LARGE_LINE = 12.0
_RUN = 8
"""Ruled lines that stay together."""
_HIGHEST = 190.0
"""Millimetres that an open box is high at most: it cannot go on on another page."""
_BESIDE_BOX = 75.0
"""Millimetres of a page that a box leaves at least to margins, title and question."""
_SIDE, _TWO_UP_SIDE = 18.0, 11.0
"""Millimetres of a handout's side margins: `--side` of `handout/*.css`."""


def column(edition: Edition) -> float:
    """Return the width of a handout's text in millimetres, between its margins."""
    side = _TWO_UP_SIDE if edition.layout == Layout.TWO_UP else _SIDE
    return round(page_size(edition).width - 2 * side, 2)


def line_pitch(edition: Edition) -> float:
    """Return the millimetres from one ruled line to the next."""
    return _LARGE_LINE if edition.size == PrintSize.LARGE else LINE


def write_in(
    lines: int, edition: Edition, words: Words, *, width: float, box: bool = False
) -> Markup:
    """Return ruled lines, or an open box as high as they are; `width` in millimetres.

    Many lines come in several figures, so that they can go on on the next page.
    """
    if box:
        pitch = line_pitch(edition)
        highest = min(_HIGHEST, page_size(edition).height - _BESIDE_BOX)
        return _box(min(lines, int(highest / pitch)), pitch, words, width)
    runs = [min(_RUN, lines - first) for first in range(0, lines, _RUN)]
    return Markup().join(_rules(run, line_pitch(edition), words, width) for run in runs)


def _rules(lines: int, pitch: float, words: Words, width: float) -> Markup:
    rules = "".join(f"M0 {row * pitch - 0.2:g}H{width:g}" for row in range(1, lines + 1))
    title = words("sheet.write", count=lines)
    size, sized = (width, lines * pitch), _stretched(lines, width)
    return figure("write-in", title, size, f'<path d="{rules}"/>', sized=sized)


def _box(lines: int, pitch: float, words: Words, width: float) -> Markup:
    height = lines * pitch
    shape = f'<rect x=".2" y=".2" width="{width - 0.4:g}" height="{height - 0.4:g}" rx="1.5"/>'
    sized = _stretched(lines, width)
    return figure("write-in box", words("sheet.draw"), (width, height), shape, sized=sized)


def _stretched(lines: int, width: float) -> str:
    """Return the size of room to write, as high as the style says that so many lines are.

    It has no height of its own, for WeasyPrint 70 lets an attribute outdo the theme.
    """
    return f'width="{width:g}mm" style="--lines: {lines}" preserveAspectRatio="none"'


def tick(edition: Edition, words: Words) -> Markup:
    """Return a box to tick."""
    side = 6.0 if edition.size == PrintSize.LARGE else 4.4
    shape = f'<rect x=".2" y=".2" width="{side - 0.4:g}" height="{side - 0.4:g}"/>'
    return figure("tick", words("sheet.tick"), (side, side), shape)


def figure(
    name: str, title: str, size: tuple[float, float], shapes: str, *, sized: str | None = None
) -> Markup:
    """Return shapes drawn in millimetres, in thin black lines.

    `sized` are the attributes for its size where that is not fixed; with none it fills the width.
    """
    width, height = size
    if sized is None:
        sized = f'width="{width:g}mm" height="{height:g}mm"'
    return Markup(  # noqa: S704 - the shapes are the drawings' own, the title is escaped
        f'<svg class="{name}" xmlns="http://www.w3.org/2000/svg" {sized} '
        f'viewBox="0 0 {width:g} {height:g}"><title>{escape(title)}</title>'
        f'<g fill="none" stroke="#000" stroke-width="0.28">{shapes}</g></svg>'
    )
