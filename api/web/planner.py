"""The page of a workshop, and what its one form does."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.di import NamedDependency
from sqlalchemy import Connection

from api.desk import Desk
from api.faults import Fault
from api.http import AnyRequest
from api.last_times import has_record
from api.plans import checked_plan, organisation_of
from api.v1.workshops import naming_sessions
from api.web.actions import ACTIONS, act
from api.web.answers import Visitor, go, page, visitor
from api.web.changing import Changing, MistypedError, OvertakenError, conflict, workshop_in
from api.web.entry import Field, Form, FormBody, WorkshopPath, fault_words, writing
from api.web.fields import Document, field_of, typed
from api.web.history import History
from api.web.printing import printing
from curriculum.assemble import Sessions
from curriculum.storage.people import Role
from curriculum.storage.workshops import (
    StoredWorkshop,
    create_workshop,
    load_workshop,
)
from curriculum.workshop import Workshop

MISTYPED = 422
YEAR = 365 * 24 * 3600
VIEW = "planner"
"""The cookie that keeps how somebody likes the meetings to stand."""
VIEWS = ("list", "board")


@get("/workshops/{workshop_id:str}", sync_to_thread=True)
def get_planner(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    history: NamedDependency[History],
    workshop_id: WorkshopPath,
    view: Field = "",
) -> Response[Any]:
    """Show a workshop with its clock, its findings and the form to change it.

    `view` chooses how the meetings stand, which this browser keeps: `board` or `list`.
    """
    with desk.reading_anything(request) as (connection, caller):
        organisation_id = caller.needs(Role.READER)
        stored = load_workshop(connection, organisation_id, workshop_id)
        looks = visitor(request, caller)
        shown = planner(request, connection, organisation_id, looks, stored, history)
    if view in VIEWS:
        shown.set_cookie(key=VIEW, value=view, max_age=YEAR, samesite="lax")
    return shown


def planner(  # noqa: PLR0913, PLR0917 - what the page shows
    request: AnyRequest,
    connection: Connection,
    organisation_id: int,
    looks: Visitor,
    stored: StoredWorkshop,
    history: History,
    *,
    form: Form | None = None,
    faults: tuple[Fault, ...] = (),
) -> Response[Any]:
    """Return the page; with mistakes in what was typed, they stand beside it."""
    trail = history.trail(stored.etag)
    return page(
        "planner",
        looks,
        here="workshops",
        status=MISTYPED if faults else 200,
        id=stored.id,
        etag=stored.etag,
        workshop=stored.workshop,
        base=stored.workshop.model_dump_json(),
        plan=checked_plan(connection, organisation_id, stored.workshop),
        view=_view(request),
        has_record=has_record(connection, organisation_id, stored.workshop),
        printing=printing(request, organisation_of(connection, organisation_id).paper),
        can_undo=bool(trail.past),
        can_redo=bool(trail.future),
        typed=form or {},
        faults={field_of(one.where): fault_words(one) for one in faults},
    )


def _view(request: AnyRequest) -> str:
    """Return how the meetings stand: below each other, or side by side."""
    asked = request.query_params.get("view") or request.cookies.get(VIEW)
    return "board" if asked == "board" else "list"


@post("/workshops/{workshop_id:str}", sync_to_thread=True)
def change_workshop(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    history: NamedDependency[History],
    workshop_id: WorkshopPath,
    data: FormBody,
) -> Response[Any]:
    """Save what was typed, do what the button says, and go where it leads."""
    does = data.get("do", "save")
    with writing(desk, request, data, Role.FACILITATOR) as (connection, organisation_id, looks):
        changing = Changing(connection, organisation_id, workshop_id, data, history)
        try:
            with naming_sessions():
                saved = changing.change(lambda base, sessions: _edited(base, data, sessions))
                if does in ("undo", "redo"):
                    _step(changing, saved, back=does == "undo")
                path = _leads_to(connection, organisation_id, saved, does)
        except OvertakenError as error:
            return conflict(looks, error)
        except MistypedError as error:
            return planner(
                request,
                connection,
                organisation_id,
                looks,
                error.stored,
                history,
                form=data,
                faults=error.faults,
            )
    return go(request, path, same_page=path.partition("#")[0] == f"/workshops/{workshop_id}")


def _edited(base: Workshop, form: Form, sessions: Sessions) -> Document:
    """Return the workshop with what was typed, and after it what the button does."""
    plain = typed(base, form, sessions)
    does = form.get("do", "save")
    if does.split(":")[0] in ACTIONS:
        act(plain, does)
    return plain


def _step(changing: Changing, stored: StoredWorkshop, *, back: bool) -> None:
    """Take the last change back, or do it again."""
    trail = changing.history.trail(stored.etag)
    if back and trail.past:
        changing.save(stored, trail.past[-1], changing.history.undone)
    if not back and trail.future:
        changing.save(stored, trail.future[-1], changing.history.redone)


def _leads_to(
    connection: Connection, organisation_id: int, saved: StoredWorkshop, does: str
) -> str:
    """Return the page that comes after a button."""
    here = f"/workshops/{saved.id}"
    name, _, where = does.partition(":")
    if name in ("fit", "delete"):
        return f"{here}/{name}"
    if name == "add":
        meeting, _, place = where.partition(":")
        return f"{here}/add?{urlencode({'meeting': meeting, 'place': place})}"
    if name == "duplicate":
        title = f"{saved.workshop.title[:290]} (copy)"
        copy = saved.workshop.model_copy(update={"title": title})
        return f"/workshops/{create_workshop(connection, organisation_id, copy).id}"
    number = where.split(":")[0]
    return f"{here}#m{number}" if number.isdecimal() else here


@post("/workshops/{workshop_id:str}/choose", sync_to_thread=True)
def choose(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    history: NamedDependency[History],
    workshop_id: WorkshopPath,
    data: FormBody,
) -> Response[Any]:
    """Save a workshop over what somebody else saved, after both were shown."""
    with writing(desk, request, data, Role.FACILITATOR) as (connection, organisation_id, looks):
        stored = load_workshop(connection, organisation_id, workshop_id)
        mine = workshop_in(data, "mine")
        if data.get("etag") != stored.etag:
            return conflict(looks, OvertakenError(stored, workshop_in(data, "base"), mine))
        changing = Changing(connection, organisation_id, workshop_id, data, history)
        with naming_sessions():
            changing.save(stored, mine, history.changed)
    return go(request, f"/workshops/{workshop_id}")
