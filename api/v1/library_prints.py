"""PDFs of sessions, of ready-made workshops, and the handbook."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.params import PathParameter

from api.desk import Desk
from api.http import file_name
from api.plans import face_of, organisation_of, version_of
from api.prints import GUIDE, HANDOUTS, PDF, Kind, Order, Print, Work
from api.v1.parameters import OF_SESSION, OF_WORKSHOP, CodePath, Group, People, SlugPath
from curriculum.assemble import single_session
from curriculum.documents import handout_pack
from curriculum.errors import NotFoundError
from curriculum.handbook import shipped_handbook
from curriculum.overview import overview
from curriculum.storage.pinning import pin
from curriculum.storage.programmes import load_programme
from curriculum.storage.sessions import latest_revisions, load_revision
from curriculum.workshop import Programme

HandoutPath = Annotated[
    str,
    PathParameter(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.pdf$", max_length=64, description="A handout's slug."
    ),
]


@get("/handbook.pdf", dependencies=OF_WORKSHOP, **PDF)
def get_handbook(desk: NamedDependency[Desk], order: NamedDependency[Order]) -> Response[bytes]:
    """Print the handbook for facilitators."""
    with desk.reading_library(order.request) as (connection, caller):
        paper = organisation_of(connection, caller.organisation_id).paper
        version = version_of(connection, caller.organisation_id)
        face = face_of(connection, caller.organisation_id)
    book = shipped_handbook().model_copy(update={"face": face})
    edition = order.choice.edition(paper, book.language)
    question = ("handbook", caller.organisation_id, version, edition)
    return order.deliver(question, Print(book, edition, file_name(book.title, ".pdf")))


@get("/sessions/{code:str}/guide.pdf", dependencies=OF_SESSION, **PDF)
def get_session_guide(
    desk: NamedDependency[Desk],
    code: CodePath,
    group: NamedDependency[Group],
    order: NamedDependency[Order],
) -> Response[bytes]:
    """Print the guide of the newest published revision of a session."""
    return print_session(desk, code, group, order, GUIDE)


@get("/sessions/{code:str}/handouts.pdf", dependencies=OF_SESSION, **PDF)
def get_session_handouts(
    desk: NamedDependency[Desk],
    code: CodePath,
    group: NamedDependency[Group],
    order: NamedDependency[Order],
) -> Response[bytes]:
    """Print all handouts of the newest published revision of a session."""
    return print_session(desk, code, group, order, HANDOUTS)


@get("/sessions/{code:str}/handouts/{handout:str}", dependencies=OF_SESSION, **PDF)
def get_session_handout(
    desk: NamedDependency[Desk],
    code: CodePath,
    handout: HandoutPath,
    group: NamedDependency[Group],
    order: NamedDependency[Order],
) -> Response[bytes]:
    """Print one handout; the file of a discreet one has its neutral title for a name."""
    return print_session(desk, code, group, order, handout_kind(handout.removesuffix(".pdf")))


def handout_kind(slug: str) -> Kind:
    """Return the document of one handout."""
    return Kind(".pdf", lambda plan, house: handout_pack(plan, house, only=slug), slug)


@get("/programmes/{code:str}/guide.pdf", dependencies=OF_WORKSHOP, **PDF)
def get_programme_guide(
    desk: NamedDependency[Desk], code: SlugPath, order: NamedDependency[Order]
) -> Response[bytes]:
    """Print the guide of a ready-made workshop."""
    return _programme(desk, code, order, lambda _: GUIDE)


@get("/programmes/{code:str}/handouts.pdf", dependencies=OF_WORKSHOP, **PDF)
def get_programme_handouts(
    desk: NamedDependency[Desk], code: SlugPath, order: NamedDependency[Order]
) -> Response[bytes]:
    """Print the handouts of a ready-made workshop."""
    return _programme(desk, code, order, lambda _: HANDOUTS)


@get("/programmes/{code:str}/overview.pdf", dependencies=OF_WORKSHOP, **PDF)
def get_programme_overview(
    desk: NamedDependency[Desk],
    code: SlugPath,
    order: NamedDependency[Order],
    people: People = None,
) -> Response[bytes]:
    """Print a page about a ready-made workshop for the organiser who decides on it."""
    return _programme(desk, code, order, _overview, people)


def _overview(programme: Programme) -> Kind:
    return Kind("-overview.pdf", lambda plan, house: overview(programme, plan, house))


def print_session(desk: Desk, code: str, group: Group, order: Order, kind: Kind) -> Response[Any]:
    """Return a document of a session as it was ordered."""
    with desk.reading_library(order.request) as (connection, caller):
        work = Work(connection, caller.organisation_id, order, kind)
        latest = latest_revisions(connection, caller.organisation_id, [code])
        if code not in latest:
            raise NotFoundError(f"There is no published session {code}.")
        question = work.question(code, latest[code], group)
        if answer := order.kept(question):
            return answer
        stored = load_revision(connection, caller.organisation_id, code, latest[code])
        wanted = work.out(
            single_session(
                stored.session,
                stored.number,
                mode=group.mode,
                setting=group.setting,
                people=group.people,
            )
        )
    return order.deliver(question, wanted)


def _programme(
    desk: Desk,
    code: str,
    order: Order,
    kind_of: Callable[[Programme], Kind],
    people: int | None = None,
) -> Response[Any]:
    with desk.reading_library(order.request) as (connection, caller):
        programme = load_programme(connection, code)
        work = Work(connection, caller.organisation_id, order, kind_of(programme))
        workshop = programme.workshop.model_copy(
            update={"people": people or programme.workshop.people}
        )
        pinned = pin(connection, caller.organisation_id, workshop)
        question = work.question(code, pinned.model_dump_json())
        if answer := order.kept(question):
            return answer
        wanted = work.out(pinned)
    return order.deliver(question, wanted)


router = Router(
    "/",
    route_handlers=[
        get_handbook,
        get_session_guide,
        get_session_handouts,
        get_session_handout,
        get_programme_guide,
        get_programme_handouts,
        get_programme_overview,
    ],
    security=[{}, {"token": []}, {"cookie": []}],
)
