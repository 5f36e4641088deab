"""A workshop that a facilitator assembled: meetings, and the items in each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    AfterValidator,
    ConfigDict,
    Discriminator,
    Field,
    PlainSerializer,
    Tag,
    WithJsonSchema,
    model_validator,
)

from curriculum.sentence import WrongValueError, sentence
from curriculum.session import Leader
from curriculum.values import Access, Code, LanguageTag, Line, Markdown, Mode, Setting, Slug, Value


@cache
def _zones() -> frozenset[str]:
    """Return the names of all zones; finding them reads hundreds of files."""
    return frozenset(available_timezones())


def is_zone(name: str) -> bool:
    """Return whether there is a time zone of that name."""
    return name in _zones()


def _known_zone(name: str) -> str:
    if not is_zone(name):
        raise WrongValueError(
            sentence("'{name}' is not a time zone", name=name),
            sentence("Write one like 'Europe/London'."),
        )
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]
"""A name of the IANA time zone database."""


def zone(name: str) -> ZoneInfo:
    """Return the time zone of that name."""
    return ZoneInfo(name)


def _to_the_minute(time: dt.time) -> dt.time:
    if time.second or time.microsecond or time.tzinfo:
        raise WrongValueError(sentence("write a wall-clock time to the minute, like '19:00'"))
    return time


ClockTime = Annotated[
    dt.time,
    AfterValidator(_to_the_minute),
    PlainSerializer(lambda time: time.strftime("%H:%M"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}),
]
"""A wall-clock time to the minute, written `HH:MM`."""

ItemMinutes = Annotated[int, Field(ge=1, le=480)]


class SessionItem(Value):
    """A session in a meeting, pinned to a revision, with what was changed for this workshop."""

    session: Code
    revision: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    """The pinned revision; left out on writing it means the newest published one."""
    start: ClockTime | None = None
    """A locked start: it stays put whatever comes before."""
    leave_out: Annotated[tuple[Slug, ...], Field(max_length=40)] = ()
    order: Annotated[tuple[Slug, ...], Field(max_length=40)] = ()
    """Activities in the order wanted; those not named keep their order behind them."""
    minutes: Annotated[dict[Slug, ItemMinutes], Field(max_length=40)] = Field(default_factory=dict)
    """Whole minutes for an activity, by its id."""
    leaders: Annotated[dict[Slug, Leader], Field(max_length=40)] = Field(default_factory=dict)
    """Who leads an activity, by its id; the lead where nothing is said."""
    notes: Markdown | None = None

    @property
    def pin(self) -> tuple[Code, int]:
        """Return the session and the revision by which it is known; 0 before it is pinned."""
        return self.session, self.revision or 0


class BreakItem(Value):
    """A break of that many minutes."""

    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True)

    break_: Annotated[int, Field(ge=1, le=240, alias="break")]
    start: ClockTime | None = None


class OwnItem(Value):
    """Something of the facilitator's own: a title and minutes."""

    title: Line
    minutes: ItemMinutes
    start: ClockTime | None = None
    notes: Markdown | None = None


def _item_kind(value: Any) -> str | None:
    """Tell an item by the key that only its kind has, so that errors speak of the right kind."""
    keys = set(value) if isinstance(value, dict) else set(type(value).model_fields)
    if "session" in keys:
        return "session"
    if keys & {"break", "break_"}:
        return "break"
    return "own"


Item = Annotated[
    Annotated[SessionItem, Tag("session")]
    | Annotated[BreakItem, Tag("break")]
    | Annotated[OwnItem, Tag("own")],
    Discriminator(_item_kind),
]


class Meeting(Value):
    """One evening: a slot of `minutes` from `start`, and what happens in it."""

    title: Line | None = None
    date: dt.date | None = None
    start: ClockTime | None = None
    """Left out, the plan counts elapsed time from 00:00."""
    minutes: Annotated[int, Field(ge=10, le=720)]
    items: Annotated[tuple[Item, ...], Field(max_length=40)] = ()


class Workshop(Value):
    """What a facilitator assembled, and for whom."""

    title: Line
    mode: Mode = Mode.SOLO
    setting: Setting = Setting.IN_PERSON
    people: Annotated[int, Field(ge=2, le=60)] = 8
    facilitators: Annotated[int, Field(ge=1, le=12)] = 1
    access: Annotated[tuple[Access, ...], Field(max_length=4)] = ()
    """Needs known beforehand: the texts adapted for them stand in the plan."""
    language: LanguageTag = "en"
    time_zone: TimeZone = "UTC"
    programme: Slug | None = None
    """The ready-made workshop that it was made from."""
    notes: Markdown | None = None
    meetings: Annotated[tuple[Meeting, ...], Field(min_length=1, max_length=40)]

    @model_validator(mode="after")
    def _starts_with_dates(self) -> Workshop:
        for number, meeting in enumerate(self.meetings, start=1):
            if meeting.start is None and any(item.start for item in meeting.items):
                raise WrongValueError(
                    sentence(
                        "meeting {number} locks the start of an item but has no start of its own",
                        number=number,
                    ),
                    sentence("Give the meeting a start."),
                )
        return self


def session_items(workshop: Workshop) -> Iterator[tuple[int, int, SessionItem]]:
    """Yield every session of a workshop with the numbers of its meeting and item, from 1."""
    for meeting_number, meeting in enumerate(workshop.meetings, start=1):
        for item_number, item in enumerate(meeting.items, start=1):
            if isinstance(item, SessionItem):
                yield meeting_number, item_number, item


class Programme(Value):
    """A ready-made workshop that ships with the library."""

    code: Slug
    title: Line
    summary: Markdown
    who_for: Markdown
    who_not_for: Markdown
    aims: Annotated[tuple[Line, ...], Field(max_length=8)] = ()
    """What people can be seen doing at its end."""
    evidence: Markdown | None = None
    """What is known of it, and where that ends."""
    references: Annotated[tuple[Slug, ...], Field(max_length=12)] = ()
    """The works behind that, by their keys."""
    workshop: Workshop
