"""A workshop worked out against the clock, and fitted to it."""

from __future__ import annotations

from typing import Annotated

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import QueryParameter

from api.desk import Desk
from api.http import AnyRequest, Reply, heed_match, reply
from api.plans import checked_plan, pinned_sessions
from api.prints import EditionChoice
from api.problems import problems
from api.v1.parameters import OF_PLAN, WorkshopPath
from api.v1.workshop_shapes import FitResource, PlanResource
from api.v1.workshops import resource
from curriculum.fit import fit
from curriculum.storage.people import Role
from curriculum.storage.workshops import load_workshop, save_workshop

DryRun = Annotated[bool, QueryParameter(description="Only tell what would be cut.")]


@get(
    "/workshops/{workshop_id:str}/plan",
    sync_to_thread=True,
    dependencies=OF_PLAN,
    responses=problems(400, 401, 404),
)
def get_plan(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    choice: NamedDependency[EditionChoice],  # noqa: ARG001 - taken as for the PDFs
) -> Reply[PlanResource]:
    """Work a workshop out: clock times, materials, copies, and what the checks found.

    The parameters are those of its PDFs; none of them changes the plan.
    """
    with desk.reading(request, Role.READER) as (connection, organisation_id):
        stored = load_workshop(connection, organisation_id, workshop_id)
        plan = checked_plan(connection, organisation_id, stored.workshop)
    return reply(request, PlanResource(**dict(plan), workshop=stored.id, etag=stored.etag))


@post(
    "/workshops/{workshop_id:str}/fit",
    sync_to_thread=True,
    status_code=200,
    responses=problems(400, 401, 403, 404, 412),
)
def fit_workshop(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    dry_run: DryRun = False,
) -> Reply[FitResource]:
    """Fit the meetings to their slots, and list every cut and what still does not fit.

    Optional activities are left out in their order, then the rest is shortened; essential ones are
    never left out. An If-Match is heeded where there is one.
    """
    with desk.writing(request, Role.FACILITATOR) as (connection, organisation_id):
        stored = load_workshop(connection, organisation_id, workshop_id)
        heed_match(request, stored.etag)
        sessions = pinned_sessions(connection, organisation_id, stored.workshop)
        fitted = fit(stored.workshop, sessions)
        if not dry_run and fitted.cuts:
            stored = save_workshop(
                connection,
                organisation_id,
                workshop_id,
                fitted.workshop,
                expected_etag=stored.etag,
            )
    told = resource(stored).model_copy(update={"meetings": fitted.workshop.meetings})
    body = FitResource(
        applied=not dry_run, workshop=told, cuts=fitted.cuts, meetings=fitted.meetings
    )
    return reply(request, body, etag=None if dry_run else stored.etag)


router = Router(
    "/",
    route_handlers=[get_plan, fit_workshop],
    tags=["workshops"],
    security=[{"token": []}, {"cookie": []}],
)
