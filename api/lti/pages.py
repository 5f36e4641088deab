"""What people see who came in: learners their handouts, teachers the session or the workshop."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect
from markupsafe import Markup
from sqlalchemy import Connection

from api.http import AnyRequest
from api.lti.completion import finish, is_owed, tell
from api.lti.cookies import set_cookie
from api.lti.frames import framed
from api.lti.gate import Gate
from api.lti.items import Item, load_item, target_of
from api.lti.picker import picker_page
from api.lti.services import Service, code_of
from api.lti.tool import DEEP_LINK
from api.lti.visits import COOKIE, VISITS, Visit, check_form, visiting
from curriculum.errors import NotFoundError
from curriculum.printed import Sheet
from curriculum.storage.lti_visits import VISIT_LIFETIME
from pdf_templates.on_screen import sheet_html

VisitPath = Annotated[str, PathParameter(pattern=r"^[A-Za-z0-9_-]{16}$")]
NumberPath = Annotated[int, PathParameter(ge=1, le=9999)]
FormBody = URLEncodedBody[dict[str, str]]
WINDOW = "/lti/window"


@get(f"{VISITS}/{{visit_id:str}}", sync_to_thread=True)
def get_visit(
    request: AnyRequest, gate: NamedDependency[Gate], visit_id: VisitPath
) -> Response[Any]:
    """Show what the link is about."""
    with visiting(gate, request, visit_id) as (connection, visit):
        organisation_id = visit.platform.organisation_id
        if visit.said.target == DEEP_LINK:
            return picker_page(connection, visit, {})
        target = target_of(visit.said.target)
        if visit.teaches and not target.is_something:
            return _shown(gate, "empty", visit)
        item = load_item(connection, organisation_id, target, everything=visit.teaches)
    tell(gate, visit)
    if visit.teaches:
        return _shown(
            gate,
            "teacher",
            visit,
            item=item,
            roster=_has_roster(visit),
            plans=bool(visit.workshop_to_plan),
        )
    if item.alone is not None:
        return _sheet(gate, visit, item, item.alone)
    return _shown(gate, "learner", visit, item=item, owed=is_owed(gate, visit), code=_code(visit))


@get(f"{VISITS}/{{visit_id:str}}/sheets/{{number:int}}", sync_to_thread=True)
def get_sheet(
    request: AnyRequest, gate: NamedDependency[Gate], visit_id: VisitPath, number: NumberPath
) -> Response[Any]:
    """Show a handout to read."""
    with visiting(gate, request, visit_id) as (connection, visit):
        item = item_of(connection, visit)
        sheet = item.sheet(number)
    return _sheet(gate, visit, item, sheet)


@get(f"{VISITS}/{{visit_id:str}}/roster", sync_to_thread=True)
def get_roster(
    request: AnyRequest, gate: NamedDependency[Gate], visit_id: VisitPath
) -> Response[Any]:
    """List the course's learners as codes, where the group asked for it."""
    with visiting(gate, request, visit_id) as (_, visit):
        visit.needs_teaching()
    if not _has_roster(visit) or visit.said.memberships is None:
        raise NotFoundError("This course does not share its members with us.")
    codes = Service(gate, visit.platform).codes(visit.said.memberships)
    return _shown(gate, "roster", visit, codes=codes)


@post(f"{VISITS}/{{visit_id:str}}/done", sync_to_thread=True)
def done(
    request: AnyRequest, gate: NamedDependency[Gate], visit_id: VisitPath, data: FormBody
) -> Response[Any]:
    """Take somebody's word that they are done."""
    with visiting(gate, request, visit_id) as (_, visit):
        check_form(visit, data)
    if not visit.teaches:
        finish(gate, visit)
    return Redirect(f"{visit.path}#done", status_code=303)


@post(WINDOW, sync_to_thread=True)
def open_window(request: AnyRequest, gate: NamedDependency[Gate], data: FormBody) -> Response[Any]:
    """Go on in a window of its own, where the frame's cookie does not reach."""
    secret = data.get("secret", "") or "-"
    with visiting(gate, request, data.get("visit", ""), secret) as (_, visit):
        check_form(visit, data)
    answer = Redirect(visit.path, status_code=303)
    seconds = int(VISIT_LIFETIME.total_seconds())
    set_cookie(answer, COOKIE, visit.secret, path=visit.path, seconds=seconds)
    return answer


def item_of(connection: Connection, visit: Visit) -> Item:
    """Return what the link of a visit is about, as far as the visitor may see it."""
    return load_item(
        connection,
        visit.platform.organisation_id,
        target_of(visit.said.target),
        everything=visit.teaches,
    )


def _sheet(gate: Gate, visit: Visit, item: Item, sheet: Sheet) -> Response[Any]:
    if not visit.teaches and item.alone is not None:
        finish(gate, visit)
    html: Markup = sheet_html(sheet)
    return _shown(gate, "sheet", visit, item=item, sheet=sheet, html=html)


def _has_roster(visit: Visit) -> bool:
    return visit.platform.platform.roster and visit.said.memberships is not None


def _code(visit: Visit) -> str:
    """Return what a learner goes by in the register, where there is one."""
    known = visit.platform.platform.roster and visit.said.subject
    return code_of(visit.stored.person) if known else ""


def _shown(gate: Gate, name: str, visit: Visit, **context: Any) -> Response[Any]:
    way_out = None if visit.teaches else gate.desk.settings.exit_url
    shown = {"visit": visit, "window": WINDOW, "way_out": way_out, **context}
    return framed(name, visit.said.frames, visit.looks, **shown)
