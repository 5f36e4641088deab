"""The ready-made workshops that ship."""

from __future__ import annotations

from litestar import Router, get
from litestar.di import NamedDependency

from api.desk import Desk
from api.http import AnyRequest, Reply, reply
from api.problems import problems
from api.v1.parameters import SlugPath
from api.v1.shapes import ProgrammeList, ProgrammeSummary
from curriculum.storage.programmes import list_programmes, load_programme
from curriculum.workshop import Programme, session_items


@get("/programmes", sync_to_thread=True, responses=problems(400, 401))
def list_the_programmes(request: AnyRequest, desk: NamedDependency[Desk]) -> Reply[ProgrammeList]:
    """List the ready-made workshops."""
    with desk.reading_library(request) as (connection, _):
        found = list_programmes(connection)
    return reply(request, ProgrammeList(items=tuple(_summary(one) for one in found)))


@get("/programmes/{code:str}", sync_to_thread=True, responses=problems(400, 401, 404))
def get_programme(
    request: AnyRequest, desk: NamedDependency[Desk], code: SlugPath
) -> Reply[Programme]:
    """Return a ready-made workshop."""
    with desk.reading_library(request) as (connection, _):
        return reply(request, load_programme(connection, code))


def _summary(programme: Programme) -> ProgrammeSummary:
    workshop = programme.workshop
    codes = dict.fromkeys(item.session for _, _, item in session_items(workshop))
    return ProgrammeSummary(
        code=programme.code,
        title=programme.title,
        summary=programme.summary,
        mode=workshop.mode,
        setting=workshop.setting,
        meetings=len(workshop.meetings),
        sessions=tuple(codes),
    )


router = Router(
    "/",
    route_handlers=[list_the_programmes, get_programme],
    tags=["library"],
    security=[{}, {"token": []}, {"cookie": []}],
)
