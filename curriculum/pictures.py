"""Look at the head of a picture: its kind and its size, without decoding a pixel."""

from __future__ import annotations

import struct

MOST_BYTES = 1_000_000
MOST_PIXELS = 4_000
_PNG = b"\x89PNG\r\n\x1a\n"
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def picture_fault(
    name: str, raw: bytes, *, most_bytes: int = MOST_BYTES, most_pixels: int = MOST_PIXELS
) -> tuple[str, str, str] | None:
    """Return code, sentence and advice if these bytes are no PNG or JPEG of a printable size."""
    if len(raw) > most_bytes:
        return (
            "picture-too-large",
            f"A picture has at most {most_bytes:,} bytes; this one has {len(raw):,}.",
            "Save it smaller.",
        )
    kind, size = ("PNG", _png_size(raw)) if name.endswith(".png") else ("JPEG", _jpeg_size(raw))
    if size is None:
        return (
            "not-a-picture",
            f"By its first bytes this is no {kind} picture.",
            "Save it again as PNG or JPEG, with the right ending.",
        )
    if not all(1 <= side <= most_pixels for side in size):
        return (
            "picture-too-large",
            f"A side has at most {most_pixels:,} pixels; this one is {size[0]} × {size[1]}.",
            "Save it smaller.",
        )
    return None


def _png_size(raw: bytes) -> tuple[int, int] | None:
    if not raw.startswith(_PNG) or raw[12:16] != b"IHDR" or len(raw) < 24:
        return None
    width, height = struct.unpack(">II", raw[16:24])
    return width, height


def _jpeg_size(raw: bytes) -> tuple[int, int] | None:
    """Return the size that the frame header states, by walking over the segments before it."""
    if not raw.startswith(b"\xff\xd8\xff"):
        return None
    position = 2
    while position + 9 <= len(raw) and raw[position] == 0xFF:
        kind = raw[position + 1]
        if kind == 0xFF:
            position += 1
            continue
        if kind in _FRAMES:
            height, width = struct.unpack(">HH", raw[position + 5 : position + 9])
            return width, height
        position += 2 + int(struct.unpack(">H", raw[position + 2 : position + 4])[0])
    return None
