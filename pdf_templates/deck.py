"""How a deck of cards lies on its sheets: fronts, and backs mirrored for printing on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from curriculum.edition import Edition, PrintSize
from curriculum.session import DeckBlock

_COLUMNS = {1: 1, 2: 1, 4: 2, 6: 2, 8: 2, 10: 2}
_CHARACTERS = {1: 1300, 2: 620, 4: 380, 6: 230, 8: 170, 10: 120}
"""How long a card's text may be at 12 pt so that so many of its size fit a sheet."""
_LARGE = 2.6
"""How much more room large print takes."""


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
    places: tuple[Place, ...]


def sheets(deck: DeckBlock, edition: Edition) -> tuple[CardSheet, ...]:
    """Return the sides to print: each sheet's front, and its back where any card has one."""
    return tuple(_sheets(deck, edition))


def per_sheet(deck: DeckBlock, edition: Edition) -> int:
    """Return how many cards lie on a sheet: as many as the author asks for, if their texts fit."""
    longest = max(len(text) for card in deck.cards for text in (card.front, card.back or ""))
    room = longest * (_LARGE if edition.size == PrintSize.LARGE else 1)
    fitting = [
        count for count, most in _CHARACTERS.items() if count <= deck.per_page and room <= most
    ]
    return max(fitting, default=1)


def _sheets(deck: DeckBlock, edition: Edition) -> Iterator[CardSheet]:
    count = per_sheet(deck, edition)
    paired = any(card.back for card in deck.cards)
    for first in range(0, len(deck.cards), count):
        cards = deck.cards[first : first + count]
        fronts = _places([card.front for card in cards], count, mirrored=False)
        yield CardSheet(back=False, paired=paired, places=fronts)
        if paired:
            backs = _places([card.back or "" for card in cards], count, mirrored=True)
            yield CardSheet(back=True, paired=paired, places=backs)


def _places(texts: Sequence[str], count: int, *, mirrored: bool) -> tuple[Place, ...]:
    columns = _COLUMNS[count]
    width, height = 100 / columns, 100 * columns / count
    return tuple(
        Place(
            text=text,
            left=width * (columns - 1 - position % columns if mirrored else position % columns),
            top=height * (position // columns),
            width=width,
            height=height,
        )
        for position, text in enumerate(texts)
    )
