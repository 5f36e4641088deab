"""How the numbers of pages stand on paper."""

from __future__ import annotations

from dataclasses import dataclass

ASCENT, DESCENT = 1.0, 0.326
"""Of the sans, in parts of its size."""


def baseline_below(size: float, leading: float) -> float:
    """Return how far below the top of its line a text stands."""
    return (leading - (ASCENT + DESCENT) * size) / 2 + ASCENT * size


@dataclass(frozen=True, slots=True)
class Tab:
    """A mark on the outer edge of a part's pages, to find it by the edge of the whole."""

    text: str
    """Capitals, digits and hyphens."""
    text_top: float
    """From the upper edge of the sheet, as are the next two."""
    top: float
    """Of the bar."""
    bottom: float


@dataclass(frozen=True, slots=True)
class PageNumbers:
    """How the numbers of pages stand on paper; lengths are points from the sheet's lower left.

    `form` is the sentence, such as `{page} / {pages}`; `specimen` is HTML that sets the form's
    characters, the ten digits and what tabs are made of, in the font and weight of the footer.
    """

    specimen: str
    form: str
    right: float
    """The numbers end here."""
    baseline: float
    size: float
    leading: float
    width: float
    height: float
    """Of the page."""
    colour: tuple[float, float, float] = (0, 0, 0)
    """Red, green and blue from 0 to 1."""
