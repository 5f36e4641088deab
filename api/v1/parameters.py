"""The parameters that several addresses share, with their bounds and what they mean."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated

from litestar.di import NamedDependency, Provide
from litestar.params import FromQuery, PathParameter, QueryParameter

from api.desk import Desk
from api.faults import Fault
from api.http import AnyRequest
from api.prints import EditionChoice, Order
from api.problems import RefusedError
from curriculum.edition import Ink, Layout, Paper, PrintSize
from curriculum.values import Mode, Setting
from pdf_templates.words import no_words

CodePath = Annotated[
    str,
    PathParameter(
        pattern=r"^[A-Z][A-Z0-9]{0,11}(-[A-Z0-9]{1,12})?$", description="A session's code: `AL1`."
    ),
]
SlugPath = Annotated[
    str,
    PathParameter(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60, description="Its slug."),
]
WorkshopPath = Annotated[
    str, PathParameter(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="A workshop's id.")
]
IdPath = Annotated[int, PathParameter(ge=1, le=2**31 - 1, description="Its number.")]

Limit = Annotated[int, QueryParameter(ge=1, le=100, description="The most items on the page.")]
Cursor = Annotated[
    str | None,
    QueryParameter(max_length=500, description="The `next` of the page before."),
]
MeetingQuery = Annotated[
    int | None,
    QueryParameter(ge=1, le=40, description="The number of a meeting: this evening alone."),
]
UpdatedSince = Annotated[
    dt.datetime | None,
    QueryParameter(
        description="Only what changed at this moment or later, the last change last, with what "
        "went in between as `deleted_at`. Send the `as_of` of the last page next time."
    ),
]
LanguageQuery = Annotated[
    str | None,
    QueryParameter(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35),
]
People = Annotated[
    int | None,
    QueryParameter(ge=2, le=60, description="How many come; typically as its author says."),
]
PaperQuery = Annotated[
    Paper | None, QueryParameter(description="The sheet; your organisation's own if left out.")
]
LayoutQuery = Annotated[
    Layout,
    QueryParameter(
        description="A page a sheet; of guides, cue cards to cut out or a booklet to fold; of "
        "handouts, two to a sheet, to be cut apart."
    ),
]
Download = Annotated[
    bool, QueryParameter(description="Have the browser save it instead of showing it.")
]


def edition(
    paper: PaperQuery = None,
    size: FromQuery[PrintSize] = PrintSize.STANDARD,
    ink: FromQuery[Ink] = Ink.COLOUR,
    language: LanguageQuery = None,
    layout: LayoutQuery = Layout.PAGES,
) -> EditionChoice:
    """Read how a document is to be printed."""
    if language is not None and (told := no_words(language)):
        fault = Fault(
            where="query language", message=told.rstrip("."), action="Write one of these."
        )
        raise RefusedError(400, "bad-parameter", told, errors=(fault,))
    return EditionChoice(paper, size, ink, language, layout)


def order(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    choice: NamedDependency[EditionChoice],
    *,
    download: Download = False,
) -> Order:
    """Read how a document is to be handed over."""
    return Order(request, desk.counter, choice, download)


@dataclass(frozen=True, slots=True)
class Group:
    """For whom a single session is printed."""

    mode: Mode = Mode.SOLO
    setting: Setting = Setting.IN_PERSON
    people: int | None = None


def group(
    mode: FromQuery[Mode] = Mode.SOLO,
    setting: FromQuery[Setting] = Setting.IN_PERSON,
    people: People = None,
) -> Group:
    """Read for whom it is."""
    return Group(mode=mode, setting=setting, people=people)


OF_PLAN = {"choice": Provide(edition, sync_to_thread=False)}
OF_WORKSHOP = {**OF_PLAN, "order": Provide(order, sync_to_thread=False)}
OF_SESSION = {**OF_WORKSHOP, "group": Provide(group, sync_to_thread=False)}


def moment(updated_since: dt.datetime, *, filtered: bool = False) -> dt.datetime:
    """Return a moment that changes are asked for since, in UTC; refuses one without a time zone."""
    if filtered:
        raise _not_since(
            "it goes with 'limit' and 'cursor' alone", "Leave the filters out, and filter yourself."
        )
    if updated_since.tzinfo is None:
        raise _not_since("it has no time zone", "End it with Z, or with an offset as %2B02:00.")
    try:
        return updated_since.astimezone(dt.UTC)
    except OverflowError:
        raise _not_since("it is out of reach", "Write a moment from the year 2 on.") from None


def _not_since(message: str, action: str) -> RefusedError:
    fault = Fault(where="query updated_since", message=message, action=action)
    detail = f"In query updated_since: {message}. {action}"
    return RefusedError(400, "bad-parameter", detail, errors=(fault,))
