"""The page of a workshop, and what its one form does."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get, post
from litestar.di import NamedDependency

from api.desk import Desk
from api.faults import Fault
from api.http import AnyRequest
from api.last_times import has_record
from api.plans import checked_plan, organisation_of
from api.problems import RefusedError
from api.v1.workshops import naming_sessions
from api.web.actions import ACTIONS, act
from api.web.answers import go
from api.web.changing import (
    Changed,
    Changing,
    MistypedError,
    OvertakenError,
    conflict,
    workshop_in,
)
from api.web.entry import Field, Form, FormBody, WorkshopPath, fault_words
from api.web.fields import Document, field_of, typed
from api.web.history import History
from api.web.moving import Arranging
from api.web.planning import Planning, looking, working
from api.web.printing import printing
from api.web.queries import number
from curriculum.assemble import Sessions
from curriculum.storage.people import Role
from curriculum.storage.workshops import StoredWorkshop, create_workshop
from curriculum.workshop import Workshop

MISTYPED = 422
YEAR = 365 * 24 * 3600
VIEW = "planner"
"""The cookie that keeps how somebody likes the meetings to stand."""
VIEWS = ("list", "board")
BEYOND_THE_COURSE = ("duplicate", "delete")
"""The buttons that would reach further than the one workshop that a course links to."""


@get("/workshops/{workshop_id:str}", sync_to_thread=True)
def get_planner(  # noqa: PLR0913 - the fields of the form
    request: AnyRequest,
    desk: NamedDependency[Desk],
    history: NamedDependency[History],
    workshop_id: WorkshopPath,
    *,
    view: Field = "",
    others: Field = "",
) -> Response[Any]:
    """Show a workshop with its clock, its findings and the form to change it.

    `view` chooses how the meetings stand, which this browser keeps: `board` or `list`. `others` are
    the numbers of the meetings that somebody else changed just now, 0 for the whole workshop.
    """
    with looking(desk, request, history, workshop_id, Role.READER) as own:
        shown = planner(request, own, own.stored(), others=others)
    if view in VIEWS:
        shown.set_cookie(key=VIEW, value=view, max_age=YEAR, samesite="lax")
    return shown


def planner(  # noqa: PLR0913 - what the page can show besides
    request: AnyRequest,
    planning: Planning,
    stored: StoredWorkshop,
    *,
    form: Form | None = None,
    faults: tuple[Fault, ...] = (),
    others: str = "",
) -> Response[Any]:
    """Return the page; with mistakes in what was typed, they stand beside it."""
    meetings = len(stored.workshop.meetings)
    connection, organisation_id = planning.connection, planning.organisation_id
    trail = planning.history.trail(stored.etag)
    recorded = not planning.in_course and has_record(connection, organisation_id, stored.workshop)
    return planning.show(
        "planner",
        status=MISTYPED if faults else 200,
        etag=stored.etag,
        workshop=stored.workshop,
        base=stored.workshop.model_dump_json(),
        plan=checked_plan(connection, organisation_id, stored.workshop),
        view=_view(request),
        has_record=recorded,
        printing=printing(request, organisation_of(connection, organisation_id).paper),
        can_undo=bool(trail.past),
        can_redo=bool(trail.future),
        others=[at for one in others.split(",") if (at := number(one, 0, meetings)) is not None],
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
    with working(desk, request, history, workshop_id, data) as own:
        return changed(request, own, data)


def changed(request: AnyRequest, planning: Planning, form: Form) -> Response[Any]:
    """Save what was typed, do what the button says, and return the way on."""
    does = form.get("do", "save")
    if planning.in_course and does in BEYOND_THE_COURSE:
        raise RefusedError(403, "role-needed", "This is for members of the group.")
    changing = Changing(planning, form)
    try:
        with naming_sessions():
            arranging = Arranging(does)
            saved = changing.change(lambda base, held: _edited(base, form, held), arranging)
            path = told(planning, saved)
            # Whoever looked at an old page first sees what somebody else did to it.
            if not path and does in ("undo", "redo"):
                _step(changing, saved.stored, back=does == "undo")
            path = path or _leads_to(planning, saved.stored, does, arranging.row)
    except OvertakenError as error:
        return conflict(planning, error)
    except MistypedError as error:
        return planner(request, planning, error.stored, form=form, faults=error.faults)
    return go(request, path, same_page=re.split("[?#]", path)[0] == planning.at)


def told(planning: Planning, saved: Changed) -> str:
    """Return the page that tells what somebody else changed; nothing where nobody did."""
    if not saved.news:
        return ""
    return f"{planning.at}?{urlencode({'others': ','.join(map(str, saved.news))})}"


def _edited(base: Workshop, form: Form, sessions: Sessions) -> Document:
    """Return the workshop with what was typed, and after it what the button does."""
    plain = typed(base, form, sessions)
    does = form.get("do", "save")
    if does.split(":")[0] in ACTIONS:
        act(plain, does)
    return plain


def _step(changing: Changing, stored: StoredWorkshop, *, back: bool) -> None:
    """Take the last change back, or do it again."""
    history = changing.planning.history
    trail = history.trail(stored.etag)
    if back and trail.past:
        changing.save(stored, trail.past[-1], history.undone)
    if not back and trail.future:
        changing.save(stored, trail.future[-1], history.redone)


def _leads_to(planning: Planning, saved: StoredWorkshop, does: str, row: str | None) -> str:
    """Return the page that comes after a button; `row` shows what it moved."""
    here = planning.at
    name, _, where = does.partition(":")
    if row:
        return f"{here}#{row}"
    if name == "move":
        return f"{here}/move?{urlencode({'what': where})}"
    if name in ("fit", "delete"):
        return f"{here}/{name}"
    if name == "add":
        meeting, _, place = where.partition(":")
        return f"{here}/add?{urlencode({'meeting': meeting, 'place': place})}"
    if name == "duplicate":
        title = f"{saved.workshop.title[:290]} (copy)"
        copy = saved.workshop.model_copy(update={"title": title})
        made = create_workshop(planning.connection, planning.organisation_id, copy)
        return f"/workshops/{made.id}"
    meeting = re.split("[:.]", where)[0]
    return f"{here}#m{meeting}" if meeting.isdecimal() else here


@post("/workshops/{workshop_id:str}/choose", sync_to_thread=True)
def choose(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    history: NamedDependency[History],
    workshop_id: WorkshopPath,
    data: FormBody,
) -> Response[Any]:
    """Save a workshop with one side's changes where two clash, after both were shown."""
    with working(desk, request, history, workshop_id, data) as own:
        return chosen(request, own, data)


def chosen(request: AnyRequest, planning: Planning, form: Form) -> Response[Any]:
    """Save a workshop with the changes that were chosen, and return the way on."""
    stored = planning.stored(hold=True)
    mine = workshop_in(form, "theirs" if form.get("keep") == "theirs" else "mine")
    if form.get("etag") != stored.etag:
        return conflict(planning, OvertakenError(stored, workshop_in(form, "base"), mine))
    with naming_sessions():
        Changing(planning, form).save(stored, mine, planning.history.changed)
    return go(request, planning.at)
