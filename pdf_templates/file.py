"""A PDF file in the making: numbered objects, and where each of them lies (ISO 32000-1, 7.5)."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from hashlib import sha256
from itertools import accumulate
from struct import Struct

_ROW = Struct(">BIH")
_FREE = _ROW.pack(0, 0, 0)
_MOST = 65_535
"""Objects in an object stream, by the width of its column in a row."""
_LEVEL = 1
"""Of compression: a better one doubles the time of joining to save a thirtieth of the file."""


class PdfFile:
    """Takes objects under numbers that were reserved for them; those never given are free."""

    def __init__(self, first: int) -> None:
        """Begin a file whose numbers below `first` are for the caller to use as it likes."""
        self._pieces = [b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"]
        self._length = len(self._pieces[0])
        self._rows = [_FREE] * first

    def reserve(self, count: int) -> int:
        """Return the first of so many numbers in a row."""
        first = len(self._rows)
        self._rows += [_FREE] * count
        return first

    def add(self, number: int, content: bytes) -> None:
        """Write an object."""
        self._rows[number] = _ROW.pack(1, self._length, 0)
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, content))

    def add_stream(self, number: int, dictionary: bytes, data: bytes) -> None:
        """Write a stream; its dictionary tells its length."""
        self.add(number, b"%b\nstream\n%b\nendstream" % (dictionary, data))

    def add_packed(self, number: int, entries: bytes, data: bytes) -> None:
        """Write a stream with more entries in its dictionary, and compress it."""
        packed = zlib.compress(data, _LEVEL)
        dictionary = b"<< %b /Filter /FlateDecode /Length %d >>" % (entries, len(packed))
        self.add_stream(number, dictionary, packed)

    def add_together(self, first: int, objects: Sequence[bytes]) -> None:
        """Write objects with numbers in a row into one object stream."""
        for start in range(0, len(objects), _MOST):
            self._add_object_stream(first + start, objects[start : start + _MOST])

    def finish(self, root: int, info: int) -> bytes:
        """Write where everything is, and return the file."""
        number = self.reserve(1)
        place = self._length
        self._rows[number] = _ROW.pack(1, place, 0)
        self._rows[0] = _ROW.pack(0, 0, _MOST)
        entries = b"/Type /XRef /Size %d /W [ 1 4 2 ] /Root %d 0 R /Info %d 0 R /ID [ %b %b ]"
        name = b"<%b>" % self._digest()
        entries %= (len(self._rows), root, info, name, name)
        self.add_packed(number, entries, b"".join(self._rows))
        self._write(b"startxref\n%d\n%%%%EOF\n" % place)
        return b"".join(self._pieces)

    def _add_object_stream(self, first: int, objects: Sequence[bytes]) -> None:
        number = self.reserve(1)
        starts = accumulate((len(one) + 1 for one in objects[:-1]), initial=0)
        pairs = zip(range(first, first + len(objects)), starts, strict=True)
        index = b" ".join([b"%d %d" % pair for pair in pairs]) + b"\n"
        entries = b"/Type /ObjStm /N %d /First %d" % (len(objects), len(index))
        self.add_packed(number, entries, index + b"\n".join(objects))
        self._rows[first : first + len(objects)] = [
            _ROW.pack(2, number, place) for place in range(len(objects))
        ]

    def _digest(self) -> bytes:
        digest = sha256()
        for piece in self._pieces:
            digest.update(piece)
        return digest.hexdigest()[:32].encode()

    def _write(self, piece: bytes) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
