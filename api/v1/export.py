"""Everything at once: the library with its revisions and the workshops, as lines of JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.response import Stream

from api.desk import Desk
from api.http import NO_STORE, AnyRequest, disposition
from api.problems import problems
from api.scopes import insufficient
from api.v1.library import revision_resource
from api.v1.shapes import RevisionResource
from api.v1.workshop_shapes import WorkshopResource
from api.v1.workshops import resource
from curriculum.storage.database import reading
from curriculum.storage.exporting import some_revisions, some_workshops
from curriculum.storage.people import Role
from curriculum.storage.scopes import Scope
from curriculum.values import Value

MEDIA_TYPE = "application/x-ndjson"
AT_ONCE = 20
"""So many are in memory."""


class RevisionLine(Value):
    """A revision of a session."""

    type: Literal["revision"] = "revision"
    revision: RevisionResource


class WorkshopLine(Value):
    """A workshop."""

    type: Literal["workshop"] = "workshop"
    workshop: WorkshopResource


class EndLine(Value):
    """The last line: without it, the export was cut short."""

    type: Literal["end"] = "end"
    revisions: int
    workshops: int


@get(
    "/export.ndjson",
    sync_to_thread=True,
    media_type=MEDIA_TYPE,
    responses=problems(400, 401, 403),
)
def export_everything(request: AnyRequest, desk: NamedDependency[Desk]) -> Response[bytes]:
    """Return all published revisions and all workshops as a stream, one JSON object a line.

    A line has a `type` and under that name what it is: `{"type": "revision", "revision": {...}}`,
    then `{"type": "workshop", "workshop": {...}}`, and at the end
    `{"type": "end", "revisions": 31, "workshops": 12}`. Needs `library:read` too.
    """
    with desk.reading_anything(request) as (_, caller):
        organisation_id = caller.needs(Role.READER)
        if caller.scopes is not None and Scope.LIBRARY_READ not in caller.scopes:
            raise insufficient(Scope.LIBRARY_READ)
    headers = NO_STORE | {"Content-Disposition": disposition("export.ndjson", download=True)}
    if request.scope["state"].get("head"):
        return Response(b"", headers=headers, media_type=MEDIA_TYPE)
    lines = _lines(desk, organisation_id)
    return Stream(lines, headers=headers, media_type=MEDIA_TYPE)  # type: ignore[return-value]


def _lines(desk: Desk, organisation_id: int) -> Iterator[bytes]:
    """Yield a few lines at a time, each from a transaction of its own: nobody has to wait."""
    place, revisions = (0, 0), 0
    while True:
        with reading(desk.engine) as connection:
            found = some_revisions(connection, organisation_id, after=place, limit=AT_ONCE)
        if not found:
            break
        yield _written(RevisionLine(revision=revision_resource(one)) for _, one in found)
        place, revisions = found[-1][0], revisions + len(found)
    last, workshops = "", 0
    while True:
        with reading(desk.engine) as connection:
            stored = some_workshops(connection, organisation_id, after=last, limit=AT_ONCE)
        if not stored:
            break
        yield _written(WorkshopLine(workshop=resource(one)) for one in stored)
        last, workshops = stored[-1].id, workshops + len(stored)
    yield _written([EndLine(revisions=revisions, workshops=workshops)])


def _written(lines: Iterable[Value]) -> bytes:
    return b"".join(line.model_dump_json().encode() + b"\n" for line in lines)


router = Router(
    "/",
    route_handlers=[export_everything],
    tags=["documents"],
    security=[{"token": []}, {"cookie": []}],
)
