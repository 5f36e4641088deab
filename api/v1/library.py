"""The published library: topics, sessions and their history."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Router, get
from litestar.di import NamedDependency
from litestar.params import FromQuery, PathParameter, QueryParameter

from api.desk import Desk
from api.http import AnyRequest, Reply, next_link, reply
from api.problems import problems
from api.v1.parameters import CodePath, Cursor, LanguageQuery, Limit, UpdatedSince, moment
from api.v1.shapes import (
    DeletedSession,
    DifferenceResource,
    RevisionFacts,
    RevisionList,
    RevisionResource,
    SessionList,
    SessionResource,
    Topic,
    TopicList,
)
from curriculum.errors import NotFoundError
from curriculum.revision import difference
from curriculum.session import Level, Session
from curriculum.storage.catalogue import (
    SessionQuery,
    SessionSummary,
    find_changed_sessions,
    find_sessions,
    list_topics,
)
from curriculum.storage.changes import Changes
from curriculum.storage.people import Role
from curriculum.storage.sessions import (
    RevisionSummary,
    StoredRevision,
    StoredSession,
    list_revisions,
    load_revision,
    load_session,
)
from curriculum.values import Mode, Setting

Text = Annotated[
    str | None, QueryParameter(max_length=200, description="Words to look for in all of its text.")
]
MaxMinutes = Annotated[
    int | None, QueryParameter(ge=1, le=1440, description="The most minutes it may take.")
]
MaxIntensity = Annotated[
    int | None,
    QueryParameter(
        ge=1,
        le=3,
        description="How intense its activities may be: 1 easy, 2 asks something of people, "
        "3 can stir a lot.",
    ),
]
LevelQuery = Annotated[Level | None, QueryParameter(description="Where it stands in a course.")]
TopicQuery = Annotated[
    str | None, QueryParameter(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)
]
RevisionPath = Annotated[
    str,
    PathParameter(
        pattern=r"^[1-9][0-9]{0,5}(\.\.\.[1-9][0-9]{0,5})?$",
        description="A revision's number, or two as `1...3` for the difference between them.",
    ),
]


@get("/topics", sync_to_thread=True, responses=problems(400, 401))
def list_the_topics(request: AnyRequest, desk: NamedDependency[Desk]) -> Reply[TopicList]:
    """List the topics in use, and how many published sessions each has."""
    with desk.reading_library(request) as (connection, caller):
        found = list_topics(connection, caller.organisation_id)
    return reply(request, TopicList(items=tuple(Topic(topic=t, sessions=n) for t, n in found)))


@get("/sessions", sync_to_thread=True, responses=problems(400, 401))
def list_sessions(  # noqa: PLR0913 - the filters of the contract
    request: AnyRequest,
    desk: NamedDependency[Desk],
    *,
    q: Text = None,
    topic: TopicQuery = None,
    mode: FromQuery[Mode | None] = None,
    setting: FromQuery[Setting | None] = None,
    max_minutes: MaxMinutes = None,
    max_intensity: MaxIntensity = None,
    level: LevelQuery = None,
    language: LanguageQuery = None,
    updated_since: UpdatedSince = None,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Reply[SessionList]:
    """List published sessions, searched and filtered; every filter that is given must hold.

    With `updated_since`, and no filter, list what changed instead, deleted sessions too.
    """
    query = SessionQuery(
        text=q,
        topic=topic,
        mode=mode,
        setting=setting,
        max_minutes=max_minutes,
        max_intensity=max_intensity,
        level=level,
        language=language,
    )
    if updated_since is not None:
        since = moment(updated_since, filtered=query != SessionQuery())
        with desk.reading_library(request) as (connection, caller):
            changes, listed = find_changed_sessions(
                connection, caller.organisation_id, since=since, limit=limit, after=cursor
            )
        return _changed(request, changes, listed)
    with desk.reading_library(request) as (connection, caller):
        page = find_sessions(connection, caller.organisation_id, query, limit=limit, after=cursor)
    body = SessionList(items=page.items, next=page.next)
    return reply(request, body, headers=next_link(request, page.next))


def _changed(
    request: AnyRequest, changes: Changes, listed: dict[str, SessionSummary]
) -> Reply[SessionList]:
    items = (
        listed.get(one.key) or DeletedSession(code=one.key, deleted_at=one.at)
        for one in changes.items
    )
    body = SessionList(items=tuple(items), next=changes.next, as_of=changes.as_of)
    return reply(request, body, headers=next_link(request, changes.next))


@get("/sessions/{code:str}", sync_to_thread=True, responses=problems(400, 401, 404))
def get_session(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath
) -> Reply[SessionResource]:
    """Return a session: to editors of its organisation its draft, to others what is published."""
    with desk.reading_library(request) as (connection, caller):
        stored = load_session(connection, caller.organisation_id, code)
    if caller.role is not None and caller.role.may(Role.EDITOR):
        return reply(request, resource(stored), etag=stored.etag)
    if stored.published is None:
        raise NotFoundError(f"There is no published session {code}.")
    return reply(request, _published(stored, stored.published))


@get("/sessions/{code:str}/revisions", sync_to_thread=True, responses=problems(400, 401, 404))
def list_session_revisions(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath
) -> Reply[RevisionList]:
    """List the published revisions of a session, newest first."""
    with desk.reading_library(request) as (connection, caller):
        found = list_revisions(connection, caller.organisation_id, code)
    return reply(request, RevisionList(items=tuple(_facts(one) for one in found)))


@get(
    "/sessions/{code:str}/revisions/{revision:str}",
    sync_to_thread=True,
    responses=problems(400, 401, 404),
)
def get_revision(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath, revision: RevisionPath
) -> Reply[RevisionResource | DifferenceResource]:
    """Return a revision, or with two numbers joined by `...` what differs between them."""
    with desk.reading_library(request) as (connection, caller):
        found = [
            load_revision(connection, caller.organisation_id, code, int(number))
            for number in revision.split("...")
        ]
    if len(found) == 1:
        return reply(request, revision_resource(found[0]))
    before, after = found
    body = DifferenceResource(
        code=code,
        before=before.number,
        after=after.number,
        changes=difference(before.session, after.session),
    )
    return reply(request, body)


def resource(stored: StoredSession) -> SessionResource:
    """Return a session as its editors see it."""
    return SessionResource(
        **_parts(stored.session),
        own=stored.own,
        copied_from=stored.copied_from,
        draft=stored.draft is not None,
        revision=stored.revision,
        digest=stored.digest,
        updated_at=stored.updated_at,
    )


def _published(stored: StoredSession, session: Session) -> SessionResource:
    """Return a session as everybody else sees it, with nothing told of its draft."""
    return SessionResource(
        **_parts(session),
        own=stored.own,
        copied_from=stored.copied_from,
        draft=False,
        revision=stored.revision,
        digest=stored.digest,
        updated_at=stored.updated_at,
    )


def revision_resource(stored: StoredRevision) -> RevisionResource:
    """Return a revision as it was published."""
    return RevisionResource(
        **_parts(stored.session),
        own=stored.own,
        revision=stored.number,
        digest=stored.digest,
        note=stored.note,
        published_at=stored.published_at,
    )


def _facts(found: RevisionSummary) -> RevisionFacts:
    return RevisionFacts(
        code=found.code,
        revision=found.number,
        digest=found.digest,
        note=found.note,
        published_at=found.published_at,
    )


def _parts(session: Session) -> dict[str, Any]:
    return dict(session)


router = Router(
    "/",
    route_handlers=[
        list_the_topics,
        list_sessions,
        get_session,
        list_session_revisions,
        get_revision,
    ],
    tags=["library"],
    security=[{}, {"token": []}, {"cookie": []}],
)
