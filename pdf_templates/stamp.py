"""Page numbers and tabs: set at joining, as artifacts, in a font taken from a specimen page."""

from __future__ import annotations

import re
import zlib

from pdf_templates.bound import Bound
from pdf_templates.file import PdfFile
from pdf_templates.numbers import PageNumbers, Tab, baseline_below

_NAME = b"/PageNumbers"
_ARTIFACT = "/Artifact <</Type /Pagination>> BDC q {} Q EMC"
TAB_EDGE = 5 * 72 / 25.4
"""From the edge of the sheet, which printers leave white."""
TAB_BAR = 3 * 72 / 25.4
_INK = (0.0, 0.0, 0.0)
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

    def put(self, part: Bound, place: int, number: int, total: int, tab: Tab | None) -> None:
        """Set the number before the page's own content, which leaves its coordinates flipped."""
        content = self._file.reserve(1)
        drawn = self._number(number, total) + (self._tab(tab, number) if tab else "")
        self._file.add_packed(content, b"", drawn.encode())
        before, own = part.lines[place].split(b"/Contents ")
        contents, _, after = own.partition(b" R")
        part.lines[place] = b"%b/Contents [ %d 0 R %b R ]%b" % (before, content, contents, after)

    def _number(self, number: int, total: int) -> str:
        numbers = self._numbers
        text = numbers.form.format(page=number, pages=total)
        spot = (numbers.right - self._width(text), numbers.baseline)
        return _ARTIFACT.format(self._set(text, spot, numbers.colour))

    def _tab(self, tab: Tab, number: int) -> str:
        """Return a tab at the outer edge: right of an odd page, left of an even one."""
        numbers = self._numbers
        right = number % 2 == 1
        text_left = numbers.width - TAB_EDGE - self._width(tab.text) if right else TAB_EDGE
        bar_left = numbers.width - TAB_EDGE - TAB_BAR if right else TAB_EDGE
        below = tab.text_top + baseline_below(numbers.size, numbers.leading)
        spot = (text_left, numbers.height - below)
        bar = f"0 g {bar_left:.3f} {numbers.height - tab.bottom:.3f} {TAB_BAR:.3f} "
        bar += f"{tab.bottom - tab.top:.3f} re f "
        return " " + _ARTIFACT.format(bar + self._set(tab.text, spot, _INK))

    def _set(self, text: str, spot: tuple[float, float], colour: tuple[float, ...]) -> str:
        """Return how to draw a line of text."""
        red, green, blue = colour
        shown = "".join(f"{self._glyphs[character]:04x}" for character in text)
        return (
            f"BT {red:g} {green:g} {blue:g} rg {_NAME.decode()} {self._numbers.size:g} Tf "
            f"1 0 0 1 {spot[0]:.3f} {spot[1]:.3f} Tm <{shown}> Tj ET"
        )

    def _width(self, text: str) -> float:
        glyphs = (self._widths[self._glyphs[character]] for character in text)
        return sum(glyphs) / 1000 * self._numbers.size

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
