"""A run: one meeting as it was held, with its minutes, what was left out, and what to do better."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, model_validator

from curriculum.sentence import WrongValueError, sentence
from curriculum.values import Code, Line, Slug, Value, WholeMinutes, clean


def _in_this_century(moment: dt.datetime) -> dt.datetime:
    if not 2000 <= moment.year < 2100:
        raise WrongValueError(
            sentence("the year cannot be right"), sentence("Set the clock of this device.")
        )
    return moment.astimezone(dt.UTC)


At = Annotated[AwareDatetime, AfterValidator(_in_this_century)]
"""A moment, in UTC."""

Reflection = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=500),
    AfterValidator(clean),
]
"""A few words about the method; what people told of themselves has no place in them."""

GIVEN_AT_MOST = 240

CODE_PATTERN = r"^(?:([A-Z]{1,2}-?)?[0-9]{1,3}|(?:[2-9][A-HJKMNP-Z]){3})$"
"""A group's own codes, and those of a platform's register, in which no two letters touch."""


def _code(text: str) -> str:
    """Return a person's code; what may be a name, an address or a telephone number is none."""
    if not re.fullmatch(CODE_PATTERN, text):
        raise WrongValueError(
            sentence("this is no code"),
            sentence(
                "Write one or two letters and a number, such as P1, or what a platform's register "
                "shows, and never a name or an address."
            ),
        )
    return text


PersonCode = Annotated[
    str,
    StringConstraints(strip_whitespace=True, to_upper=True, max_length=40),
    AfterValidator(_code),
    Field(json_schema_extra={"pattern": CODE_PATTERN}),
]
"""What somebody goes by in a group: `P1`, or the code of a platform's register. It names nobody."""


class RunStep(Value):
    """A step as it was timed: what was planned, given on top or taken away, and what it took."""

    minutes: WholeMinutes
    given: Annotated[int, Field(ge=-GIVEN_AT_MOST, le=GIVEN_AT_MOST)] = 0
    seconds: Annotated[int, Field(ge=0, le=86_400)] = 0

    @property
    def due(self) -> int:
        """Return the seconds that it may take."""
        return max(0, self.minutes + self.given) * 60


class RunPart(Value):
    """A part of the meeting: an activity of a session, a break, or an item of one's own."""

    item: Annotated[int, Field(ge=1, le=40)]
    session: Code | None = None
    revision: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    activity: Slug | None = None
    title: Line | None = None
    """Left out for a break between sessions."""
    essential: bool = True
    not_before: Annotated[int, Field(ge=0, le=1440)] | None = None
    """Minutes after the planned start at which it begins, even where the group is early."""
    steps: Annotated[tuple[RunStep, ...], Field(min_length=1, max_length=100)]
    left_out: bool = False
    took: WholeMinutes | None = None
    """Minutes that the facilitator wrote down afterwards, in place of what was measured."""
    done: bool | None = None
    """It was really done, as far as the facilitator remembers; null before that is asked."""

    @property
    def planned(self) -> int:
        """Return the minutes of the plan."""
        return sum(step.minutes for step in self.steps)

    @property
    def minutes(self) -> int:
        """Return the minutes that it took."""
        if self.took is not None:
            return self.took
        return round(sum(step.seconds for step in self.steps) / 60)


class Fidelity(Value):
    """One line of a session's fidelity list, and whether it was kept."""

    session: Code
    text: Line
    kept: bool = False


class Place(Value):
    """Where the group is: part and step, counted from 0, and since when."""

    part: Annotated[int, Field(ge=0, le=1599)]
    step: Annotated[int, Field(ge=0, le=99)]
    since: At


class Attendee(Value):
    """Somebody who was expected, by code, and whether they came."""

    code: PersonCode
    came: bool = True


class Run(Value):
    """One meeting of a workshop as it was held; it names nobody who took part."""

    meeting: Annotated[int, Field(ge=1, le=40)]
    planned_at: At
    """The moment that the plan's clock counts from."""
    began_at: At
    ended_at: At | None = None
    place: Place | None = None
    """Where the group is now; null once the meeting has ended."""
    parts: Annotated[tuple[RunPart, ...], Field(min_length=1, max_length=1600)]
    fidelity: Annotated[tuple[Fidelity, ...], Field(max_length=4000)] = ()
    people: Annotated[int, Field(ge=0, le=100)] | None = None
    """How many came, as somebody counted; more than came by code where some have none."""
    attendance: Annotated[tuple[Attendee, ...], Field(max_length=100)] = ()
    """Who came, by code; nothing unless the facilitators want it."""
    reflection: Reflection | None = None

    @model_validator(mode="after")
    def _place_is_there(self) -> Run:
        if (self.place is None) != (self.ended_at is not None):
            raise WrongValueError(
                sentence("a run has a place until it has ended"),
                sentence("Send 'place' or 'ended_at'."),
            )
        if self.ended_at and self.ended_at < self.began_at:
            raise WrongValueError(
                sentence("it ended before it began"), sentence("Correct 'ended_at'.")
            )
        if self.place and not self._has(self.place):
            raise WrongValueError(
                sentence("there is no such part or step"), sentence("Correct 'place'.")
            )
        return self

    @model_validator(mode="after")
    def _counts_agree(self) -> Run:
        codes = [one.code for one in self.attendance]
        twice = next((code for code in codes if codes.count(code) > 1), None)
        if twice:
            raise WrongValueError(
                sentence("the code {twice} stands twice", twice=twice), sentence("Send it once.")
            )
        by_code = sum(one.came for one in self.attendance)
        if self.people is not None and self.people < by_code:
            raise WrongValueError(
                sentence(
                    "{people} came, but {by_code} by code", people=self.people, by_code=by_code
                ),
                sentence("Correct 'people', or leave it out."),
            )
        return self

    @property
    def came(self) -> int | None:
        """Return how many came, counted or by code; None where nobody noted it."""
        if self.people is None and self.attendance:
            return sum(one.came for one in self.attendance)
        return self.people

    def _has(self, place: Place) -> bool:
        return place.part < len(self.parts) and place.step < len(self.parts[place.part].steps)

    @property
    def sessions(self) -> tuple[Code, ...]:
        """Return the codes of its sessions, each once, in order."""
        return tuple(dict.fromkeys(part.session for part in self.parts if part.session))


def codes_of(runs: Iterable[Run]) -> tuple[str, ...]:
    """Return the codes in these runs, each once: P2 before P10."""
    return tuple(sorted({one.code for run in runs for one in run.attendance}, key=_in_order))


def _in_order(code: str) -> tuple[str, int, str]:
    """Return what a code is sorted by: its letters, then its number."""
    number = re.search("[0-9]+", code)
    return (code[: number.start()], int(number[0]), code) if number else (code, 0, code)
