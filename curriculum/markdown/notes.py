"""What a reader notes while it reads: mistakes, where things stand, and what is in doubt."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TypeVar

from curriculum.errors import Mistake
from curriculum.sentence import sentence

T = TypeVar("T")

Path = tuple[str | int, ...]
"""The way to a value from the session that holds it: ('activities', 0, 'steps', 2, 'minutes')."""


MOST_MISTAKES = 1_000


class EnoughError(Exception):
    """There are more mistakes than anybody will read."""


class Misread(Exception):  # noqa: N818 - no error of the program: words that are not understood
    """Words that cannot be read: the code of the mistake, what was expected, what to write."""

    def __init__(self, code: str, expected: str, suggestion: str = "") -> None:
        """Keep the parts of a mistake that do not depend on its place."""
        super().__init__(expected)
        self.words = (code, expected, suggestion)


@dataclass(frozen=True)
class Notes:
    """The notes on a session, as its reader stands at one value in one file."""

    file: str
    root: Path = ()
    """The way to the value; the paths of all methods but `place` and `in_doubt` go on from here."""
    mistakes: list[Mistake] = field(default_factory=list)
    places: dict[Path, tuple[str, int]] = field(default_factory=dict)
    doubtful: set[Path] = field(default_factory=set)
    """Values that stand in for what could not be read; no rule may speak of them."""

    def under(self, *parts: str | int, file: str | None = None) -> Notes:
        """Return the same notes, standing at a part of this value."""
        root = (*self.root, *parts)
        return Notes(file or self.file, root, self.mistakes, self.places, self.doubtful)

    def mistake(self, line: int, code: str, expected: str, suggestion: str = "") -> None:
        """Note a mistake; raises EnoughError for one too many."""
        if len(self.mistakes) == MOST_MISTAKES:
            raise EnoughError
        self.mistakes.append(Mistake(self.file, line, code, expected, suggestion))

    def put(self, line: int, *parts: str | int) -> None:
        """Note the line where a part stands."""
        self.places[*self.root, *parts] = (self.file, line)

    def doubt(self, *parts: str | int) -> None:
        """Note that nothing can be said of a part."""
        self.doubtful.add((*self.root, *parts))

    def attempt(self, part: str | int | None, line: int, read: Callable[[], T], stand_in: T) -> T:
        """Return what `read` returns; if it cannot, note the mistake and return the stand-in.

        `part` is the part that it reads, or None for this value itself.
        """
        parts = () if part is None else (part,)
        self.put(line, *parts)
        try:
            return read()
        except Misread as misread:
            self.mistake(line, *misread.words)
            self.doubt(*parts)
            return stand_in

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
    by_lower = {str(one).lower(): str(one) for one in known}
    close = get_close_matches(word[:80].lower(), by_lower, n=1)
    return by_lower[close[0]] if close else None


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a question for the probable word, or the list of all."""
    options = list(known)
    close = nearest(word, options)
    if close:
        return sentence("Did you mean `{close}`?", close=close)
    return sentence("Write one of: {words}.", words=", ".join(f"`{one}`" for one in options))
