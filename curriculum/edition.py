"""How to print: paper, type size, ink and language."""

from __future__ import annotations

from enum import StrEnum

from curriculum.values import LanguageTag, Value


class Paper(StrEnum):
    """The sheet."""

    A4 = "a4"
    LETTER = "letter"


class PrintSize(StrEnum):
    """Standard type, or large print laid out anew."""

    STANDARD = "standard"
    LARGE = "large"


class Ink(StrEnum):
    """Colour, or black alone for the copier."""

    COLOUR = "colour"
    BLACK = "black"


class Layout(StrEnum):
    """How the pages lie on the sheet."""

    PAGES = "pages"
    """A page a sheet."""
    CARDS = "cards"
    """Cue cards to cut out."""
    BOOKLET = "booklet"
    """Two pages side by side, in the order in which the folded sheets are read."""
    TWO_UP = "two-up"
    """Two pages side by side, to be cut apart; longer handouts are folded."""

    @property
    def halves(self) -> bool:
        """Return whether a page takes half a sheet that lies on its side."""
        return self in (Layout.BOOKLET, Layout.TWO_UP)


class Edition(Value):
    """One way to print a document."""

    paper: Paper = Paper.A4
    size: PrintSize = PrintSize.STANDARD
    ink: Ink = Ink.COLOUR
    language: LanguageTag = "en"
    """The language of the fixed words around the text; the text stays in its own."""
    layout: Layout = Layout.PAGES
