"""Logos for tests."""

from __future__ import annotations

import struct
import zlib
from base64 import b64encode


def png(width: int = 1, height: int = 1, grey: int = 0) -> bytes:
    """Return a picture of one grey."""
    rows = (b"\0" + bytes([grey]) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in chunks
    )


def encoded(picture: bytes) -> str:
    return b64encode(picture).decode()


DOT = encoded(png())
