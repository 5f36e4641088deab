"""Page numbers: set at joining, as artifacts, in a font taken from a specimen page."""

from __future__ import annotations

import re
import zlib

from pdf_templates.bound import Bound
from pdf_templates.file import PdfFile
from pdf_templates.numbers import PageNumbers

_NAME = b"/PageNumbers"
_REFERENCE = re.compile(rb"(\d+) 0 R")


class Stamp:
    """Sets page numbers in the one font of a specimen."""

    def __init__(self, file: PdfFile, numbers: PageNumbers, specimen: Bound) -> None:
        """Write the font into the file."""
        self._file = file
        self._numbers = numbers
        self._specimen = specimen
        font = self._first_reference(specimen.lines[specimen.head.fonts])
        self.font_entry = _NAME + b" %b" % specimen.reference(font)
        """What the fonts of every part need."""
        self._write_with_all_below(font, set())
        line = specimen.lines[font]
        self._glyphs = self._read_glyphs(self._first_reference(line, b"/ToUnicode "))
        self._widths = self._read_widths(self._first_reference(line, b"/DescendantFonts [ "))

    def put(self, part: Bound, place: int, number: int, total: int) -> None:
        """Set the number before the page's own content, which leaves its coordinates flipped."""
        content = self._file.reserve(1)
        self._file.add_packed(content, b"", self._content(number, total))
        before, own = part.lines[place].split(b"/Contents ")
        contents, _, after = own.partition(b" R")
        part.lines[place] = b"%b/Contents [ %d 0 R %b R ]%b" % (before, content, contents, after)

    def _content(self, number: int, total: int) -> bytes:
        numbers = self._numbers
        text = numbers.form.format(page=number, pages=total)
        glyphs = [self._glyphs[character] for character in text]
        width = sum(self._widths[glyph] for glyph in glyphs) / 1000 * numbers.size
        red, green, blue = numbers.colour
        shown = "".join(f"{glyph:04x}" for glyph in glyphs)
        return (
            "/Artifact <</Type /Pagination>> BDC q BT "
            f"{red:g} {green:g} {blue:g} rg {_NAME.decode()} {numbers.size:g} Tf "
            f"1 0 0 1 {numbers.right - width:.3f} {numbers.baseline:.3f} Tm <{shown}> Tj ET Q EMC"
        ).encode()

    def _first_reference(self, line: bytes, after: bytes = b"") -> int:
        """Return the place of the object that is named first after these words."""
        return int(_REFERENCE.findall(line, line.index(after))[0]) - self._specimen.base

    def _write_with_all_below(self, place: int, written: set[int]) -> None:
        if place not in written:
            written.add(place)
            self._specimen.write_one(self._file, place)
            for number in _REFERENCE.findall(self._specimen.lines[place]):
                self._write_with_all_below(int(number) - self._specimen.base, written)

    def _read_glyphs(self, place: int) -> dict[str, int]:
        """Return which glyph shows which character, by the font's Unicode map."""
        stream = self._specimen.kept.streams[place - self._specimen.first_stream]
        pairs = re.findall(r"<([0-9a-f]{4})> <([0-9a-f]+)>", zlib.decompress(stream).decode())
        return {bytes.fromhex(text).decode("utf-16-be"): int(glyph, 16) for glyph, text in pairs}

    def _read_widths(self, place: int) -> dict[int, float]:
        """Return the widths of the glyphs in thousandths of the size (ISO 32000-1, 9.7.4.3)."""
        line = self._specimen.lines[place]
        runs = re.findall(rb"(\d+) \[ ([\d. ]+) \]", line[line.index(b"/W ") :])
        return {
            int(first) + step: float(width)
            for first, widths in runs
            for step, width in enumerate(widths.split())
        }
