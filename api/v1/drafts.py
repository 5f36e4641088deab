"""An organisation's own sessions: drafted, changed, published, withdrawn."""

from __future__ import annotations

from litestar import Router, delete, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody
from sqlalchemy import Connection

from api.desk import Desk
from api.faults import Fault
from api.http import AnyRequest, Reply, check_match, heed_match, reply
from api.openapi import OptionalBody
from api.problems import RefusedError, problems
from api.v1.library import resource
from api.v1.parameters import CodePath
from api.v1.shapes import (
    Copy,
    PublishNote,
    RevisionFacts,
    SessionBody,
    SessionResource,
    check_read_only,
    only,
)
from curriculum.references import evidence
from curriculum.rules import breaches
from curriculum.session import Session
from curriculum.storage.drafts import copy_session, create_draft, delete_session, save_draft
from curriculum.storage.drafts import publish as publish_draft
from curriculum.storage.people import Role
from curriculum.storage.sessions import StoredRevision, StoredSession, load_session

PATH = "/api/v1/sessions/"


@post("/sessions", sync_to_thread=True, responses=problems(400, 401, 403, 409, 413, 415, 422))
def create_session(
    request: AnyRequest, desk: NamedDependency[Desk], data: JSONBody[SessionBody]
) -> Reply[SessionResource]:
    """Make a draft of a session of your organisation's own."""
    with desk.writing(request, Role.EDITOR) as (connection, organisation_id):
        stored = create_draft(connection, organisation_id, only(Session, data))
    return _created(request, stored)


@post(
    "/sessions/{code:str}/copy",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 409, 413, 415, 422),
)
def copy_a_session(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath, data: JSONBody[Copy]
) -> Reply[SessionResource]:
    """Copy a published session to a draft of your organisation's own, under another code."""
    with desk.writing(request, Role.EDITOR) as (connection, organisation_id):
        stored = copy_session(connection, organisation_id, code, data.code)
    return _created(request, stored)


@put(
    "/sessions/{code:str}",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 412, 413, 415, 422, 428),
)
def save_session(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath, data: JSONBody[SessionBody]
) -> Reply[SessionResource]:
    """Replace the draft of a session of your organisation's own."""
    if data.code != code:
        raise _other_code(code)
    with desk.writing(request, Role.EDITOR) as (connection, organisation_id):
        current = load_session(connection, organisation_id, code)
        etag = check_match(request, current.etag)
        check_read_only(data, resource(current), "own", "copied_from")
        stored = save_draft(connection, organisation_id, only(Session, data), expected_etag=etag)
    return reply(request, resource(stored), etag=stored.etag)


@delete(
    "/sessions/{code:str}",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 412, 428),
)
def delete_a_session(request: AnyRequest, desk: NamedDependency[Desk], code: CodePath) -> None:
    """Delete a session of your organisation's own; once published, it is withdrawn.

    Workshops keep the revisions that they are pinned to.
    """
    with desk.writing(request, Role.EDITOR) as (connection, organisation_id):
        etag = check_match(request, load_session(connection, organisation_id, code).etag)
        delete_session(connection, organisation_id, code, expected_etag=etag)


@post(
    "/sessions/{code:str}/publish",
    sync_to_thread=True,
    operation_class=OptionalBody,
    responses=problems(400, 401, 403, 404, 412, 413, 415, 422),
)
def publish_session(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    code: CodePath,
    data: JSONBody[PublishNote | None] = None,
) -> Reply[RevisionFacts]:
    """Publish the draft as the next revision; without a change, return the newest one."""
    with desk.writing(request, Role.EDITOR) as (connection, organisation_id):
        before = load_session(connection, organisation_id, code)
        heed_match(request, before.etag)
        revision = publish_checked(connection, before, organisation_id, data.note if data else None)
    facts = RevisionFacts(
        code=code,
        revision=revision.number,
        digest=revision.digest,
        note=revision.note,
        published_at=revision.published_at,
    )
    location = {"Location": f"{PATH}{code}/revisions/{revision.number}"}
    return reply(request, facts, status=201, headers=location)


def publish_checked(
    connection: Connection, stored: StoredSession, organisation_id: int, note: str | None
) -> StoredRevision:
    """Publish a session, unless it breaks a rule or its text has mistakes."""
    _check(stored.session)
    return publish_draft(connection, organisation_id, stored.code, note=note)


def _check(session: Session) -> None:
    """Refuse to publish what breaks the rules that every session keeps."""
    faults = tuple(
        Fault(
            where="".join(f"/{part}" for part in one.path),
            message=one.expected,
            action=one.suggestion or "Correct it.",
        )
        for one in breaches(session, evidence())
    )
    if faults:
        detail = f"The draft breaks {len(faults)} of the rules that a session keeps; correct it."
        raise RefusedError(422, "broken-rules", detail, errors=faults)


def _created(request: AnyRequest, stored: StoredSession) -> Reply[SessionResource]:
    location = {"Location": PATH + stored.code}
    return reply(request, resource(stored), etag=stored.etag, status=201, headers=location)


def _other_code(code: str) -> RefusedError:
    fault = Fault(
        where="/code",
        message=f"the address says '{code}'",
        action="Write the same; copy it to have it under another code.",
    )
    return RefusedError(
        422, "invalid", "The body's code is not that of the address.", errors=(fault,)
    )


router = Router(
    "/",
    route_handlers=[
        create_session,
        copy_a_session,
        save_session,
        delete_a_session,
        publish_session,
    ],
    tags=["authoring"],
    security=[{"token": []}, {"cookie": []}],
)
