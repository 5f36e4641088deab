"""What the fields of a form that asks for a page mean; what makes no sense is left out."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

Choice = TypeVar("Choice", bound=StrEnum)


def chosen(kind: type[Choice], text: str) -> Choice | None:
    """Return the choice of that name, or None."""
    return kind(text) if text in list(kind) else None


def number(text: str, least: int, most: int) -> int | None:
    """Return a whole number, brought into the range, or None."""
    if not text.strip().isascii() or not text.strip().isdigit() or len(text) > 9:
        return None
    return max(least, min(int(text), most))
