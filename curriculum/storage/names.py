"""Names and numbers from outside: only what every database can compare is worth asking it for."""

from __future__ import annotations


def is_name(text: str) -> bool:
    """Tell whether this could be a code, a slug or an id."""
    return len(text) <= 64 and text.isascii() and text.isprintable()


def is_number(number: int) -> bool:
    """Tell whether this could be the number of a row or a revision."""
    return 0 <= number < 2**31
