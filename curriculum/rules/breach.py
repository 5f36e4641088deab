"""A broken rule, and where."""

from __future__ import annotations

from dataclasses import dataclass

Path = tuple[str | int, ...]
"""The way to a value from the session that holds it: ('activities', 0, 'steps', 2, 'minutes')."""

WHOLE = "*"
"""The last part of a path that stands for a list being whole, with nothing lost from it."""


@dataclass(frozen=True, slots=True)
class Breach:
    """A broken rule: the value it speaks of, and the others it looked at to say so."""

    path: Path
    code: str
    expected: str
    suggestion: str = ""
    others: tuple[Path, ...] = ()
    line: int = 0
    """The line of the text at `path`, counted from 0."""
