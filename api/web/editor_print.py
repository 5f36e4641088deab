"""A draft as it will be printed: nobody else sees it, and nothing of it is published."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency
from sqlalchemy import Connection

from api.desk import Desk
from api.http import AnyRequest, file_name, file_reply
from api.plans import organisation_of
from api.prints import MEDIA_TYPE, Print
from api.problems import RefusedError
from api.v1.parameters import CodePath
from api.web.editor_view import draft_plan
from api.web.entry import Field
from curriculum.documents import guide, handout_pack
from curriculum.drafting import examine
from curriculum.edition import Edition
from curriculum.markdown import SESSION
from curriculum.storage.people import Role
from curriculum.storage.sources import load_source


@get("/library/{code:str}/edit/printed.pdf", sync_to_thread=True)
def get_printed_draft(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath, *, file: Field = ""
) -> Response[Any]:
    """Print a draft's guide, or one of its handouts."""
    with desk.reading_anything(request) as (connection, caller):
        wanted = printed_draft(connection, caller.needs(Role.EDITOR), code, file)
    content = desk.counter.print(wanted.document, wanted.edition)
    return file_reply(request, content, media_type=MEDIA_TYPE, name=wanted.name)


def printed_draft(connection: Connection, organisation_id: int, code: str, file: str) -> Print:
    """Return the guide of a draft, or the handout in that file; refused while it has mistakes."""
    source = load_source(connection, organisation_id, code)
    session = examine(source.draft).whole
    if session is None:
        detail = "The draft has mistakes; mend them, and it can be printed."
        raise RefusedError(422, "authoring-mistakes", detail)
    house = organisation_of(connection, organisation_id)
    plan = draft_plan(source, session, house)
    edition = Edition(paper=house.paper, language=plan.language)
    if file in ("", SESSION):
        return Print(guide(plan, house), edition, file_name(plan.title, "-guide.pdf"))
    pack = handout_pack(plan, house, only=PurePosixPath(file).stem)
    return Print(pack, edition, file_name(pack.title, ".pdf"))
