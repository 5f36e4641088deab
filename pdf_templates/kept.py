"""A part as it is kept: its objects as lines whose numbers are left open until it is joined."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from pdf_templates.frames import Frame, dump, load

PAGES, TREE, DOCUMENT, OWNERS, OUTLINES = range(2, 7)
"""The numbers of objects that all parts share: the page tree, the structure tree with its root
element and its tree of owners, the bookmarks."""
OWN = 16
"""What is added to the number of a part's own object, to be told from a shared one."""
OPEN = b"\0"
"""Stands in a line where a number belongs."""


@dataclass(frozen=True, slots=True)
class Head:
    """What joining, and the contents, need to know of a part; its objects count from 0."""

    pages: list[int]
    """The objects of its pages."""
    anchors: list[tuple[str, int, str]]
    """Name, the page's place from 0, and the spot on it."""
    wanted: list[str]
    """Anchors of other parts that its links lead to."""
    elements: list[int]
    """The topmost elements of its structure."""
    owners: int
    """Its node of the tree of owners."""
    bookmarks: tuple[int, int, int] | None
    """How many are shown, the first and the last of the topmost."""
    fonts: int
    """The dictionary of its fonts."""
    objects: int
    language: str
    info: str
    metadata: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A part: a line an object, those of streams last, and the streams' data."""

    head: Head
    text: bytes
    numbers: array[int]
    streams: Sequence[bytes]

    def dump(self) -> bytes:
        """Return the part as bytes."""
        packed = (zlib.compress(self.text), zlib.compress(self.numbers.tobytes()))
        return dump(Frame(asdict(self.head), [*packed, *self.streams]))

    @classmethod
    def load(cls, content: bytes) -> Kept:
        """Return the part that `dump` wrote."""
        frame = load(content)
        text, numbers, *streams = frame.bodies
        return cls(
            Head(**frame.head),
            zlib.decompress(text),
            array("I", zlib.decompress(numbers)),
            streams,
        )

    def lines(self, base: int) -> list[bytes]:
        """Return its objects, its own numbered from `base` on."""
        table = [b"%d" % number for number in range(OWN)]
        table += [b"%d" % number for number in range(base, base + self.head.objects)]
        pieces = self.text.split(OPEN)
        filled = [b""] * (2 * len(pieces) - 1)
        filled[0::2] = pieces
        filled[1::2] = [table[number] for number in self.numbers]
        return b"".join(filled).split(b"\n")


def head_of(content: bytes) -> Head:
    """Return the head alone of a part that was dumped."""
    return Head(**load(content).head)
