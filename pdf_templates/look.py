"""A page of a finished PDF as a small picture, to be looked at before it is printed."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from PIL import Image

COLOURS = 48
"""Enough for type, rules and tints; it makes a picture a third as large."""


class NoSuchPageError(LookupError):
    """The file has fewer pages."""


def look(pdf: bytes, page: int, width: int) -> bytes:
    """Return the picture of a page in PNG, so many pixels wide; of page 0, how many there are."""
    file = pypdfium2.PdfDocument(pdf)
    try:
        if page == 0:
            return b"%d" % len(file)
        if page > len(file):
            raise NoSuchPageError
        return _picture(file[page - 1], width)
    finally:
        file.close()


def _picture(page: pypdfium2.PdfPage, width: int) -> bytes:
    drawn = page.render(scale=width / page.get_width())
    stream = BytesIO()
    image = drawn.to_pil().convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    image.save(stream, "PNG", optimize=True)
    return stream.getvalue()
