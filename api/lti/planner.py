"""The planner inside a course: the one workshop that the link leads to, for who teaches there.

A visit stands for them, not a membership: it has one workshop, its cookie is kept where those of
third parties are blocked, and it ends by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Template
from sqlalchemy import Connection

from api.clock import now
from api.http import AnyRequest
from api.log import log
from api.lti.cookies import set_cookie
from api.lti.frames import in_frame
from api.lti.gate import Gate
from api.lti.pages import FormBody, VisitPath
from api.lti.services import code_of
from api.lti.visits import VISITS, Visit, changing, visiting
from api.problems import RefusedError
from api.web.answers import Visitor
from api.web.entry import Field, Form
from api.web.history import History
from api.web.library import SEARCHED, Search
from api.web.moving import move_page
from api.web.planner import VIEW, VIEWS, changed, chosen, planner
from api.web.planning import Planning
from api.web.workshop_pages import add_page, added, cut, fit_page
from curriculum.storage.lti_planning import note_planning
from curriculum.storage.lti_visits import VISIT_LIFETIME
from curriculum.storage.people import Role

PLAN = f"{VISITS}/{{visit_id:str}}/plan"
Does = Callable[[AnyRequest, Planning, Form], Response[Any]]


@get(PLAN, sync_to_thread=True)
def get_plan(  # noqa: PLR0913 - the fields of the form
    request: AnyRequest,
    gate: NamedDependency[Gate],
    history: NamedDependency[History],
    visit_id: VisitPath,
    *,
    view: Field = "",
    others: Field = "",
) -> Response[Any]:
    """Show the workshop with its clock, its findings and the form to change it."""
    with visiting(gate, request, visit_id) as (connection, visit):
        planning = _planning(connection, visit, history)
        shown = planner(request, planning, planning.stored(), others=others)
    if view in VIEWS:
        seconds = int(VISIT_LIFETIME.total_seconds())
        set_cookie(shown, VIEW, view, path=visit.path, seconds=seconds)
    return shown


@get(f"{PLAN}/add", sync_to_thread=True, dependencies=SEARCHED)
def get_plan_add(  # noqa: PLR0913 - the fields of the form
    request: AnyRequest,
    gate: NamedDependency[Gate],
    history: NamedDependency[History],
    visit_id: VisitPath,
    search: NamedDependency[Search],
    *,
    meeting: Field = "1",
    place: Field = "",
) -> Response[Any]:
    """Show what can be added to a meeting."""
    with visiting(gate, request, visit_id) as (connection, visit):
        return add_page(_planning(connection, visit, history), search, meeting, place)


@get(f"{PLAN}/fit", sync_to_thread=True)
def get_plan_fit(
    request: AnyRequest,
    gate: NamedDependency[Gate],
    history: NamedDependency[History],
    visit_id: VisitPath,
) -> Response[Any]:
    """Show what fitting the meetings to their slots would cut."""
    with visiting(gate, request, visit_id) as (connection, visit):
        return fit_page(_planning(connection, visit, history))


@get(f"{PLAN}/move", sync_to_thread=True)
def get_plan_move(
    request: AnyRequest,
    gate: NamedDependency[Gate],
    history: NamedDependency[History],
    visit_id: VisitPath,
    what: Field = "",
) -> Response[Any]:
    """Show every place that an item or an activity can be moved to."""
    with visiting(gate, request, visit_id) as (connection, visit):
        return move_page(_planning(connection, visit, history), what)


def _change(path: str, does: Does, told: str) -> Any:
    """Return the handler of a form of the planner."""

    @post(path, sync_to_thread=True, description=told)
    def handler(
        request: AnyRequest,
        gate: NamedDependency[Gate],
        history: NamedDependency[History],
        visit_id: VisitPath,
        data: FormBody,
    ) -> Response[Any]:
        with changing(gate, request, visit_id, data) as (connection, visit):
            planning = _planning(connection, visit, history)
            with _noting(planning, visit):
                return does(request, planning, data)

    return handler


PLANNER = [
    get_plan,
    get_plan_add,
    get_plan_fit,
    get_plan_move,
    _change(PLAN, changed, "Save what was typed, and do what the button says."),
    _change(f"{PLAN}/add", added, "Add a session, a break or an own item to a meeting."),
    _change(f"{PLAN}/fit", cut, "Make the cuts that were shown."),
    _change(f"{PLAN}/choose", chosen, "Save it with one side's changes where two clash."),
]


def _planning(connection: Connection, visit: Visit, history: History) -> Planning:
    """Return the work of a visitor, once it is known that they may."""
    visit.needs_teaching()
    if not visit.workshop_to_plan:
        raise RefusedError(
            403,
            "planning-off",
            "Nothing can be planned here: the link leads to no workshop, or the group that made "
            "it keeps changes to its members. Its owner can allow them on the platform's page.",
        )
    return Planning(
        connection,
        visit.platform.organisation_id,
        visit.workshop_to_plan,
        Visitor(Role.FACILITATOR, visit.looks.csrf),
        history,
        at=f"{visit.path}/plan",
        files=visit.path,
        make_page=partial(_page, visit),
        drawer=visit.said.target,
        in_course=True,
    )


def _page(visit: Visit, template: str, looks: Visitor, /, **shown: Any) -> Template:
    noted_as = code_of(visit.stored.person)
    return in_frame(template, visit.said.frames, looks, noted_as=noted_as, **shown)


@contextmanager
def _noting(planning: Planning, visit: Visit) -> Iterator[None]:
    """Note who it was, if the workshop is another one afterwards."""
    before = planning.stored().etag
    yield
    if planning.stored().etag == before:
        return
    note_planning(planning.connection, visit.stored, planning.workshop_id, now=now())
    log.info(
        "lti planning",
        platform=visit.platform.id,
        workshop=planning.workshop_id,
        person=code_of(visit.stored.person),
    )
