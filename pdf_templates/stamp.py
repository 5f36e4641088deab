"""Page numbers: set at joining, as artifacts, in a font taken from a specimen page."""

from __future__ import annotations

import re

from pikepdf import Array, Name, Object, Pdf

from pdf_templates.numbers import PageNumbers

__all__ = ["PageNumbers", "Stamp"]

_FONT = Name("/PageNumbers")


class Stamp:
    """Sets text in the specimen's font on pages of `pdf`."""

    def __init__(self, pdf: Pdf, specimen: Pdf, numbers: PageNumbers) -> None:
        """Take the font over from the specimen."""
        fonts = specimen.pages[0].obj.Resources.Font
        self._pdf = pdf
        self._numbers = numbers
        self._font = next(iter(pdf.copy_foreign(specimen.make_indirect(fonts)).values()))
        self._glyphs = _glyphs(self._font)
        self._widths = _widths(self._font)

    def put(self, page: Object, number: int, total: int) -> None:
        """Set the number before the page's own content, which leaves its coordinates flipped."""
        text = self._numbers.form.format(page=number, pages=total)
        glyphs = [self._glyphs[character] for character in text]
        width = sum(self._widths[glyph] for glyph in glyphs) / 1000 * self._numbers.size
        page.Resources.Font[_FONT] = self._font
        page.Contents = Array([self._pdf.make_stream(self._content(glyphs, width)), page.Contents])

    def _content(self, glyphs: list[int], width: float) -> bytes:
        numbers = self._numbers
        red, green, blue = numbers.colour
        shown = "".join(f"{glyph:04x}" for glyph in glyphs)
        return (
            "/Artifact <</Type /Pagination>> BDC q BT "
            f"{red:g} {green:g} {blue:g} rg {_FONT} {numbers.size:g} Tf "
            f"1 0 0 1 {numbers.right - width:.3f} {numbers.baseline:g} Tm <{shown}> Tj ET Q EMC"
        ).encode()


def _glyphs(font: Object) -> dict[str, int]:
    """Read from the font's Unicode map which glyph shows which character."""
    pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", font.ToUnicode.read_bytes().decode())
    return {bytes.fromhex(text).decode("utf-16-be"): int(glyph, 16) for glyph, text in pairs}


def _widths(font: Object) -> dict[int, float]:
    """Read the widths of the glyphs, in thousandths of the size (ISO 32000-1, 9.7.4.3)."""
    runs = list(font.DescendantFonts[0].W)
    return {
        int(first) + step: float(width)
        for first, widths in zip(runs[::2], runs[1::2], strict=True)
        for step, width in enumerate(widths)
    }
