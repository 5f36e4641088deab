"""What a visitor prints: learners what they may take home, teachers all there is."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import PathParameter

from api.http import file_name, file_reply
from api.lti.completion import finish
from api.lti.gate import Gate
from api.lti.items import target_of
from api.lti.pages import VisitPath, item_of
from api.lti.visits import VISITS, visiting
from api.packages import Source, printable_pack
from api.plans import checked_plan, face_of, organisation_of
from api.previews import LOOK_AT_WORKSHOP, WATCH_WORKSHOP, Look, Watch
from api.prints import GUIDE, PDF, Kind, Order, Work
from api.v1.parameters import OF_WORKSHOP
from api.v1.workshop_prints import sheets_kind
from api.web.previews import OfWorkshop, kind_of
from curriculum.documents import handout_pack
from curriculum.participants import taken_home
from curriculum.printed import HandoutPack, Sheet

SheetFile = Annotated[str, PathParameter(pattern=r"^[0-9]{1,4}\.pdf$")]
LOOKS = f"{VISITS}/{{visit_id:str}}/look/{{document:str}}"
"""Where pages of a document are shown as pictures: `guide`, `handouts` or `sheets`."""


@get(f"{VISITS}/{{visit_id:str}}/files/{{file:str}}", dependencies=OF_WORKSHOP, **PDF)
def get_sheet_file(
    gate: NamedDependency[Gate],
    visit_id: VisitPath,
    file: SheetFile,
    order: NamedDependency[Order],
) -> Response[Any]:
    """Hand a handout over to print."""
    with visiting(gate, order.request, visit_id) as (connection, visit):
        sheet = item_of(connection, visit).sheet(int(file.removesuffix(".pdf")))
    if not visit.teaches and target_of(visit.said.target).handout:
        finish(gate, visit)
    kind = Kind(".pdf", lambda plan, house: _only(handout_pack(plan, house), sheet), f"n{file}")
    return _printed(gate, visit_id, order, kind)


@get(f"{VISITS}/{{visit_id:str}}/handouts.pdf", dependencies=OF_WORKSHOP, **PDF)
def get_handouts(
    gate: NamedDependency[Gate], visit_id: VisitPath, order: NamedDependency[Order]
) -> Response[Any]:
    """Hand all handouts over to print: to learners those that they may take home."""
    with visiting(gate, order.request, visit_id) as (_, visit):
        everything = visit.teaches
    if everything:
        return _printed(gate, visit_id, order, Kind("-handouts.pdf", handout_pack))
    kind = Kind("-take-home.pdf", lambda plan, house: taken_home(handout_pack(plan, house)))
    return _printed(gate, visit_id, order, kind)


@get(f"{VISITS}/{{visit_id:str}}/guide.pdf", dependencies=OF_WORKSHOP, **PDF)
def get_guide(
    gate: NamedDependency[Gate], visit_id: VisitPath, order: NamedDependency[Order]
) -> Response[Any]:
    """Hand the guide over, to teachers alone."""
    return _for_teachers(gate, visit_id, order, GUIDE)


@get(f"{VISITS}/{{visit_id:str}}/sheets.pdf", dependencies=OF_WORKSHOP, **PDF)
def get_sheets(
    gate: NamedDependency[Gate], visit_id: VisitPath, order: NamedDependency[Order]
) -> Response[Any]:
    """Hand over what hangs on the wall and is ticked off, to teachers alone."""
    return _for_teachers(gate, visit_id, order, sheets_kind())


@get(f"{VISITS}/{{visit_id:str}}/pack.zip", dependencies=OF_WORKSHOP, sync_to_thread=True)
def get_pack(
    gate: NamedDependency[Gate], visit_id: VisitPath, order: NamedDependency[Order]
) -> Response[Any]:
    """Hand over all there is to print in one file, to teachers alone."""
    with visiting(gate, order.request, visit_id) as (connection, visit):
        visit.needs_teaching()
        organisation_id, target = visit.platform.organisation_id, target_of(visit.said.target)
        plan = checked_plan(connection, organisation_id, item_of(connection, visit).workshop)
        house = organisation_of(connection, organisation_id)
        face = face_of(connection, organisation_id)
    edition = order.choice.edition(house.paper, plan.language)
    name = f"workshop-{target.workshop}" if target.workshop else "session"
    source = Source(name, plan, house, face, edition, order.counter)
    return file_reply(
        order.request,
        printable_pack(source),
        media_type="application/zip",
        name=file_name(plan.title, ".zip"),
        download=order.download,
    )


@get(f"{LOOKS}/page.png", dependencies=LOOK_AT_WORKSHOP, sync_to_thread=True)
def look_at_page(
    gate: NamedDependency[Gate],
    visit_id: VisitPath,
    document: OfWorkshop,
    order: NamedDependency[Look],
) -> Response[Any]:
    """Show a page before it is downloaded, to teachers alone."""
    return _for_teachers(gate, visit_id, order, kind_of(document))


@get(f"{LOOKS}/progress", dependencies=WATCH_WORKSHOP, sync_to_thread=True)
def watch_press(
    gate: NamedDependency[Gate],
    visit_id: VisitPath,
    document: OfWorkshop,
    order: NamedDependency[Watch],
) -> Response[Any]:
    """Tell how far the press has come, to teachers alone."""
    return _for_teachers(gate, visit_id, order, kind_of(document))


PRINTED = [
    get_sheet_file,
    get_handouts,
    get_guide,
    get_sheets,
    get_pack,
    look_at_page,
    watch_press,
]


def _for_teachers(gate: Gate, visit_id: str, order: Order, kind: Kind) -> Response[Any]:
    """Return a document that is not for learners."""
    with visiting(gate, order.request, visit_id) as (_, visit):
        visit.needs_teaching()
    return _printed(gate, visit_id, order, kind)


def _printed(gate: Gate, visit_id: str, order: Order, kind: Kind) -> Response[Any]:
    """Return a document of what the link is about."""
    with visiting(gate, order.request, visit_id) as (connection, visit):
        target = target_of(visit.said.target)
        item = item_of(connection, visit)
        work = Work(connection, visit.platform.organisation_id, order, kind)
        question = work.question("lti", target, item.workshop.model_dump_json())
        if answer := order.kept(question):
            return answer
        wanted = work.out(item.workshop)
    return order.deliver(question, wanted)


def _only(pack: HandoutPack, sheet: Sheet) -> HandoutPack:
    """Return a pack of one sheet, under its own title, which is neutral if it has to be."""
    sheets = tuple(one for one in pack.sheets if one.number == sheet.number)
    return pack.model_copy(update={"title": sheet.title, "sheets": sheets})
