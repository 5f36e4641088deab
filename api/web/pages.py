"""The front page: what there is to print."""

from __future__ import annotations

from itertools import groupby

from litestar import get
from litestar.di import NamedDependency
from litestar.response import Template
from sqlalchemy import Connection

from api.auth import COOKIE, Caller, csrf_token
from api.desk import Desk
from api.http import AnyRequest
from api.web.answers import page
from curriculum.storage.catalogue import SessionQuery, SessionSummary, find_sessions
from curriculum.storage.pages import MOST
from curriculum.storage.programmes import list_programmes
from curriculum.storage.workshops import list_workshops


@get("/", sync_to_thread=True)
def get_home(request: AnyRequest, desk: NamedDependency[Desk]) -> Template:
    """Show what there is to print."""
    with desk.reading_anything(request) as (connection, caller):
        signed_in = caller.organisation_id is not None
        if not signed_in and not desk.settings.public_library:
            return page("closed")
        return page(
            "home",
            topics=_topics(_all_sessions(connection, caller)),
            programmes=list_programmes(connection),
            workshops=_workshops(connection, caller),
            signed_in=signed_in,
            csrf=csrf_token(request.cookies.get(COOKIE, "")) if signed_in else "",
        )


def _all_sessions(connection: Connection, caller: Caller) -> list[SessionSummary]:
    found: list[SessionSummary] = []
    after: str | None = None
    while True:
        listed = find_sessions(
            connection, caller.organisation_id, SessionQuery(), limit=MOST, after=after
        )
        found += listed.items
        after = listed.next
        if after is None:
            return found


def _topics(sessions: list[SessionSummary]) -> list[tuple[str, list[SessionSummary]]]:
    """Return the sessions by topic, each topic with its name for people."""
    return [
        (topic.replace("-", " ").capitalize(), list(found))
        for topic, found in groupby(sessions, key=lambda one: one.topic)
    ]


def _workshops(connection: Connection, caller: Caller) -> list[tuple[str, str]]:
    """Return the newest workshops of the organisation, by id and title."""
    if caller.organisation_id is None:
        return []
    listed = list_workshops(connection, caller.organisation_id, limit=MOST)
    return [(one.id, one.workshop.title) for one in listed.items]
