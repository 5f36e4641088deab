"""Measure the pages of a PDF as they lie on paper, with the renderer of its thumbnails."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageOps
from pypdfium2 import raw

MILLIMETRE = 72 / 25.4
COARSE = 40
"""Dots an inch that are enough to see how far a page is filled."""
COPIER = 200
_LEAN = 0.4
"""Millimetres that a slanted letter may lean over what follows it."""
_KINDS = {raw.FPDF_PAGEOBJ_TEXT: "text", raw.FPDF_PAGEOBJ_IMAGE: "picture"}


def pictures(pdf: bytes, dots: int) -> list[Image.Image]:
    """Return the pages as pictures in grey, with so many dots an inch."""
    with pypdfium2.PdfDocument(pdf) as opened:
        return [page.render(scale=dots / 72).to_pil().convert("L") for page in opened]


def copied(picture: Image.Image) -> Image.Image:
    """Return what a copier leaves of a page: black or white, nothing between."""
    return picture.point(lambda grey: 255 if grey > 127 else 0)


def filled(pdf: bytes, head: float, foot: float) -> list[float]:
    """Return how far down each page is filled, in parts of the height between two margins in mm."""
    return [_filled(picture, head, foot) for picture in pictures(pdf, COARSE)]


def _filled(picture: Image.Image, head: float, foot: float) -> float:
    top, below = (int(one / 25.4 * COARSE) for one in (head, foot))
    body = ImageOps.invert(picture).crop((0, top, picture.width, picture.height - below))
    box = body.getbbox()
    return box[3] / body.height if box else 0.0


@dataclass(frozen=True)
class Piece:
    """Something painted, and where: in millimetres from the upper left."""

    page: int
    kind: str
    """`text`, `path`, or `picture`."""
    left: float
    top: float
    right: float
    bottom: float


def pieces(pdf: bytes) -> Iterator[Piece]:
    """Yield what is painted on the pages, the paper's own white aside."""
    with pypdfium2.PdfDocument(pdf) as opened:
        for number, page in enumerate(opened, start=1):
            for thing in page.get_objects(max_depth=1):
                left, bottom, right, top = thing.get_bounds()
                yield Piece(
                    number,
                    _KINDS.get(thing.type, "path"),
                    left / MILLIMETRE,
                    (page.get_height() - top) / MILLIMETRE,
                    right / MILLIMETRE,
                    (page.get_height() - bottom) / MILLIMETRE,
                )


def outside(pdf: bytes, width: float, height: float, margins: tuple[float, float]) -> list[Piece]:
    """Return what is painted outside of the side margin or past head and foot, in millimetres."""
    side, end = margins
    return [
        piece
        for piece in pieces(pdf)
        if piece.left < side
        or piece.right > width - side
        or piece.top < end
        or piece.bottom > height - end
    ]


def overprinted(pdf: bytes) -> list[tuple[Piece, Piece]]:
    """Return the runs of text that lie on each other."""
    runs = [piece for piece in pieces(pdf) if piece.kind == "text"]
    return [
        (one, two)
        for place, one in enumerate(runs)
        for two in runs[place + 1 :]
        if one.page == two.page and _shared(one, two) > 0.3
    ]


def _shared(one: Piece, two: Piece) -> float:
    """Return how much of the smaller box lies in the other."""
    across = min(one.right, two.right) - max(one.left, two.left)
    down = min(one.bottom, two.bottom) - max(one.top, two.top)
    smaller = min(_area(one), _area(two))
    return across * down / smaller if across > _LEAN and down > 0 and smaller else 0.0


def _area(piece: Piece) -> float:
    return (piece.right - piece.left) * (piece.bottom - piece.top)


def longest_line(pdf: bytes) -> int:
    """Return how many characters the longest line has."""
    with pypdfium2.PdfDocument(pdf) as opened:
        texts = [page.get_textpage().get_text_range() for page in opened]
    return max((len(line) for text in texts for line in text.splitlines()), default=0)
