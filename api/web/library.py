"""The library: the list of sessions, searched and filtered, and the page of each."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from litestar import get
from litestar.di import NamedDependency, Provide
from litestar.response import Template
from sqlalchemy import Connection

from api.auth import Caller
from api.desk import Desk
from api.http import AnyRequest, next_link
from api.plans import checked_plan, organisation_of
from api.v1.parameters import CodePath
from api.web.answers import page, visitor
from api.web.entry import Field
from api.web.linked_data import origin, session_data
from api.web.printing import printing
from api.web.queries import chosen, number
from curriculum.assemble import single_session
from curriculum.session import Level
from curriculum.storage.catalogue import SessionQuery, SessionSummary, find_sessions, list_topics
from curriculum.storage.facets import count_facets
from curriculum.storage.sessions import StoredRevision, load_revision
from curriculum.values import Mode, Setting

PER_PAGE = 60


@dataclass(frozen=True, slots=True)
class Search:
    """What somebody looks for in the library, as typed."""

    q: str = ""
    topic: str = ""
    mode: str = ""
    setting: str = ""
    minutes: str = ""
    intensity: str = ""
    level: str = ""

    @property
    def query(self) -> SessionQuery:
        """Return what the catalogue is asked for."""
        return SessionQuery(
            text=self.q or None,
            topic=self.topic or None,
            mode=chosen(Mode, self.mode),
            setting=chosen(Setting, self.setting),
            max_minutes=number(self.minutes, 1, 1440),
            max_intensity=number(self.intensity, 1, 3),
            level=chosen(Level, self.level),
        )

    @property
    def narrows(self) -> bool:
        """Tell whether anything is looked for."""
        return any(getattr(self, name).strip() for name in self.__slots__)


def search(  # noqa: PLR0913 - the fields of the form
    *,
    q: Field = "",
    topic: Field = "",
    mode: Field = "",
    setting: Field = "",
    minutes: Field = "",
    intensity: Field = "",
    level: Field = "",
) -> Search:
    """Read what is looked for."""
    return Search(q, topic, mode, setting, minutes, intensity, level)


SEARCHED = {"search": Provide(search, sync_to_thread=False)}


@get("/library", sync_to_thread=True, dependencies=SEARCHED)
def get_library(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    search: NamedDependency[Search],
    cursor: Field = "",
) -> Template:
    """Show the sessions that match."""
    with desk.reading_library(request) as (connection, caller):
        shown = listed(connection, caller, search, cursor)
        more = next_link(request, shown.pop("next")).get("Link", "")
        return page(
            "library",
            visitor(request, caller),
            here="library",
            more=more.partition(">")[0][1:],
            **shown,
        )


def listed(
    connection: Connection, caller: Caller, search: Search, cursor: str = ""
) -> dict[str, Any]:
    """Return what the list of sessions shows: the sessions by topic, and what to filter by."""
    if search.topic not in dict(list_topics(connection, caller.organisation_id)):
        search = replace(search, topic="")
    found = find_sessions(
        connection, caller.organisation_id, search.query, limit=PER_PAGE, after=cursor or None
    )
    facets = count_facets(connection, caller.organisation_id, search.query)
    return {
        "search": search,
        "counts": facets.counts,
        "count": facets.total,
        "groups": _by_topic(found.items, ranked=bool(search.q.strip())),
        "next": found.next,
    }


def _by_topic(
    sessions: tuple[SessionSummary, ...], *, ranked: bool
) -> list[tuple[str, list[SessionSummary]]]:
    """Return the sessions under their topics; what was searched for keeps its rank."""
    if ranked:
        return [("", list(sessions))] if sessions else []
    return [(topic, list(found)) for topic, found in groupby(sessions, key=lambda one: one.topic)]


@get("/library/{code:str}", sync_to_thread=True)
def get_session_page(  # noqa: PLR0913 - the fields of the form
    request: AnyRequest,
    desk: NamedDependency[Desk],
    code: CodePath,
    *,
    mode: Field = "",
    setting: Field = "",
    people: Field = "",
) -> Template:
    """Show a session as its guide reads, for this group."""
    with desk.reading_library(request) as (connection, caller):
        stored = load_revision(connection, caller.organisation_id, code)
        workshop = single_session(
            stored.session,
            stored.number,
            mode=chosen(Mode, mode) or _first(stored, Mode.SOLO),
            setting=chosen(Setting, setting) or Setting.IN_PERSON,
            people=number(people, 2, 60),
        )
        plan = checked_plan(connection, caller.organisation_id, workshop)
        return page(
            "session",
            visitor(request, caller),
            here="library",
            linked_data=session_data(stored, origin(desk, request)),
            session=stored.session,
            own=stored.own,
            revision=stored.number,
            plan=plan,
            planned=plan.meetings[0].items[0],
            printing=printing(request, organisation_of(connection, caller.organisation_id).paper),
        )


def _first(stored: StoredRevision, wanted: Mode) -> Mode:
    """Return who it is for, if not for people alone."""
    return wanted if wanted in stored.session.modes else stored.session.modes[0]
