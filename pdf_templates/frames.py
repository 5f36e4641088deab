"""Messages between the press and its render processes: a JSON head and bytes behind it.

Nothing that runs code when it is read: what a render process says is not trusted.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import IO, Any

_HEAD_BYTES = 4


@dataclass(frozen=True, slots=True)
class Frame:
    """One message."""

    head: dict[str, Any]
    bodies: Sequence[bytes] = ()


def write(stream: IO[bytes], frame: Frame) -> None:
    """Send a message."""
    sizes = [len(body) for body in frame.bodies]
    head = json.dumps({**frame.head, "sizes": sizes}).encode()
    stream.write(len(head).to_bytes(_HEAD_BYTES))
    stream.writelines((head, *frame.bodies))
    stream.flush()


def read(stream: IO[bytes]) -> Frame:
    """Wait for a message and return it; raises EOFError where the other side has gone."""
    head = json.loads(_exactly(stream, int.from_bytes(_exactly(stream, _HEAD_BYTES))))
    return Frame(head, [_exactly(stream, size) for size in head.pop("sizes")])


def dump(frame: Frame) -> bytes:
    """Return a message as bytes, to be kept."""
    stream = BytesIO()
    write(stream, frame)
    return stream.getvalue()


def load(content: bytes) -> Frame:
    """Return the message that `dump` wrote."""
    return read(BytesIO(content))


def _exactly(stream: IO[bytes], size: int) -> bytes:
    content = stream.read(size)
    if len(content) < size:
        raise EOFError
    return content
