"""The errors that the rules raise, each with a stable code and a way out."""

from __future__ import annotations

from dataclasses import dataclass


class CurriculumError(Exception):
    """Something that the caller can mend; `code` is stable, `str()` says what and what to do."""

    code = "curriculum-error"


class NotFoundError(CurriculumError):
    """There is nothing of that name that the caller may see."""

    code = "not-found"


class ConflictError(CurriculumError):
    """What is stored is in the way of what was asked."""

    code = "conflict"


class StaleError(CurriculumError):
    """Somebody else changed it in between."""

    code = "stale"


class ReadOnlyError(CurriculumError):
    """A shipped session cannot be changed, only copied."""

    code = "read-only"


class LimitError(CurriculumError):
    """The input is larger than what can be worked on."""

    code = "too-large"


class UnknownFormatError(CurriculumError):
    """What is stored was written by a newer release."""

    code = "unknown-format"


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in an author's file: where, what was expected, and what to write instead."""

    file: str
    line: int
    code: str
    expected: str
    suggestion: str

    def __str__(self) -> str:
        """Return it as one line that editors can jump to."""
        return f"{self.file}:{self.line}: {self.code}: {self.expected} {self.suggestion}".rstrip()


class AuthoringError(CurriculumError):
    """A session's files have mistakes; all of them, in the order of the files."""

    code = "authoring-mistakes"

    def __init__(self, mistakes: list[Mistake]) -> None:
        """Keep the mistakes; the message lists them, a line each."""
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = tuple(mistakes)
