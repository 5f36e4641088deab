"""PDFs of workshops."""

from __future__ import annotations

from time import perf_counter
from typing import Annotated, Any

from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from api.desk import Desk
from api.last_times import last_times
from api.prints import GUIDE, HANDOUTS, PDF, Kind, Order, Work
from api.v1.parameters import OF_WORKSHOP, MeetingQuery, WorkshopPath
from curriculum.events import RenditionReady
from curriculum.last_time import with_last_times
from curriculum.one_meeting import only_meeting
from curriculum.organisation import Organisation
from curriculum.plan import Plan
from curriculum.printed import Document, Guide, LastTime, SheetKind
from curriculum.sheets import sheets as sheets_of
from curriculum.storage.outbox import emit
from curriculum.storage.people import Role
from curriculum.storage.sessions import latest_revisions
from curriculum.storage.workshops import load_workshop
from curriculum.workshop import session_items

LastTimeQuery = Annotated[
    bool, QueryParameter(description="Tell in each session how it was the last time it was run.")
]
_ONE = "|".join(SheetKind)
SheetsQuery = Annotated[
    str | None,
    QueryParameter(
        pattern=rf"^({_ONE})(,({_ONE}))*$",
        max_length=100,
        description=f"Which sheets, with commas between them: {', '.join(SheetKind)}. "
        "Left out, all that are of use in the workshop's setting.",
    ),
]


@get("/workshops/{workshop_id:str}/guide.pdf", dependencies=OF_WORKSHOP, **PDF)
def get_workshop_guide(
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    order: NamedDependency[Order],
    meeting: MeetingQuery = None,
    *,
    last_time: LastTimeQuery = False,
) -> Response[bytes]:
    """Print the guide of a workshop, or of one meeting."""
    kind = of_meeting(GUIDE, meeting)
    return print_workshop(desk, workshop_id, order, kind, tells_last_time=last_time)


@get("/workshops/{workshop_id:str}/handouts.pdf", dependencies=OF_WORKSHOP, **PDF)
def get_workshop_handouts(
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    order: NamedDependency[Order],
    meeting: MeetingQuery = None,
) -> Response[bytes]:
    """Print the handouts of a workshop or of one meeting, each once, in order of their numbers."""
    return print_workshop(desk, workshop_id, order, of_meeting(HANDOUTS, meeting))


@get("/workshops/{workshop_id:str}/sheets.pdf", dependencies=OF_WORKSHOP, **PDF)
def get_workshop_sheets(
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    order: NamedDependency[Order],
    sheets: SheetsQuery = None,
    meeting: MeetingQuery = None,
) -> Response[bytes]:
    """Print the sheets of a workshop, or of one meeting, to sign in, to hang up and to tick off."""
    return print_workshop(desk, workshop_id, order, of_meeting(sheets_kind(sheets), meeting))


def of_meeting(kind: Kind, meeting: int | None) -> Kind:
    """Return a document of that meeting alone, or of all for None."""
    if meeting is None:
        return kind
    return Kind(
        f"-meeting-{meeting}{kind.ending}",
        lambda plan, house: kind.make(only_meeting(plan, meeting), house),
        kind.sheet,
    )


def sheets_kind(sheets: str | None = None) -> Kind:
    """Return the document of these sheets, or of all that are of use."""
    only = [kind for kind in SheetKind if kind in sheets.split(",")] if sheets else None
    return Kind(
        "-sheets.pdf", lambda plan, house: sheets_of(plan, house, only=only), ",".join(only or ())
    )


def print_workshop(
    desk: Desk, workshop_id: str, order: Order, kind: Kind, *, tells_last_time: bool = False
) -> Response[Any]:
    """Return a document of a workshop as it was ordered."""
    with desk.reading_anything(order.request) as (connection, caller):
        organisation_id = caller.needs(Role.READER)
        stored = load_workshop(connection, organisation_id, workshop_id)
        codes = {item.session for _, _, item in session_items(stored.workshop)}
        times: tuple[LastTime, ...] = ()
        if tells_last_time:
            times = last_times(connection, caller, stored.workshop)
            kind = _telling(kind, times)
        work = Work(connection, organisation_id, order, kind)
        latest = latest_revisions(connection, organisation_id, codes)
        question = work.question(stored.id, stored.etag, times, *sorted(latest.items()))
        if answer := order.kept(question):
            return answer
        wanted = work.out(stored.workshop)
    began = perf_counter()
    answer = order.deliver(question, wanted)
    if perf_counter() - began >= desk.settings.slow_seconds:
        _tell(desk, order, organisation_id, workshop_id)
    return answer


def _telling(kind: Kind, times: tuple[LastTime, ...]) -> Kind:
    """Return the guide that also tells how its sessions were the last time."""

    def make(plan: Plan, house: Organisation) -> Document:
        made = kind.make(plan, house)
        return with_last_times(made, times) if isinstance(made, Guide) else made

    return Kind(kind.ending, make, kind.sheet)


def _tell(desk: Desk, order: Order, organisation_id: int, workshop_id: str) -> None:
    """Tell whoever wants to know that what took so long can now be had at once."""
    url = order.request.url
    if url.path.startswith("/api/v1/workshops/"):
        address = f"{url.path}?{url.query}" if url.query else url.path
        told = RenditionReady(workshop=workshop_id, url=address)
        with desk.engine.begin() as connection:
            emit(connection, organisation_id, told)


router = Router(
    "/",
    route_handlers=[get_workshop_guide, get_workshop_handouts, get_workshop_sheets],
    security=[{"token": []}, {"cookie": []}],
)
