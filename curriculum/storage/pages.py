"""Pages of a list: items, and a cursor to where the next page begins."""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from curriculum.errors import CurriculumError
from curriculum.storage.names import is_name, is_number

Item = TypeVar("Item")
Key = tuple[str | int, ...]

MOST = 100
"""The most items on a page."""


class CursorError(CurriculumError):
    """A cursor that no list of ours gave out."""

    code = "bad-cursor"


@dataclass(frozen=True, slots=True)
class Page(Generic[Item]):
    """Some items in order; `next` is the cursor to ask on with, None on the last page."""

    items: tuple[Item, ...]
    next: str | None


def page(items: Sequence[Item], keys: Sequence[Key], limit: int) -> Page[Item]:
    """Return the first `limit` items as a page; the caller asked for one more than that."""
    more = len(items) > limit
    return Page(tuple(items[:limit]), write_cursor(keys[limit - 1]) if more else None)


def write_cursor(key: Key) -> str:
    """Return the place behind an item as one word for a URL."""
    return base64.urlsafe_b64encode(json.dumps(key).encode()).decode().rstrip("=")


def read_cursor(cursor: str, shape: tuple[type, ...]) -> Key:
    """Return the key that a cursor was written from; CursorError unless it has this shape."""
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, binascii.Error, RecursionError):
        key = None
    if not isinstance(key, list) or tuple(map(type, key)) != shape or not all(map(_sound, key)):
        raise CursorError("This cursor is not one of ours; begin again without a cursor.")
    return tuple(key)


def _sound(part: str | int) -> bool:
    """Tell whether every database can compare with this part."""
    return is_name(part) if isinstance(part, str) else is_number(part)
