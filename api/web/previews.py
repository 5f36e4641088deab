"""Pages of documents as pictures, and the press's progress, for the panels that print."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import PathParameter, QueryParameter

from api.desk import Desk
from api.previews import (
    LOOK_AT_SESSION,
    LOOK_AT_WORKSHOP,
    WATCH_SESSION,
    WATCH_WORKSHOP,
    Look,
    Watch,
)
from api.prints import GUIDE, HANDOUTS, Kind
from api.v1.library_prints import handout_kind, print_session
from api.v1.parameters import CodePath, Group
from api.v1.workshop_prints import LastTimeQuery, print_workshop, sheets_kind
from api.web.entry import WorkshopPath

OfSession = Annotated[str, PathParameter(pattern=r"^(guide|handouts)$")]
OfWorkshop = Annotated[str, PathParameter(pattern=r"^(guide|handouts|sheets)$")]
SheetQuery = Annotated[
    str | None, QueryParameter(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
]


@get(
    "/library/{code:str}/{document:str}/page.png", dependencies=LOOK_AT_SESSION, sync_to_thread=True
)
def look_at_session(  # noqa: PLR0913 - a page is told by these
    desk: NamedDependency[Desk],
    code: CodePath,
    document: OfSession,
    group: NamedDependency[Group],
    order: NamedDependency[Look],
    *,
    sheet: SheetQuery = None,
) -> Response[Any]:
    """Show a page of a session's guide or handouts, or of one handout."""
    kind = handout_kind(sheet) if sheet else kind_of(document)
    return print_session(desk, code, group, order, kind)


@get("/library/{code:str}/{document:str}/progress", dependencies=WATCH_SESSION, sync_to_thread=True)
def watch_session(
    desk: NamedDependency[Desk],
    code: CodePath,
    document: OfSession,
    group: NamedDependency[Group],
    order: NamedDependency[Watch],
) -> Response[Any]:
    """Tell how far the press has come with a session's guide or handouts."""
    return print_session(desk, code, group, order, kind_of(document))


@get(
    "/workshops/{workshop_id:str}/{document:str}/page.png",
    dependencies=LOOK_AT_WORKSHOP,
    sync_to_thread=True,
)
def look_at_workshop(
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    document: OfWorkshop,
    order: NamedDependency[Look],
    *,
    last_time: LastTimeQuery = False,
) -> Response[Any]:
    """Show a page of a workshop's guide, handouts or sheets."""
    return print_workshop(desk, workshop_id, order, kind_of(document), tells_last_time=last_time)


@get(
    "/workshops/{workshop_id:str}/{document:str}/progress",
    dependencies=WATCH_WORKSHOP,
    sync_to_thread=True,
)
def watch_workshop(
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    document: OfWorkshop,
    order: NamedDependency[Watch],
    *,
    last_time: LastTimeQuery = False,
) -> Response[Any]:
    """Tell how far the press has come with a workshop's guide, handouts or sheets."""
    return print_workshop(desk, workshop_id, order, kind_of(document), tells_last_time=last_time)


def kind_of(document: str) -> Kind:
    """Return the document of that name."""
    return {"guide": GUIDE, "handouts": HANDOUTS, "sheets": sheets_kind()}[document]


PREVIEWS = [look_at_session, watch_session, look_at_workshop, watch_workshop]
