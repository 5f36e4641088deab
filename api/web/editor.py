"""The editor of an organisation's own sessions: a text, its mistakes, and how it will read."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.response import Template

from api.desk import Desk
from api.http import AnyRequest
from api.problems import RefusedError
from api.v1.parameters import CodePath
from api.web.answers import Visitor, go, page, visitor
from api.web.differences import changed_lines
from api.web.editor_files import check_count
from api.web.editor_view import chosen_path, guard, label, workbench
from api.web.entry import Field, Form, FormBody, writing
from curriculum.drafting import is_text
from curriculum.markdown import SESSION
from curriculum.storage.people import Role
from curriculum.storage.sources import Source, hold_source, load_source, save_source

LONGEST = 150_000
"""Characters of one text: five times what anybody writes."""

PAGES = ("publish", "printed", "return")
"""Where the editor's buttons lead, besides to another file."""


@get("/library/{code:str}/edit", sync_to_thread=True)
def get_editor(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath, *, file: Field = ""
) -> Template:
    """Show a text of the draft with its mistakes and how it will read."""
    with desk.reading_anything(request) as (connection, caller):
        source = load_source(connection, caller.needs(Role.EDITOR), code)
        looks = visitor(request, caller)
    return page("edit", looks, here="library", **workbench(source, chosen_path(source.draft, file)))


@post("/library/{code:str}/edit", sync_to_thread=True)
def save_text(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath, data: FormBody
) -> Response[Any]:
    """Save a text as it is typed, whether it can be read or not, and go where the button leads."""
    path, text = _typed(data)
    with writing(desk, request, data, Role.EDITOR) as (connection, organisation_id, looks):
        source = hold_source(connection, organisation_id, code)
        draft = source.draft.with_text(path, text)
        if draft != source.draft:
            check_count(draft)
            if data.get("base") != guard(source.draft.texts.get(path, "")):
                return _overtaken(looks, source, path, draft.texts[path])
            etag = source.stored.etag
            source = save_source(connection, organisation_id, draft, expected_etag=etag)
    if "HX-Request" in request.headers:
        return page("edit_side", looks, **workbench(source, path))
    return go(request, _leads_to(code, path, data.get("do", "")))


def _typed(form: Form) -> tuple[str, str]:
    """Return the path and the text that a form sends."""
    path, text = form.get("path", SESSION), form.get("text")
    if text is None or not is_text(path):
        raise RefusedError(400, "bad-form", "The page sent something that it did not show.")
    if len(text) > LONGEST:
        detail = f"A text has at most {LONGEST:,} characters; this one has {len(text):,}. Split it."
        raise RefusedError(413, "too-large", detail)
    return path, text


def _leads_to(code: str, path: str, does: str) -> str:
    """Return the page that comes after a button: `publish`, or `file:` and a path."""
    name, _, wanted = does.partition(":")
    if name in PAGES:
        return f"/library/{code}/edit/{name}?file={quote(path)}"
    return f"/library/{code}/edit?file={quote(wanted if name == 'file' else path)}"


def _overtaken(looks: Visitor, source: Source, path: str, mine: str) -> Response[Any]:
    """Show what two people made of the same text, and let this one choose; nothing is lost."""
    theirs = source.draft.texts.get(path, "")
    shown = page(
        "edit_conflict",
        looks,
        here="library",
        status=409,
        code=source.draft.code,
        path=path,
        label=label(path),
        base=guard(theirs),
        mine=mine,
        changes=changed_lines(theirs, mine),
    )
    shown.headers |= {"HX-Retarget": "#main", "HX-Reselect": "#main", "HX-Reswap": "outerHTML"}
    return shown
