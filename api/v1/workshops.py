"""Workshops of an organisation: made, listed, changed, deleted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from litestar import Router, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api.desk import Desk
from api.faults import Fault
from api.http import AnyRequest, Reply, check_match, next_link, reply
from api.problems import RefusedError, problems
from api.v1.from_programme import from_programme
from api.v1.parameters import Cursor, Limit, UpdatedSince, WorkshopPath, moment
from api.v1.shapes import check_read_only, only
from api.v1.workshop_activities import check_activities
from api.v1.workshop_shapes import (
    DeletedWorkshop,
    FromProgramme,
    NewWorkshop,
    WorkshopBody,
    WorkshopList,
    WorkshopResource,
    WorkshopSummary,
)
from curriculum.storage.changes import Changes
from curriculum.storage.people import Role
from curriculum.storage.pinning import Missing, MissingSessionsError
from curriculum.storage.workshops import (
    StoredWorkshop,
    create_workshop,
    delete_workshop,
    list_changed_workshops,
    list_workshops,
    load_workshop,
    save_workshop,
)
from curriculum.workshop import Workshop


@post("/workshops", sync_to_thread=True, responses=problems(400, 401, 403, 413, 415, 422))
def create_a_workshop(
    request: AnyRequest, desk: NamedDependency[Desk], data: JSONBody[NewWorkshop]
) -> Reply[WorkshopResource]:
    """Make a workshop, from scratch or from a programme; every session in it gets pinned."""
    asked = data.root
    with desk.writing(request, Role.FACILITATOR) as (connection, organisation_id):
        workshop = (
            from_programme(connection, asked)
            if isinstance(asked, FromProgramme)
            else only(Workshop, asked)
        )
        check_activities(connection, organisation_id, workshop)
        with naming_sessions():
            stored = create_workshop(connection, organisation_id, workshop)
    location = {"Location": f"/api/v1/workshops/{stored.id}"}
    return reply(request, resource(stored), etag=stored.etag, status=201, headers=location)


@get("/workshops", sync_to_thread=True, responses=problems(400, 401))
def list_the_workshops(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    *,
    updated_since: UpdatedSince = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Reply[WorkshopList]:
    """List your organisation's workshops, last made first.

    With `updated_since`, list what changed instead, the last change last, deleted workshops too.
    """
    if updated_since is not None:
        since = moment(updated_since)
        with desk.reading(request, Role.READER) as (connection, organisation_id):
            changes, there = list_changed_workshops(
                connection, organisation_id, since=since, limit=limit, after=cursor
            )
        return _changed(request, changes, there)
    with desk.reading(request, Role.READER) as (connection, organisation_id):
        page = list_workshops(connection, organisation_id, limit=limit, after=cursor)
    listed = WorkshopList(items=tuple(_summary(one) for one in page.items), next=page.next)
    return reply(request, listed, headers=next_link(request, page.next))


def _changed(
    request: AnyRequest, changes: Changes, there: dict[str, StoredWorkshop]
) -> Reply[WorkshopList]:
    items = (
        _summary(there[one.key])
        if one.key in there
        else DeletedWorkshop(id=one.key, deleted_at=one.at)
        for one in changes.items
    )
    body = WorkshopList(items=tuple(items), next=changes.next, as_of=changes.as_of)
    return reply(request, body, headers=next_link(request, changes.next))


@get("/workshops/{workshop_id:str}", sync_to_thread=True, responses=problems(400, 401, 404))
def get_workshop(
    request: AnyRequest, desk: NamedDependency[Desk], workshop_id: WorkshopPath
) -> Reply[WorkshopResource]:
    """Return a workshop."""
    with desk.reading(request, Role.READER) as (connection, organisation_id):
        stored = load_workshop(connection, organisation_id, workshop_id)
    return reply(request, resource(stored), etag=stored.etag)


@put(
    "/workshops/{workshop_id:str}",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 412, 413, 415, 422, 428),
)
def save_a_workshop(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    data: JSONBody[WorkshopBody],
) -> Reply[WorkshopResource]:
    """Replace a workshop; sessions without a revision get pinned to the newest one."""
    with desk.writing(request, Role.FACILITATOR) as (connection, organisation_id):
        current = load_workshop(connection, organisation_id, workshop_id)
        etag = check_match(request, current.etag)
        check_read_only(data, resource(current), "id", "created_at")
        workshop = only(Workshop, data)
        check_activities(connection, organisation_id, workshop)
        with naming_sessions():
            stored = save_workshop(
                connection, organisation_id, workshop_id, workshop, expected_etag=etag
            )
    return reply(request, resource(stored), etag=stored.etag)


@delete(
    "/workshops/{workshop_id:str}",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 412, 428),
)
def delete_a_workshop(
    request: AnyRequest, desk: NamedDependency[Desk], workshop_id: WorkshopPath
) -> None:
    """Delete a workshop."""
    with desk.writing(request, Role.FACILITATOR) as (connection, organisation_id):
        current = load_workshop(connection, organisation_id, workshop_id)
        etag = check_match(request, current.etag)
        delete_workshop(connection, organisation_id, workshop_id, expected_etag=etag)


def resource(stored: StoredWorkshop) -> WorkshopResource:
    """Return a workshop with what is known of it."""
    return WorkshopResource(
        **dict(stored.workshop),
        id=stored.id,
        created_at=stored.created_at,
        updated_at=stored.updated_at,
    )


@contextmanager
def naming_sessions() -> Iterator[None]:
    """Tell sessions that do not exist as mistakes in the body, not in the address."""
    try:
        yield
    except MissingSessionsError as error:
        faults = tuple(_told(one) for one in error.missing)
        raise RefusedError(422, "unknown-session", str(error), errors=faults) from None


def _told(missing: Missing) -> Fault:
    """Return the mistake where a workshop names a session that does not exist."""
    key, action = (
        ("session", "Choose one of GET /api/v1/sessions.")
        if missing.item.revision is None
        else ("revision", "Leave the revision out for the newest.")
    )
    where = f"/meetings/{missing.meeting - 1}/items/{missing.place - 1}/{key}"
    return Fault(where=where, message=missing.what, action=action)


def _summary(stored: StoredWorkshop) -> WorkshopSummary:
    workshop = stored.workshop
    dates = [meeting.date for meeting in workshop.meetings if meeting.date]
    return WorkshopSummary(
        id=stored.id,
        title=workshop.title,
        mode=workshop.mode,
        setting=workshop.setting,
        people=workshop.people,
        meetings=len(workshop.meetings),
        first_date=min(dates, default=None),
        created_at=stored.created_at,
        updated_at=stored.updated_at,
    )


router = Router(
    "/",
    route_handlers=[
        create_a_workshop,
        list_the_workshops,
        get_workshop,
        save_a_workshop,
        delete_a_workshop,
    ],
    tags=["workshops"],
    security=[{"token": []}, {"cookie": []}],
)
