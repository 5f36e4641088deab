"""PDFs of sessions and workshops."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.params import PathParameter

from api.desk import Desk
from api.http import file_name
from api.plans import checked_plan, organisation_of
from api.prints import Order, Print
from api.v1.parameters import OF_SESSION, OF_WORKSHOP, CodePath, Group, WorkshopPath
from curriculum.assemble import session_items, single_session
from curriculum.documents import Guide, HandoutPack, guide, handout_pack
from curriculum.errors import NotFoundError
from curriculum.organisation import Organisation
from curriculum.plan import Plan
from curriculum.storage.people import Role
from curriculum.storage.sessions import latest_revisions, load_revision
from curriculum.storage.workshops import load_workshop

HandoutPath = Annotated[
    str,
    PathParameter(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*\.pdf$", max_length=64, description="A handout's slug."
    ),
]


@dataclass(frozen=True, slots=True)
class Kind:
    """A document: how its file's name ends, and how it is made of a plan."""

    ending: str
    make: Callable[[Plan, Organisation], Guide | HandoutPack]
    sheet: str = ""
    """The one sheet that it is about."""

    @property
    def name(self) -> str:
        """Return what tells it from the other documents of the same plan."""
        return self.sheet + self.ending

    def of(self, plan: Plan, organisation: Organisation, order: Order) -> Print:
        """Return the document of a plan, in the edition that was ordered."""
        document = self.make(plan, organisation)
        edition = order.edition(organisation.paper, plan.language)
        return Print(document, edition, file_name(document.title, self.ending))


GUIDE = Kind("-guide.pdf", guide)
HANDOUTS = Kind("-handouts.pdf", handout_pack)


@get("/sessions/{code:str}/guide.pdf", dependencies=OF_SESSION, sync_to_thread=True)
def get_session_guide(
    desk: NamedDependency[Desk],
    code: CodePath,
    group: NamedDependency[Group],
    order: NamedDependency[Order],
) -> Response[bytes]:
    """Print the guide of the newest published revision of a session."""
    return _session(desk, code, group, order, GUIDE)


@get("/sessions/{code:str}/handouts.pdf", dependencies=OF_SESSION, sync_to_thread=True)
def get_session_handouts(
    desk: NamedDependency[Desk],
    code: CodePath,
    group: NamedDependency[Group],
    order: NamedDependency[Order],
) -> Response[bytes]:
    """Print all handouts of the newest published revision of a session."""
    return _session(desk, code, group, order, HANDOUTS)


@get("/sessions/{code:str}/handouts/{handout:str}", dependencies=OF_SESSION, sync_to_thread=True)
def get_session_handout(
    desk: NamedDependency[Desk],
    code: CodePath,
    handout: HandoutPath,
    group: NamedDependency[Group],
    order: NamedDependency[Order],
) -> Response[bytes]:
    """Print one handout; the file of a discreet one has its neutral title for a name."""
    slug = handout.removesuffix(".pdf")
    kind = Kind(".pdf", lambda plan, house: handout_pack(plan, house, only=slug), slug)
    return _session(desk, code, group, order, kind)


@get("/workshops/{workshop_id:str}/guide.pdf", dependencies=OF_WORKSHOP, sync_to_thread=True)
def get_workshop_guide(
    desk: NamedDependency[Desk], workshop_id: WorkshopPath, order: NamedDependency[Order]
) -> Response[bytes]:
    """Print the guide of a workshop."""
    return _workshop(desk, workshop_id, order, GUIDE)


@get("/workshops/{workshop_id:str}/handouts.pdf", dependencies=OF_WORKSHOP, sync_to_thread=True)
def get_workshop_handouts(
    desk: NamedDependency[Desk], workshop_id: WorkshopPath, order: NamedDependency[Order]
) -> Response[bytes]:
    """Print the handouts of a workshop, each once, in the order of their numbers."""
    return _workshop(desk, workshop_id, order, HANDOUTS)


def _session(desk: Desk, code: str, group: Group, order: Order, kind: Kind) -> Response[Any]:
    with desk.reading_library(order.request) as (connection, caller):
        organisation_id = caller.organisation_id
        latest = latest_revisions(connection, organisation_id, [code])
        if code not in latest:
            raise NotFoundError(f"There is no published session {code}.")
        house = organisation_of(connection, organisation_id)
        question = (kind.name, organisation_id, code, latest[code], group, order.asked, house)
        if answer := order.unchanged(question):
            return answer
        stored = load_revision(connection, organisation_id, code, latest[code])
        workshop = single_session(
            stored.session,
            stored.number,
            mode=group.mode,
            setting=group.setting,
            people=group.people,
        )
        wanted = kind.of(checked_plan(connection, organisation_id, workshop), house, order)
    return order.deliver(question, wanted)


def _workshop(desk: Desk, workshop_id: str, order: Order, kind: Kind) -> Response[Any]:
    with desk.reading(order.request, Role.READER) as (connection, organisation_id):
        stored = load_workshop(connection, organisation_id, workshop_id)
        house = organisation_of(connection, organisation_id)
        codes = {item.session for _, _, item in session_items(stored.workshop)}
        latest = latest_revisions(connection, organisation_id, codes)
        question = (kind.name, stored.id, stored.etag, order.asked, house, tuple(latest.items()))
        if answer := order.unchanged(question):
            return answer
        plan = checked_plan(connection, organisation_id, stored.workshop)
        wanted = kind.of(plan, house, order)
    return order.deliver(question, wanted)


router = Router(
    "/",
    route_handlers=[
        get_session_guide,
        get_session_handouts,
        get_session_handout,
        get_workshop_guide,
        get_workshop_handouts,
    ],
    tags=["documents"],
    security=[{}, {"token": []}, {"cookie": []}],
)
