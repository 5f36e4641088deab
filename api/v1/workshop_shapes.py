"""Workshops as the API sends and takes them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Any

from pydantic import ConfigDict, Discriminator, Field, RootModel, Tag

from api.v1.shapes import READ_ONLY, AsOf, Next
from curriculum.fit import Cut, FittedMeeting
from curriculum.plan import Plan
from curriculum.values import Access, LanguageTag, Line, Markdown, Mode, Setting, Slug, Value
from curriculum.workshop import ClockTime, TimeZone, Workshop


class WorkshopResource(Workshop):
    """A workshop, with its id; every session in it is pinned to a revision."""

    id: str
    created_at: dt.datetime
    updated_at: dt.datetime


class WorkshopBody(Workshop):
    """A workshop as it is sent; what a GET tells beside it may be sent along and has no effect.

    Another id, or another moment at which it was made, is refused.
    """

    id: Annotated[str | None, Field(max_length=100, json_schema_extra=READ_ONLY)] = None
    created_at: Annotated[dt.datetime | None, Field(json_schema_extra=READ_ONLY)] = None
    updated_at: Annotated[dt.datetime | None, Field(json_schema_extra=READ_ONLY)] = None


class FromProgramme(Value):
    """A workshop made from a ready-made one; what is given here takes the place of its own."""

    programme: Slug
    title: Line | None = None
    mode: Mode | None = None
    setting: Setting | None = None
    people: Annotated[int, Field(ge=2, le=60)] | None = None
    facilitators: Annotated[int, Field(ge=1, le=12)] | None = None
    access: Annotated[tuple[Access, ...], Field(max_length=4)] | None = None
    language: LanguageTag | None = None
    time_zone: TimeZone | None = None
    notes: Markdown | None = None
    dates: Annotated[tuple[dt.date, ...], Field(max_length=40)] | None = None
    """A date for each meeting, in order."""
    start: ClockTime | None = None
    """When each meeting starts."""


def _kind_of_new(value: Any) -> str:
    """Tell which of the two ways a new workshop is described in."""
    if isinstance(value, dict):
        return "programme" if "programme" in value and "meetings" not in value else "workshop"
    return "programme" if isinstance(value, FromProgramme) else "workshop"


class NewWorkshop(
    RootModel[
        Annotated[
            Annotated[WorkshopBody, Tag("workshop")] | Annotated[FromProgramme, Tag("programme")],
            Discriminator(_kind_of_new),
        ]
    ]
):
    """A workshop, or a programme to make one from."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"programme": "on-my-own", "people": 10, "start": "18:30"},
                {
                    "title": "Tuesdays",
                    "mode": "solo",
                    "setting": "in-person",
                    "people": 8,
                    "time_zone": "Europe/London",
                    "meetings": [
                        {
                            "date": "2026-04-07",
                            "start": "19:00",
                            "minutes": 120,
                            "items": [{"session": "AL1", "leave_out": []}, {"break": 10}],
                        }
                    ],
                },
            ]
        }
    )


class WorkshopSummary(Value):
    """A workshop as a list shows it."""

    id: str
    title: Line
    mode: Mode
    setting: Setting
    people: int
    meetings: int
    first_date: dt.date | None
    created_at: dt.datetime
    updated_at: dt.datetime


class DeletedWorkshop(Value):
    """A workshop that is gone; only lists with `updated_since` tell it."""

    id: str
    deleted_at: dt.datetime


class WorkshopList(Value):
    """A page of workshops, last made first."""

    items: tuple[WorkshopSummary | DeletedWorkshop, ...]
    next: Next
    as_of: AsOf = None


class PlanResource(Plan):
    """A workshop worked out, and which one it is."""

    workshop: str
    """The workshop's id."""
    etag: str
    """The workshop's entity tag when this was worked out, without quotation marks."""


class FitResource(Value):
    """A workshop fitted to its slots, every cut that took, and what still does not fit."""

    applied: bool
    """It was saved; a dry run is not."""
    workshop: WorkshopResource
    cuts: tuple[Cut, ...]
    meetings: tuple[FittedMeeting, ...]
