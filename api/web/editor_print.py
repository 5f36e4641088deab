"""A draft as it will be printed: nobody else sees it, and nothing of it is published."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from sqlalchemy import Connection

from api.desk import Desk
from api.http import AnyRequest, file_name
from api.plans import organisation_of
from api.previews import WIDTHS, Look, PageQuery
from api.prints import EditionChoice, Order, Print
from api.problems import RefusedError
from api.v1.parameters import CodePath
from api.web.answers import page as show
from api.web.answers import visitor
from api.web.editor_view import chosen_path, draft_plan, label
from api.web.entry import Field
from curriculum.documents import guide, handout_pack
from curriculum.drafting import examine
from curriculum.edition import Ink, PrintSize
from curriculum.markdown import SESSION
from curriculum.storage.people import Role
from curriculum.storage.sources import Source, load_source

AS_IT_COMES = EditionChoice(None, PrintSize.STANDARD, Ink.COLOUR, None)
"""The organisation's paper, in standard size and colour."""


@get("/library/{code:str}/edit/printed", sync_to_thread=True)
def get_printed_page(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath, *, file: Field = ""
) -> Response[Any]:
    """Show the pages of a draft's guide, or of one of its handouts."""
    with desk.reading_anything(request) as (connection, caller):
        organisation_id = caller.needs(Role.EDITOR)
        source = load_source(connection, organisation_id, code)
        path = chosen_path(source.draft, file)
        wanted = _print(connection, organisation_id, source, path)
        looks = visitor(request, caller)
    press = desk.counter.press
    desk.counter.print(wanted.document, wanted.edition)
    count = int(press.look(press.key(wanted.document, wanted.edition), 0, 0))
    return show(
        "edit_printed",
        looks,
        here="library",
        code=code,
        path=path,
        label=label(path),
        title=source.stored.session.title,
        etag=source.stored.etag,
        pages=range(1, count + 1),
    )


@get("/library/{code:str}/edit/printed.pdf", sync_to_thread=True)
def get_printed_draft(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath, *, file: Field = ""
) -> Response[Any]:
    """Print a draft's guide, or one of its handouts."""
    return _deliver(desk, code, file, Order(request, desk.counter, AS_IT_COMES, download=False))


@get("/library/{code:str}/edit/page.png", sync_to_thread=True)
def get_page_of_draft(  # noqa: PLR0913 - a page is told by these
    request: AnyRequest,
    desk: NamedDependency[Desk],
    code: CodePath,
    *,
    file: Field = "",
    page: PageQuery = 1,
    etag: Field = "",  # noqa: ARG001 - another state of the draft has another address
) -> Response[Any]:
    """Show one of the pages."""
    look = Look(request, desk.counter, AS_IT_COMES, download=False, page=page, width=WIDTHS[1])
    return _deliver(desk, code, file, look)


def _deliver(desk: Desk, code: str, file: str, order: Order) -> Response[Any]:
    with desk.reading_anything(order.request) as (connection, caller):
        organisation_id = caller.needs(Role.EDITOR)
        source = load_source(connection, organisation_id, code)
        house = organisation_of(connection, organisation_id)
        question = ("draft", organisation_id, source.stored.etag, file, house)
        if answer := order.kept(question):
            return answer
        wanted = _print(connection, organisation_id, source, file)
    return order.deliver(question, wanted)


def _print(connection: Connection, organisation_id: int, source: Source, file: str) -> Print:
    """Return the guide of a draft, or the handout in that file; refused while it has mistakes."""
    session = examine(source.draft).whole
    if session is None:
        detail = "The draft has mistakes; mend them, and it can be printed."
        raise RefusedError(422, "authoring-mistakes", detail)
    house = organisation_of(connection, organisation_id)
    plan = draft_plan(source, session, house)
    edition = AS_IT_COMES.edition(house.paper, plan.language)
    if file in ("", SESSION):
        return Print(guide(plan, house), edition, file_name(plan.title, "-guide.pdf"))
    pack = handout_pack(plan, house, only=PurePosixPath(file).stem)
    return Print(pack, edition, file_name(pack.title, ".pdf"))
