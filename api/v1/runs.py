"""Runs of a workshop: what its meetings were really like."""

from __future__ import annotations

from typing import Annotated

from litestar import Response, Router, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody, PathParameter

from api.desk import Desk
from api.faults import Fault
from api.http import AnyRequest, Reply, check_match, file_name, file_reply, reply
from api.problems import RefusedError, problems
from api.v1.parameters import WorkshopPath
from api.v1.run_shapes import RunBody, RunList, RunResource
from api.v1.shapes import check_read_only, only
from curriculum.exports.attendance import attendance
from curriculum.run import Run
from curriculum.storage.people import Role
from curriculum.storage.runs import (
    StoredRun,
    create_run,
    delete_run,
    list_runs,
    load_run,
    save_run,
)
from curriculum.storage.workshops import load_workshop

RunPath = Annotated[str, PathParameter(pattern=r"^[A-Za-z0-9_-]{1,64}$", description="A run's id.")]


@get("/workshops/{workshop_id:str}/runs", sync_to_thread=True, responses=problems(400, 401, 404))
def list_the_runs(
    request: AnyRequest, desk: NamedDependency[Desk], workshop_id: WorkshopPath
) -> Reply[RunList]:
    """List the runs of a workshop, the latest first."""
    with desk.reading(request, Role.READER) as (connection, organisation_id):
        found = list_runs(connection, organisation_id, workshop_id)
    return reply(request, RunList(items=tuple(run_resource(one) for one in found)))


@post(
    "/workshops/{workshop_id:str}/runs",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 409, 413, 415, 422),
)
def create_a_run(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    data: JSONBody[RunBody],
) -> Reply[RunResource]:
    """Record a meeting that goes on or has been held.

    A meeting begins once at a moment: the same record sent again is answered with 409.
    """
    with desk.writing_as(request, Role.FACILITATOR) as (connection, organisation_id, user_id):
        meetings = load_workshop(connection, organisation_id, workshop_id).workshop.meetings
        if data.meeting > len(meetings):
            raise _no_meeting(len(meetings))
        stored = create_run(
            connection,
            organisation_id,
            workshop_id,
            only(Run, data),
            user_id=user_id,
        )
    location = {"Location": f"/api/v1/workshops/{workshop_id}/runs/{stored.id}"}
    return reply(request, run_resource(stored), etag=stored.etag, status=201, headers=location)


@get(
    "/workshops/{workshop_id:str}/runs/attendance.csv",
    sync_to_thread=True,
    media_type="text/csv",
    responses=problems(400, 401, 404),
)
def get_attendance(
    request: AnyRequest, desk: NamedDependency[Desk], workshop_id: WorkshopPath
) -> Response[bytes]:
    """Get who came to which meeting, by code: a line a code, a column a run."""
    with desk.reading(request, Role.READER) as (connection, organisation_id):
        workshop = load_workshop(connection, organisation_id, workshop_id).workshop
        found = list_runs(connection, organisation_id, workshop_id)
    body = attendance([one.run for one in found], workshop.time_zone)
    name = file_name(workshop.title, "-attendance.csv")
    return file_reply(request, body, media_type="text/csv", name=name)


@get(
    "/workshops/{workshop_id:str}/runs/{run_id:str}",
    sync_to_thread=True,
    responses=problems(400, 401, 404),
)
def get_run(
    request: AnyRequest, desk: NamedDependency[Desk], workshop_id: WorkshopPath, run_id: RunPath
) -> Reply[RunResource]:
    """Return a run."""
    with desk.reading(request, Role.READER) as (connection, organisation_id):
        stored = load_run(connection, organisation_id, workshop_id, run_id)
    return reply(request, run_resource(stored), etag=stored.etag)


@put(
    "/workshops/{workshop_id:str}/runs/{run_id:str}",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 428),
)
def save_a_run(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    run_id: RunPath,
    data: JSONBody[RunBody],
) -> Reply[RunResource]:
    """Replace a run; its meeting and its beginning stay what they are."""
    with desk.writing_as(request, Role.FACILITATOR) as (connection, organisation_id, user_id):
        current = load_run(connection, organisation_id, workshop_id, run_id)
        etag = check_match(request, current.etag)
        check_read_only(data, run_resource(current), "id", "created_at")
        stored = save_run(
            connection,
            organisation_id,
            workshop_id,
            run_id,
            only(Run, data),
            expected_etag=etag,
            user_id=user_id,
        )
    return reply(request, run_resource(stored), etag=stored.etag)


@delete(
    "/workshops/{workshop_id:str}/runs/{run_id:str}",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 412, 428),
)
def delete_a_run(
    request: AnyRequest, desk: NamedDependency[Desk], workshop_id: WorkshopPath, run_id: RunPath
) -> None:
    """Delete a run, such as one that was only tried out."""
    with desk.writing(request, Role.FACILITATOR) as (connection, organisation_id):
        current = load_run(connection, organisation_id, workshop_id, run_id)
        etag = check_match(request, current.etag)
        delete_run(connection, organisation_id, workshop_id, run_id, expected_etag=etag)


def run_resource(stored: StoredRun) -> RunResource:
    """Return a run with what is known of it."""
    return RunResource(
        **dict(stored.run),
        id=stored.id,
        created_at=stored.created_at,
        updated_at=stored.updated_at,
    )


def _no_meeting(count: int) -> RefusedError:
    fault = Fault(
        where="/meeting", message="there is no such meeting", action=f"Write 1 to {count}."
    )
    return RefusedError(
        422, "unknown-meeting", f"The workshop has {count} meetings.", errors=(fault,)
    )


router = Router(
    "/",
    route_handlers=[
        list_the_runs,
        create_a_run,
        get_attendance,
        get_run,
        save_a_run,
        delete_a_run,
    ],
    tags=["workshops"],
    security=[{"token": []}, {"cookie": []}],
)
