"""Runs as the API sends and takes them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from api.v1.shapes import READ_ONLY, Next, example
from curriculum.run import Run
from curriculum.values import Value


class RunResource(Run):
    """A run, with its id."""

    id: str
    created_at: dt.datetime
    updated_at: dt.datetime


class RunBody(Run):
    """A run as it is sent; what a GET tells beside it may be sent along and has no effect.

    Another id, or another moment at which it was made, is refused.
    """

    model_config = example(
        meeting=1,
        planned_at="2026-11-27T19:00:00Z",
        began_at="2026-11-27T19:03:00Z",
        ended_at="2026-11-27T20:32:00Z",
        parts=[
            {
                "item": 1,
                "session": "AL1",
                "revision": 1,
                "activity": "opening",
                "title": "Opening",
                "steps": [{"minutes": 10, "given": 2, "seconds": 715}],
                "done": True,
            }
        ],
        people=8,
        reflection="Start the rounds ten minutes earlier.",
    )

    id: Annotated[str | None, Field(max_length=100, json_schema_extra=READ_ONLY)] = None
    created_at: Annotated[dt.datetime | None, Field(json_schema_extra=READ_ONLY)] = None
    updated_at: Annotated[dt.datetime | None, Field(json_schema_extra=READ_ONLY)] = None


class RunList(Value):
    """The runs of a workshop, the latest first."""

    items: tuple[RunResource, ...]
    next: Next = None
