"""How commands speak and fail: sentences on standard error, never a traceback."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from curriculum.errors import CurriculumError

FAILED, MISUSED = 1, 2


@dataclass
class Outcome:
    """How a command ended."""

    code: int = FAILED


class WrongCallError(CurriculumError):
    """The command was called in a way that cannot mean anything."""

    code = "wrong-call"


def say(text: str) -> None:
    """Tell the person at the terminal."""
    sys.stderr.write(f"{text}\n")


def print_alone(text: str) -> None:
    """Print what a script reads."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


@contextmanager
def told() -> Iterator[Outcome]:
    """Turn an error into a sentence and an exit code."""
    outcome = Outcome()
    try:
        yield outcome
    except WrongCallError as error:
        _tell(outcome, str(error), MISUSED)
    except CurriculumError as error:
        _tell(outcome, str(error), FAILED)
    except ValidationError as error:
        lines = (f"{_name(error, one['loc'])}: {one['msg']}." for one in error.errors())
        _tell(outcome, "\n".join(lines), MISUSED)
    except OSError as error:
        place = f"{error.filename}: " if error.filename else ""
        _tell(outcome, f"{place}{error.strerror or error}.", FAILED)
    except SQLAlchemyError as error:
        reason = str(error.__cause__ or error).splitlines()[0]
        _tell(outcome, f"The database cannot be used: {reason}.", FAILED)
    except KeyboardInterrupt:
        _tell(outcome, "Stopped.", 130)


def _tell(outcome: Outcome, text: str, code: int) -> None:
    say(text)
    outcome.code = code


def _name(error: ValidationError, location: tuple[int | str, ...]) -> str:
    """Return the name of the variable, or of the option, that a value came from."""
    first = str(location[0]) if location else ""
    return f"CURRICULUM_{first.upper()}" if error.title == "Settings" else f"--{first}"
