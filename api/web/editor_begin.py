"""Own versions: listed, and begun from a session of the library or from a small new one."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Template
from pydantic import ValidationError
from sqlalchemy import Connection

from api.desk import Desk
from api.http import AnyRequest
from api.plans import organisation_of
from api.v1.parameters import CodePath
from api.v1.shapes import Copy
from api.web.answers import Visitor, go, page, visitor
from api.web.editor_files import slug_of
from api.web.entry import Form, FormBody, writing
from api.web.language import mark
from curriculum.errors import ConflictError, NotFoundError
from curriculum.starting import starter
from curriculum.storage.catalogue import list_topics
from curriculum.storage.drafts import copy_session, create_draft
from curriculum.storage.people import Role
from curriculum.storage.sessions import list_own, load_revision, load_session

LONGEST_MARK = 12
"""Letters behind the hyphen of a code."""

RULES = {
    "code": mark(
        "A code has up to 12 capitals and digits, the first a letter; a hyphen and up to 12 more "
        "may follow: AL1-RIVER."
    ),
    "title": mark("A title is one line of up to 300 characters."),
}
"""What can be typed wrong, by field."""


@get("/library/own", sync_to_thread=True)
def get_own_versions(request: AnyRequest, desk: NamedDependency[Desk]) -> Template:
    """List the organisation's own sessions, published or not."""
    with desk.reading_anything(request) as (connection, caller):
        organisation_id = caller.needs(Role.EDITOR)
        return page(
            "edit_own",
            visitor(request, caller),
            here="library",
            sessions=list_own(connection, organisation_id),
            topics=[topic for topic, _ in list_topics(connection, organisation_id)],
            typed={},
            faults={},
        )


@post("/library/own", sync_to_thread=True)
def begin_new(request: AnyRequest, desk: NamedDependency[Desk], data: FormBody) -> Response[Any]:
    """Begin a new session from a small one."""
    title, code = data.get("title", "").strip(), data.get("code", "").strip().upper()
    with writing(desk, request, data, Role.EDITOR) as (connection, organisation_id, looks):
        try:
            begun = starter(
                code=code,
                title=title,
                topic=slug_of(data.get("topic", "")) or "own",
                slug=slug_of(title) or code.lower(),
            )
            create_draft(connection, organisation_id, begun)
        except (ValidationError, ConflictError) as error:
            return _again(connection, organisation_id, looks, data, error)
    return go(request, f"/library/{code}/edit")


def _again(
    connection: Connection,
    organisation_id: int,
    looks: Visitor,
    form: Form,
    error: ValidationError | ConflictError,
) -> Response[Any]:
    """Show the form again with what cannot be as typed."""
    return page(
        "edit_own",
        looks,
        here="library",
        status=422,
        sessions=list_own(connection, organisation_id),
        topics=[topic for topic, _ in list_topics(connection, organisation_id)],
        typed=form,
        faults=_told(error),
    )


@get("/library/{code:str}/own", sync_to_thread=True)
def get_copy_page(request: AnyRequest, desk: NamedDependency[Desk], code: CodePath) -> Template:
    """Ask under which code the own version is to stand."""
    with desk.reading_anything(request) as (connection, caller):
        organisation_id = caller.needs(Role.EDITOR)
        return _copy_page(connection, organisation_id, visitor(request, caller), code)


@post("/library/{code:str}/own", sync_to_thread=True)
def make_copy(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath, data: FormBody
) -> Response[Any]:
    """Copy a session to a draft of the organisation's own, and open it."""
    with writing(desk, request, data, Role.EDITOR) as (connection, organisation_id, looks):
        try:
            wanted = Copy(code=data.get("code", "").strip().upper()).code
            copy_session(connection, organisation_id, code, wanted)
        except (ValidationError, ConflictError) as error:
            told = _told(error)
            return _copy_page(connection, organisation_id, looks, code, form=data, faults=told)
    return go(request, f"/library/{wanted}/edit")


def _copy_page(  # noqa: PLR0913 - what the page shows
    connection: Connection,
    organisation_id: int,
    looks: Visitor,
    code: str,
    *,
    form: Form | None = None,
    faults: dict[str, str] | None = None,
) -> Template:
    return page(
        "edit_copy",
        looks,
        here="library",
        status=422 if faults else 200,
        session=load_revision(connection, organisation_id, code).session,
        versions=[one for one in list_own(connection, organisation_id) if one.copied_from == code],
        typed=form or {"code": free_code(connection, organisation_id, code)},
        faults=faults or {},
    )


def _told(error: ValidationError | ConflictError) -> dict[str, str]:
    """Return what is wrong, by field."""
    if isinstance(error, ConflictError):
        return {"code": str(error)}
    return {field: RULES[field] for one in error.errors() if (field := str(one["loc"][0])) in RULES}


def free_code(connection: Connection, organisation_id: int, code: str) -> str:
    """Return a code for an own version: the session's, and a mark of the organisation's name."""
    name = organisation_of(connection, organisation_id).name
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    mark = re.sub(r"[^A-Z0-9]", "", plain)[:LONGEST_MARK] or "OWN"
    stem = code.partition("-")[0]
    for number in range(1, 100):
        ending = "" if number == 1 else str(number)
        wanted = f"{stem}-{mark[: LONGEST_MARK - len(ending)]}{ending}"
        try:
            load_session(connection, organisation_id, wanted)
        except NotFoundError:
            return wanted
    return ""
