"""How a deck of cards lies on its sheets: fronts, and backs mirrored for printing on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from curriculum.edition import Edition, Paper, PrintSize
from curriculum.session import DeckBlock
from pdf_templates.direction import from_right
from pdf_templates.drawing import column

_COLUMNS = {1: 1, 2: 1, 4: 2, 6: 2, 8: 2, 10: 2}
_CHARACTERS = {1: 1300, 2: 620, 4: 380, 6: 230, 8: 170, 10: 120}
"""How long a card's text may be at 12 pt so that so many of its size fit a sheet."""
_LARGE = 2.6
"""How much more room large print takes."""
_POINTS = {PrintSize.STANDARD: range(24, 13, -1), PrintSize.LARGE: range(28, 18, -1)}
"""The sizes of type to try; the last always stands where none fits better."""
_HEIGHT = {Paper.A4: 297.0, Paper.LETTER: 279.4}
_AROUND = {PrintSize.STANDARD: 60.0, PrintSize.LARGE: 84.0}
"""Millimetres above and below the cards of a sheet."""
_PADDING = 10.0
_POINT = 25.4 / 72
_LETTER, _WIDE_LETTER, _LEADING = 0.5, 0.6, 1.3
"""Of a letter on average, of one in the longest word, and of a line, in parts of the size."""
_FILLED = 0.75
"""How much of a card its text may take."""


@dataclass(frozen=True)
class Place:
    """A card's text and where it lies, in percent of the sheet."""

    text: str
    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True)
class CardSheet:
    """One side of a sheet of cards."""

    back: bool
    paired: bool
    """The deck is printed on both sides."""
    points: int
    """The size of its type, one for the deck."""
    places: tuple[Place, ...]


def sheets(deck: DeckBlock, edition: Edition) -> tuple[CardSheet, ...]:
    """Return the sides to print: each sheet's front, and its back where any card has one."""
    return tuple(_sheets(deck, edition))


def per_sheet(deck: DeckBlock, edition: Edition) -> int:
    """Return how many cards lie on a sheet: as many as the author asks for, if their texts fit."""
    longest = max(map(len, _texts(deck)))
    room = longest * (_LARGE if edition.size == PrintSize.LARGE else 1)
    fitting = [
        count for count, most in _CHARACTERS.items() if count <= deck.per_page and room <= most
    ]
    return max(fitting, default=1)


def _sheets(deck: DeckBlock, edition: Edition) -> Iterator[CardSheet]:
    count = per_sheet(deck, edition)
    paired = any(card.back for card in deck.cards)
    points = _points(_texts(deck), count, edition)
    right = from_right("".join(card.front for card in deck.cards)) or False
    for first in range(0, len(deck.cards), count):
        cards = deck.cards[first : first + count]
        fronts = _places([card.front for card in cards], count, mirrored=right)
        yield CardSheet(back=False, paired=paired, points=points, places=fronts)
        if paired:
            backs = _places([card.back or "" for card in cards], count, mirrored=not right)
            yield CardSheet(back=True, paired=paired, points=points, places=backs)


def _texts(deck: DeckBlock) -> list[str]:
    return [text for card in deck.cards for text in (card.front, card.back or "")]


def _points(texts: Sequence[str], count: int, edition: Edition) -> int:
    """Return the largest size in which every text fits its card."""
    columns = _COLUMNS[count]
    width = column(edition) / columns - _PADDING
    height = (_HEIGHT[edition.paper] - _AROUND[edition.size]) * columns / count - _PADDING
    sizes = _POINTS[edition.size]
    fitting = (
        points
        for points in sizes
        if all(_fits(text, points * _POINT, width, height) for text in texts)
    )
    return next(fitting, sizes[-1])


def _fits(text: str, size: float, width: float, height: float) -> bool:
    lines = sum(ceil(len(one) * size * _LETTER / width) for one in text.splitlines())
    longest = max(map(len, text.split()), default=0)
    fits_down = lines * size * _LEADING <= height * _FILLED
    return fits_down and longest * size * _WIDE_LETTER <= width


def _places(texts: Sequence[str], count: int, *, mirrored: bool) -> tuple[Place, ...]:
    """Return where texts lie, row by row, from the side that they are read from."""
    columns = _COLUMNS[count]
    width, height = 100 / columns, 100 * columns / count
    places = (
        Place(
            text=text,
            left=width * (columns - 1 - position % columns if mirrored else position % columns),
            top=height * (position // columns),
            width=width,
            height=height,
        )
        for position, text in enumerate(texts)
    )
    right = from_right("".join(texts))
    return tuple(sorted(places, key=lambda one: (one.top, -one.left if right else one.left)))
