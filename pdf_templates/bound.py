"""A part within a joined document: its objects, with their numbers filled in."""

from __future__ import annotations

from dataclasses import dataclass

from pdf_templates.file import PdfFile
from pdf_templates.kept import Head, Kept


@dataclass(frozen=True, slots=True)
class Bound:
    """A part's objects as lines, numbered from `base` on; those of streams come last."""

    kept: Kept
    base: int
    lines: list[bytes]

    @classmethod
    def of(cls, file: PdfFile, part: bytes) -> Bound:
        """Give a part its numbers."""
        kept = Kept.load(part)
        base = file.reserve(kept.head.objects)
        return cls(kept, base, kept.lines(base))

    @property
    def head(self) -> Head:
        """Return what is known of it."""
        return self.kept.head

    @property
    def first_stream(self) -> int:
        """Return the place of the first stream among its objects."""
        return len(self.lines) - len(self.kept.streams)

    def reference(self, place: int) -> bytes:
        """Return how other objects name the object at that place."""
        return b"%d 0 R" % (self.base + place)

    def add_entry(self, place: int, entry: bytes) -> None:
        """Put an entry into the dictionary at that place."""
        self.lines[place] = self.lines[place].removesuffix(b">>") + entry + b" >>"

    def write(self, file: PdfFile) -> None:
        """Write all objects."""
        file.add_together(self.base, self.lines[: self.first_stream])
        for place in range(self.first_stream, len(self.lines)):
            self.write_one(file, place)

    def write_one(self, file: PdfFile, place: int) -> None:
        """Write the object at that place by itself."""
        stream = place - self.first_stream
        if stream < 0:
            file.add(self.base + place, self.lines[place])
        else:
            file.add_stream(self.base + place, self.lines[place], self.kept.streams[stream])
