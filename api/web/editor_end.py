"""The end of a draft: published with a note, or given up."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Template
from sqlalchemy import Connection

from api.desk import Desk
from api.http import AnyRequest
from api.problems import RefusedError
from api.v1.drafts import publish_checked
from api.v1.parameters import CodePath
from api.web.answers import Visitor, go, page, visitor
from api.web.editor_view import chosen_path
from api.web.entry import Field, FormBody, writing
from curriculum.drafting import examine
from curriculum.errors import NotFoundError
from curriculum.revision import difference
from curriculum.session import Session
from curriculum.storage.drafts import delete_session, discard_draft
from curriculum.storage.people import Role
from curriculum.storage.sessions import StoredSession, load_revision
from curriculum.storage.sources import Source, hold_source, load_source


@get("/library/{code:str}/edit/publish", sync_to_thread=True)
def get_publish_page(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath, *, file: Field = ""
) -> Template:
    """Show what publishing would change, or what is in its way."""
    with desk.reading_anything(request) as (connection, caller):
        organisation_id = caller.needs(Role.EDITOR)
        source = load_source(connection, organisation_id, code)
        return _publish_page(connection, organisation_id, visitor(request, caller), source, file)


def _publish_page(  # noqa: PLR0913 - what the page shows
    connection: Connection,
    organisation_id: int,
    looks: Visitor,
    source: Source,
    file: str,
    *,
    stale: bool = False,
) -> Template:
    examined = examine(source.draft)
    before = _before(connection, organisation_id, source.stored)
    changes = difference(before, source.stored.session) if before else ()
    changes = tuple(one for one in changes if one.where != "code")  # a copy has another one
    return page(
        "edit_publish",
        looks,
        here="library",
        status=409 if stale else 200,
        code=source.draft.code,
        title=source.stored.session.title,
        stored=source.stored,
        path=chosen_path(source.draft, file),
        mistakes=examined.mistakes,
        advice=examined.advice,
        compared=before is not None,
        changes=changes,
        stale=stale,
    )


def _before(connection: Connection, organisation_id: int, stored: StoredSession) -> Session | None:
    """Return what a draft is compared with: what is published, else what it was copied from."""
    if stored.published or not stored.copied_from:
        return stored.published
    try:
        return load_revision(connection, organisation_id, stored.copied_from).session
    except NotFoundError:
        return None


@post("/library/{code:str}/edit/publish", sync_to_thread=True)
def publish_version(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath, data: FormBody
) -> Response[Any]:
    """Publish the draft as the next revision, as it was shown, and show it in the library."""
    note = " ".join(data.get("note", "").split())[:300]
    with writing(desk, request, data, Role.EDITOR) as (connection, organisation_id, looks):
        source = hold_source(connection, organisation_id, code)
        stale = data.get("etag") != source.stored.etag
        if stale or examine(source.draft).mistakes:
            file = data.get("file", "")
            return _publish_page(connection, organisation_id, looks, source, file, stale=stale)
        publish_checked(connection, source.stored, organisation_id, note or None)
    return go(request, f"/library/{code}")


@get("/library/{code:str}/edit/return", sync_to_thread=True)
def get_return_page(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath, *, file: Field = ""
) -> Template:
    """Ask what is to be given up: the changes, or the whole version."""
    with desk.reading_anything(request) as (connection, caller):
        source = load_source(connection, caller.needs(Role.EDITOR), code)
        looks = visitor(request, caller)
    return page(
        "edit_return",
        looks,
        here="library",
        code=code,
        title=source.stored.session.title,
        stored=source.stored,
        path=chosen_path(source.draft, file),
    )


@post("/library/{code:str}/edit/return", sync_to_thread=True)
def give_up(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath, data: FormBody
) -> Response[Any]:
    """Give up the changes, or withdraw the version, unless it was changed since it was shown."""
    etag, does = data.get("etag", ""), data.get("do")
    with writing(desk, request, data, Role.EDITOR) as (connection, organisation_id, _):
        stored = hold_source(connection, organisation_id, code).stored
        if does == "discard":
            discard_draft(connection, organisation_id, code, expected_etag=etag)
            return go(request, f"/library/{code}")
        if does != "withdraw":
            raise RefusedError(400, "bad-form", "The page sent something that it did not show.")
        delete_session(connection, organisation_id, code, expected_etag=etag)
    return go(request, f"/library/{stored.copied_from or 'own'}")
