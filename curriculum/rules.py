"""The rules that a session's parts keep with each other, whichever way the session came in."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from fractions import Fraction

from curriculum.session import Activity, Session

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Breach:
    """A broken rule: the value it speaks of, and the values it looked at to say so."""

    path: Path
    code: str
    expected: str
    suggestion: str = ""
    looked_at: tuple[Path, ...] = ()
    line: int = 0
    """The line of the text at `path`, counted from 0."""


def breaches(session: Session, references: Collection[str] | None = None) -> Iterator[Breach]:
    """Yield every broken rule; `references` are the keys that may be cited, None allows any."""
    yield from ()
