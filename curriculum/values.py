"""The small values that every other part is made of: closed models, names, minutes, modes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from enum import StrEnum
from math import ceil
from typing import Annotated, ParamSpec, TypeVar, cast

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from curriculum.sentence import WrongValueError, sentence


class Value(BaseModel):
    """A closed, immutable value: unknown keys are errors, and nothing changes it once made."""

    model_config = ConfigDict(extra="forbid", frozen=True)


P = ParamSpec("P")
V = TypeVar("V", bound=Value)


def unchecked(kind: Callable[P, V]) -> Callable[P, V]:
    """Return what makes such values from their fields, five times as fast, and checks nothing.

    For values that are worked out from checked ones, by the hundred. Every field has to be given,
    also where it has a default, in the order in which they are declared and are written out.
    """
    cls = cast("type[V]", kind)
    put = object.__setattr__
    given = set(cls.model_fields)  # one for all: frozen values add nothing to it, copies copy it

    def make(*_: P.args, **fields: P.kwargs) -> V:
        made = cls.__new__(cls)
        put(made, "__dict__", fields)
        put(made, "__pydantic_fields_set__", given)
        put(made, "__pydantic_extra__", None)
        put(made, "__pydantic_private__", None)
        return made

    return make


class Mode(StrEnum):
    """Who comes: people alone, both partners, or some of each."""

    SOLO = "solo"
    COUPLES = "couples"
    MIXED = "mixed"


class Setting(StrEnum):
    """Where the group meets."""

    IN_PERSON = "in-person"
    ONLINE = "online"


class Access(StrEnum):
    """A need that an activity may have to be adapted for."""

    MOBILITY = "mobility"
    SIGHT = "sight"
    HEARING = "hearing"
    READING = "reading"


_UNPRINTABLE = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufffe\\uffff]")


def clean(text: str) -> str:
    """Return the text NFC-normalised, with plain line ends.

    Refuses control characters and lone surrogates, which no database, XML file or page can hold.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    found = _UNPRINTABLE.search(text)
    if found:
        raise WrongValueError(
            sentence(
                "the control character U+{number} cannot be kept", number=f"{ord(found[0]):04X}"
            ),
            sentence("Delete it."),
        )
    return unicodedata.normalize("NFC", text)


TURNING = re.compile("[\\u202a-\\u202e\\u2066-\\u2069]")
"""Characters that turn the direction of what follows, until another one ends it."""


def one_line(text: str) -> str:
    """Return a clean line, as `clean` does.

    Refuses what turns the direction of text: beside others the line would be read as something
    else (Unicode TR 36, 2.10). The marks that right-to-left scripts need are let through.
    """
    text = clean(text)
    found = TURNING.search(text)
    if found:
        before = text[max(0, found.start() - 20) : found.start()]
        raise WrongValueError(
            sentence(
                "the invisible character U+{number} would turn the text round",
                number=f"{ord(found[0]):04X}",
            ),
            (
                sentence("Delete it behind “{before}”.", before=before)
                if before
                else sentence("Delete it at the beginning.")
            ),
        )
    return text


_UNSEEN = frozenset({"Cf", "Zl", "Zp", "Zs"})
"""Kinds of characters that show nothing (Unicode, general categories)."""


def mail_address(text: str) -> str:
    """Return an e-mail address, as `clean` does; refuses every character that cannot be seen."""
    text = clean(text)
    unseen = next((one for one in text if unicodedata.category(one) in _UNSEEN), None)
    if unseen:
        raise WrongValueError(
            sentence(
                "the invisible character U+{number} has no place in an address",
                number=f"{ord(unseen):04X}",
            ),
            sentence("Type the address anew."),
        )
    return text


_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"

Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=300, pattern=r"^[^\r\n]*$"),
    AfterValidator(one_line),
]
"""One line of text with inline marks only, 1 to 300 characters."""

Markdown = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=8000),
    AfterValidator(clean),
]
"""Text in the safe Markdown of `curriculum.markup`, 1 to 8,000 characters."""

Slug = Annotated[str, StringConstraints(pattern=_SLUG, max_length=60)]
"""A name for machines: lower-case letters, digits and single hyphens."""

Code = Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9]{0,11}(-[A-Z0-9]{1,12})?$")]
"""What people call a session by: `AL1`, or an organisation's own `AL1-RIVER`."""

LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
LanguageTag = Annotated[str, StringConstraints(pattern=LANGUAGE, max_length=35)]
"""A language tag, such as `en` or `pt-BR` (BCP 47)."""

WholeMinutes = Annotated[int, Field(ge=0, le=1440)]
"""Minutes on the clock."""


class Minutes(Value):
    """A time that may grow with the head count: `fixed` + `per_person` x people, in minutes.

    Both are multiples of a quarter minute, so that sums are exact.
    """

    fixed: Annotated[float, Field(ge=0, le=480, multiple_of=0.25), AfterValidator(abs)] = 0.0
    per_person: Annotated[float, Field(ge=0, le=30, multiple_of=0.25), AfterValidator(abs)] = 0.0
    # abs, because -0.0 passes for zero but is written differently

    def exact(self, people: int) -> float:
        """Return the minutes for this many people, unrounded; floats hold quarters exactly."""
        return self.fixed + self.per_person * people

    def whole(self, people: int) -> int:
        """Return the minutes for this many people, rounded up to whole minutes."""
        return ceil(self.exact(people))

    def __add__(self, other: Minutes) -> Minutes:
        """Return the sum, part by part."""
        return Minutes(
            fixed=self.fixed + other.fixed, per_person=self.per_person + other.per_person
        )
