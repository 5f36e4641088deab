"""The first page: to members their workshops and the way to a new one, to others what this is."""

from __future__ import annotations

from litestar import get
from litestar.di import NamedDependency
from litestar.response import Template
from sqlalchemy import Connection

from api.auth import Caller
from api.desk import Desk
from api.http import AnyRequest
from api.plans import organisation_of
from api.web.answers import Visitor, page, visitor
from api.web.entry import Form
from api.web.linked_data import origin, programmes_data
from curriculum.storage.pages import MOST
from curriculum.storage.people import Role
from curriculum.storage.programmes import list_programmes
from curriculum.storage.workshops import list_workshops


@get("/", sync_to_thread=True)
def get_home(request: AnyRequest, desk: NamedDependency[Desk]) -> Template:
    """Show where to begin."""
    with desk.reading_anything(request) as (connection, caller):
        looks = visitor(request, caller)
        if caller.organisation_id is not None:
            return start_page(connection, caller, looks)
        if not desk.settings.public_library:
            return page("closed")
        found = list_programmes(connection)
        told = programmes_data(found, origin(desk, request))
        return page("welcome", programmes=found, linked_data=told)


def start_page(
    connection: Connection,
    caller: Caller,
    looks: Visitor,
    *,
    form: Form | None = None,
    faults: dict[str, str] | None = None,
) -> Template:
    """Return the page on which a workshop is begun or gone on with."""
    organisation_id = caller.needs(Role.READER)
    return page(
        "start",
        looks,
        here="workshops",
        status=422 if faults else 200,
        programmes=list_programmes(connection),
        workshops=list_workshops(connection, organisation_id, limit=MOST).items,
        organisation=organisation_of(connection, organisation_id),
        typed=form or {},
        faults=faults or {},
    )
