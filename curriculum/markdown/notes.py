"""What a reader notes while it reads: mistakes, where things stand, and what is in doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

from curriculum.errors import Mistake

T = TypeVar("T")

Path = tuple[str | int, ...]
"""The way to a value from the session or handout that holds it: ('steps', 2, 'minutes')."""


class Misread(Exception):  # noqa: N818 - not an error of the program: an author's words, not understood
    """Words that cannot be read, with what was expected and what to write instead."""

    def __init__(self, code: str, expected: str, suggestion: str = "") -> None:
        """Keep the three parts of a mistake that do not depend on its place."""
        super().__init__(expected)
        self.code, self.expected, self.suggestion = code, expected, suggestion


@dataclass
class Notes:
    """The notes on one file."""

    file: str
    mistakes: list[Mistake] = field(default_factory=list)
    places: dict[Path, tuple[str, int]] = field(default_factory=dict)
    doubtful: set[Path] = field(default_factory=set)
    """Values that stand in for what could not be read; no rule may speak of them."""

    def mistake(self, line: int, code: str, expected: str, suggestion: str = "") -> None:
        """Note a mistake."""
        self.mistakes.append(Mistake(self.file, line, code, expected, suggestion))

    def put(self, path: Path, line: int) -> None:
        """Note where the value at this path stands."""
        self.places[path] = (self.file, line)

    def doubt(self, path: Path) -> None:
        """Note that nothing can be said of the value at this path."""
        self.doubtful.add(path)

    def attempt(self, path: Path, line: int, read: Callable[[], T], stand_in: T) -> T:
        """Return what `read` returns; if it cannot, note the mistake and return the stand-in."""
        self.put(path, line)
        try:
            return read()
        except Misread as misread:
            self.mistake(line, misread.code, misread.expected, misread.suggestion)
            self.doubt(path)
            return stand_in

    def take_in(self, other: Notes, prefix: Path) -> None:
        """Add the notes on a file whose value stands at `prefix` of this one's."""
        self.mistakes += other.mistakes
        self.places |= {prefix + path: place for path, place in other.places.items()}
        self.doubtful |= {prefix + path for path in other.doubtful}

    def in_doubt(self, path: Path) -> bool:
        """Tell whether this value, one that holds it or one that it holds is in doubt."""
        return any(path[: len(one)] == one or one[: len(path)] == path for one in self.doubtful)

    def place(self, path: Path) -> tuple[str, int]:
        """Return file and line of this value, or of the nearest one that holds it."""
        for length in range(len(path), -1, -1):
            if path[:length] in self.places:
                return self.places[path[:length]]
        return self.file, 1


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the known word that was probably meant, or None."""
    by_lower = {one.lower(): one for one in known}
    close = get_close_matches(word.lower(), by_lower, n=1, cutoff=0.6)
    return by_lower[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question for the probable word, or the list of all."""
    options = list(known)
    close = nearest(word, options)
    if close:
        return f"Did you mean `{close}`?"
    return f"Write one of: {', '.join(f'`{one}`' for one in options)}."
