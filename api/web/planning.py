"""Work on a workshop: by a member on the group's own pages, or by a teacher inside a course."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from litestar import Response
from litestar.response import Template
from sqlalchemy import Connection

from api.desk import Desk
from api.http import AnyRequest
from api.plans import pinned_sessions
from api.web.answers import Visitor, page, visitor
from api.web.entry import Form, writing
from api.web.history import History
from curriculum.assemble import Sessions
from curriculum.storage.people import Role
from curriculum.storage.workshops import StoredWorkshop, load_workshop
from curriculum.workshop import Workshop

Show = Callable[..., Template]
"""Makes a page from the name of its template, who looks at it, and what it shows."""


@dataclass(frozen=True, slots=True)
class Planning:
    """Whoever works on a workshop, once it is known that they may."""

    connection: Connection
    organisation_id: int
    workshop_id: str
    looks: Visitor
    history: History
    at: str
    """Where its pages are."""
    files: str
    """Where its documents are."""
    make_page: Show = page
    drawer: str = ""
    """Under which name a browser keeps what could not be saved, if not under that of the page."""
    in_course: bool = False
    """Whether it is all that they see of the group: no other workshop, record or page."""

    def stored(self, *, hold: bool = False) -> StoredWorkshop:
        """Return the workshop as it is; with `hold` until the transaction ends. NotFoundError."""
        return load_workshop(self.connection, self.organisation_id, self.workshop_id, hold=hold)

    def sessions(self, workshop: Workshop) -> Sessions:
        """Return the sessions that a workshop of the group has at its revisions."""
        return pinned_sessions(self.connection, self.organisation_id, workshop)

    def show(self, template: str, /, *, status: int = 200, **context: Any) -> Response[Any]:
        """Return one of its pages."""
        places = {"at": self.at, "files": self.files, "drawer": self.drawer}
        shown = {**places, "in_course": self.in_course, "id": self.workshop_id, **context}
        return self.make_page(template, self.looks, here="workshops", status=status, **shown)


@contextmanager
def looking(
    desk: Desk, request: AnyRequest, history: History, workshop_id: str, role: Role
) -> Iterator[Planning]:
    """Open the database to read for a member of the group who looks at a workshop."""
    with desk.reading_anything(request) as (connection, caller):
        organisation_id = caller.needs(role)
        yield _members(connection, organisation_id, workshop_id, visitor(request, caller), history)


@contextmanager
def working(
    desk: Desk, request: AnyRequest, history: History, workshop_id: str, form: Form
) -> Iterator[Planning]:
    """Open the database to write what a member's form asks of a workshop."""
    with writing(desk, request, form, Role.FACILITATOR) as (connection, organisation_id, looks):
        yield _members(connection, organisation_id, workshop_id, looks, history)


def _members(
    connection: Connection,
    organisation_id: int,
    workshop_id: str,
    looks: Visitor,
    history: History,
) -> Planning:
    """Return the work of a member of the group."""
    return Planning(
        connection,
        organisation_id,
        workshop_id,
        looks,
        history,
        at=f"/workshops/{workshop_id}",
        files=f"/api/v1/workshops/{workshop_id}",
    )
