"""Pages around the planner: adding to a meeting, fitting to the slots, deleting."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency

from api.auth import Caller
from api.desk import Desk
from api.http import AnyRequest
from api.v1.workshops import naming_sessions
from api.web.actions import add_item, on_an_old_page
from api.web.answers import go, page, visitor
from api.web.changing import Changing, MistypedError, OvertakenError, conflict
from api.web.entry import Field, Form, FormBody, WorkshopPath, fault_words, writing
from api.web.fields import Document, document
from api.web.history import History
from api.web.library import SEARCHED, Search, listed
from api.web.planner import told
from api.web.planning import Planning, looking, working
from api.web.queries import number
from curriculum.errors import StaleError
from curriculum.fit import fit
from curriculum.storage.people import Role
from curriculum.storage.workshops import delete_workshop, load_workshop
from curriculum.workshop import Item, OwnItem, SessionItem, Workshop


@get("/workshops/{workshop_id:str}/add", sync_to_thread=True, dependencies=SEARCHED)
def get_add_page(  # noqa: PLR0913 - the fields of the form
    request: AnyRequest,
    desk: NamedDependency[Desk],
    history: NamedDependency[History],
    workshop_id: WorkshopPath,
    search: NamedDependency[Search],
    *,
    meeting: Field = "1",
    place: Field = "",
) -> Response[Any]:
    """Show what can be added to a meeting, at its end or at a place in it."""
    with looking(desk, request, history, workshop_id, Role.FACILITATOR) as own:
        return add_page(own, search, meeting, place)


def add_page(planning: Planning, search: Search, meeting: str, place: str) -> Response[Any]:
    """Return the page that shows what can be added to a meeting."""
    stored = planning.stored()
    at = number(meeting, 1, len(stored.workshop.meetings)) or 1
    behind = stored.workshop.meetings[at - 1].items[(number(place, 1, 40) or 41) - 1 :]
    return planning.show(
        "add",
        etag=stored.etag,
        base=stored.workshop.model_dump_json(),
        workshop=stored.workshop,
        meeting=at,
        place=place if behind else "",
        before=_called(behind[0]) if behind else "",
        **listed(planning.connection, Caller(planning.organisation_id, Role.READER), search),
    )


@post("/workshops/{workshop_id:str}/add", sync_to_thread=True)
def add(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    history: NamedDependency[History],
    workshop_id: WorkshopPath,
    data: FormBody,
) -> Response[Any]:
    """Add a session, a break or an own item to a meeting."""
    with working(desk, request, history, workshop_id, data) as own:
        return added(request, own, data)


def added(request: AnyRequest, planning: Planning, form: Form) -> Response[Any]:
    """Add what the form says, and return the way on."""
    try:
        with naming_sessions():
            saved = Changing(planning, form).change(lambda base, _: _with_added(base, form))
    except OvertakenError as error:
        return conflict(planning, error)
    except MistypedError as error:
        return planning.show(
            "error",
            status=422,
            title="This cannot be added",
            detail=" ".join(fault_words(one) for one in error.faults),
        )
    return go(request, told(planning, saved) or f"{planning.at}#m{form.get('meeting', '1')}")


def _with_added(base: Workshop, form: Form) -> Document:
    plain = document(base)
    kind, _, code = form.get("what", "").partition(":")
    item: dict[str, Any] = {"session": code}
    if kind == "break":
        item = {"break": form.get("break_minutes", "")}
    elif kind != "session":
        item = {"title": form.get("own_title", ""), "minutes": form.get("own_minutes", "")}
    with on_an_old_page():
        add_item(plain, form.get("meeting", "1"), form.get("place", ""), item)
    return plain


def _called(item: Item) -> str:
    """Return what an item is called where its session's title is not at hand."""
    if isinstance(item, SessionItem):
        return item.session
    return item.title if isinstance(item, OwnItem) else f"{item.break_} min"


@get("/workshops/{workshop_id:str}/fit", sync_to_thread=True)
def get_fit_page(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    history: NamedDependency[History],
    workshop_id: WorkshopPath,
) -> Response[Any]:
    """Show what fitting the meetings to their slots would cut."""
    with looking(desk, request, history, workshop_id, Role.FACILITATOR) as own:
        return fit_page(own)


def fit_page(planning: Planning) -> Response[Any]:
    """Return the page that shows what fitting the meetings to their slots would cut."""
    stored = planning.stored()
    sessions = planning.sessions(stored.workshop)
    return planning.show(
        "fit",
        etag=stored.etag,
        workshop=stored.workshop,
        fitted=fit(stored.workshop, sessions),
        titles={code: session.title for (code, _), session in sessions.items()},
    )


@post("/workshops/{workshop_id:str}/fit", sync_to_thread=True)
def apply_fit(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    history: NamedDependency[History],
    workshop_id: WorkshopPath,
    data: FormBody,
) -> Response[Any]:
    """Make the cuts that were shown; where the workshop changed meanwhile, show them anew."""
    with working(desk, request, history, workshop_id, data) as own:
        return cut(request, own, data)


def cut(request: AnyRequest, planning: Planning, form: Form) -> Response[Any]:
    """Make the cuts that were shown, and return the way on."""
    stored = planning.stored()
    if form.get("etag") != stored.etag:
        return go(request, f"{planning.at}/fit")
    fitted = fit(stored.workshop, planning.sessions(stored.workshop))
    Changing(planning, form).save(stored, fitted.workshop, planning.history.changed)
    return go(request, planning.at)


@get("/workshops/{workshop_id:str}/delete", sync_to_thread=True)
def get_delete_page(
    request: AnyRequest, desk: NamedDependency[Desk], workshop_id: WorkshopPath
) -> Response[Any]:
    """Ask whether a workshop is to be deleted."""
    with desk.reading_anything(request) as (connection, caller):
        stored = load_workshop(connection, caller.needs(Role.FACILITATOR), workshop_id)
        looks = visitor(request, caller)
    return page(
        "delete", looks, here="workshops", id=stored.id, etag=stored.etag, workshop=stored.workshop
    )


@post("/workshops/{workshop_id:str}/delete", sync_to_thread=True)
def delete(
    request: AnyRequest, desk: NamedDependency[Desk], workshop_id: WorkshopPath, data: FormBody
) -> Response[Any]:
    """Delete a workshop; where it changed meanwhile, ask once more."""
    with writing(desk, request, data, Role.FACILITATOR) as (connection, organisation_id, _):
        try:
            delete_workshop(
                connection, organisation_id, workshop_id, expected_etag=data.get("etag", "")
            )
        except StaleError:
            return go(request, f"/workshops/{workshop_id}/delete")
    return go(request, "/")
