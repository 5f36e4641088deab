"""Pages around the planner: adding to a meeting, fitting to the slots, deleting."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency

from api.desk import Desk
from api.http import AnyRequest
from api.plans import pinned_sessions
from api.v1.workshops import naming_sessions
from api.web.actions import act
from api.web.answers import go, page, visitor
from api.web.changing import Changing, MistypedError, OvertakenError, conflict
from api.web.entry import Field, Form, FormBody, WorkshopPath, writing
from api.web.fields import Document, document
from api.web.history import History
from api.web.library import Search, listed
from api.web.queries import number
from curriculum.errors import StaleError
from curriculum.fit import fit
from curriculum.storage.people import Role
from curriculum.storage.workshops import delete_workshop, load_workshop
from curriculum.workshop import Workshop


@get("/workshops/{workshop_id:str}/add", sync_to_thread=True)
def get_add_page(  # noqa: PLR0913 - the fields of the form
    request: AnyRequest,
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    *,
    meeting: Field = "1",
    q: Field = "",
    topic: Field = "",
    mode: Field = "",
    setting: Field = "",
    minutes: Field = "",
) -> Response[Any]:
    """Show what can be added to a meeting."""
    search = Search(q, topic, mode, setting, minutes)
    with desk.reading_anything(request) as (connection, caller):
        organisation_id = caller.needs(Role.FACILITATOR)
        stored = load_workshop(connection, organisation_id, workshop_id)
        return page(
            "add",
            visitor(request, caller),
            here="workshops",
            id=stored.id,
            etag=stored.etag,
            base=stored.workshop.model_dump_json(),
            workshop=stored.workshop,
            meeting=number(meeting, 1, len(stored.workshop.meetings)) or 1,
            **listed(connection, caller, search),
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
    with writing(desk, request, data, Role.FACILITATOR) as (connection, organisation_id, looks):
        changing = Changing(connection, organisation_id, workshop_id, data, history)
        try:
            with naming_sessions():
                changing.change(lambda base, _: _with_added(base, data))
        except OvertakenError as error:
            return conflict(looks, error)
        except MistypedError as error:
            return page(
                "error",
                looks,
                here="workshops",
                status=422,
                title="This cannot be added",
                detail=" ".join(f"{one.message}. {one.action}" for one in error.faults),
            )
    return go(request, f"/workshops/{workshop_id}#m{data.get('meeting', '1')}")


def _with_added(base: Workshop, form: Form) -> Document:
    plain = document(base)
    kind, _, code = form.get("what", "").partition(":")
    meeting = form.get("meeting", "1")
    if kind == "session":
        act(plain, f"add-session:{meeting}:{code}")
    elif kind == "break":
        act(plain, f"add-break:{meeting}:{form.get('break_minutes', '10')}")
    else:
        act(plain, f"add-break:{meeting}")
        items = plain["meetings"][int(meeting) - 1]["items"]
        items[-1] = {"title": form.get("own_title", ""), "minutes": form.get("own_minutes", "")}
    return plain


@get("/workshops/{workshop_id:str}/fit", sync_to_thread=True)
def get_fit_page(
    request: AnyRequest, desk: NamedDependency[Desk], workshop_id: WorkshopPath
) -> Response[Any]:
    """Show what fitting the meetings to their slots would cut."""
    with desk.reading_anything(request) as (connection, caller):
        organisation_id = caller.needs(Role.FACILITATOR)
        stored = load_workshop(connection, organisation_id, workshop_id)
        fitted = fit(stored.workshop, pinned_sessions(connection, organisation_id, stored.workshop))
        looks = visitor(request, caller)
    return page(
        "fit",
        looks,
        here="workshops",
        id=stored.id,
        etag=stored.etag,
        workshop=stored.workshop,
        fitted=fitted,
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
    with writing(desk, request, data, Role.FACILITATOR) as (connection, organisation_id, _):
        stored = load_workshop(connection, organisation_id, workshop_id)
        if data.get("etag") != stored.etag:
            return go(request, f"/workshops/{workshop_id}/fit")
        fitted = fit(stored.workshop, pinned_sessions(connection, organisation_id, stored.workshop))
        changing = Changing(connection, organisation_id, workshop_id, data, history)
        changing.save(stored, fitted.workshop, history.changed)
    return go(request, f"/workshops/{workshop_id}")


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
