"""The files of a draft: handouts added, renamed, removed, and pictures."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Annotated, Any
from urllib.parse import quote

from litestar import Response, get, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import MultipartBody, PathParameter
from sqlalchemy import Connection

from api.bodies import read_form
from api.desk import Desk
from api.http import NO_STORE, AnyRequest
from api.problems import RefusedError
from api.v1.parameters import CodePath
from api.web.answers import go
from api.web.entry import Form, FormBody, writing
from curriculum.drafting import Draft
from curriculum.errors import ConflictError, NotFoundError
from curriculum.markdown import SESSION
from curriculum.pictures import MOST_BYTES, picture_fault
from curriculum.storage.people import Role
from curriculum.storage.sources import hold_source, load_source, save_source

MOST_HANDOUTS = 20
MOST_PICTURES = 40
PictureName = Annotated[
    str, PathParameter(pattern=r"^[a-z0-9][a-z0-9-]*\.(png|jpe?g)$", max_length=80)
]
_KINDS = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg"}
_BEGINNING = """---
title: {title}
kind: worksheet
take_home: take-home
---
Write here what people are to do with it.

::: prompt 3 lines
What will you try?
:::
"""

Change = tuple[Draft, str]
"""A draft, and the path of the text to go on with."""


@post("/library/{code:str}/edit/files", sync_to_thread=True)
def change_files(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath, data: FormBody
) -> Response[Any]:
    """Add, rename or remove a handout, or delete a picture."""
    change = _CHANGES.get(data.get("do", ""))
    if change is None:
        raise RefusedError(400, "bad-form", "The page sent something that it did not show.")
    with writing(desk, request, data, Role.EDITOR) as (connection, organisation_id, _):
        path = _change(connection, organisation_id, code, lambda draft: change(draft, data))
    return go(request, f"/library/{code}/edit?file={quote(path)}")


def _change(
    connection: Connection, organisation_id: int, code: str, change: Callable[[Draft], Change]
) -> str:
    """Save a change of the files, and return the path of the text to go on with."""
    source = hold_source(connection, organisation_id, code)
    draft, path = change(source.draft)
    save_source(connection, organisation_id, draft, expected_etag=source.stored.etag)
    return path


def _add(draft: Draft, form: Form) -> Change:
    title = " ".join(form.get("title", "").split())[:300]
    path = _new_path(draft, title)
    quoted = title.replace("\\", "").replace('"', "’")
    added = draft.with_text(path, _BEGINNING.format(title=f'"{quoted}"'))
    check_count(added)
    return added, path


def check_count(draft: Draft) -> None:
    """Refuse more handouts than a session can have."""
    if len(draft.texts) > MOST_HANDOUTS + 1:
        raise ConflictError(f"A session has at most {MOST_HANDOUTS} handouts.")


def _rename(draft: Draft, form: Form) -> Change:
    """Give a handout's file another name, and the steps that hand it out as well."""
    before = _handout(draft, form)
    after = _new_path(draft, form.get("title", ""), besides=before)
    texts = {after if path == before else path: text for path, text in draft.texts.items()}
    old, new = PurePosixPath(before).stem, PurePosixPath(after).stem
    use = re.compile(rf"^(:::.*\bhandout ){re.escape(old)}(?=[\s,{{]|$)", re.MULTILINE)
    texts[SESSION] = use.sub(rf"\g<1>{new}", texts.get(SESSION, ""))
    return replace(draft, texts=texts), after


def _remove(draft: Draft, form: Form) -> Change:
    gone = _handout(draft, form)
    return replace(draft, texts={p: text for p, text in draft.texts.items() if p != gone}), SESSION


def _drop(draft: Draft, form: Form) -> Change:
    kept = {name: raw for name, raw in draft.pictures.items() if name != form.get("picture")}
    return replace(draft, pictures=kept), form.get("file", SESSION)


_CHANGES: dict[str, Callable[[Draft, Form], Change]] = {
    "add": _add,
    "rename": _rename,
    "remove": _remove,
    "drop": _drop,
}


def _handout(draft: Draft, form: Form) -> str:
    """Return the path of the handout that a form is about."""
    path = form.get("file", "")
    if path == SESSION or path not in draft.texts:
        raise NotFoundError("This handout is not there any more; load the page again.")
    return path


def _new_path(draft: Draft, title: str, besides: str = "") -> str:
    """Return the path of a handout of that title; ConflictError if there is one."""
    path = f"handouts/{slug_of(title) or 'handout'}.md"
    if path in draft.texts and path != besides:
        raise ConflictError(f"There is a handout {PurePosixPath(path).stem} already.")
    return path


def slug_of(title: str) -> str:
    """Return a name for machines from words for people; nothing where no letter is left."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


# --- pictures -------------------------------------------------------------------------------------


@post("/library/{code:str}/edit/pictures", sync_to_thread=True, before_request=read_form)
def add_picture(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    code: CodePath,
    data: MultipartBody[dict[str, Any]],
) -> Response[Any]:
    """Keep a picture, and put it at the end of a handout with what it shows."""
    form = {name: value for name, value in data.items() if isinstance(value, str)}
    name, raw = _picture(data.get("picture"))
    alt = " ".join(form.get("alt", "").split())[:300]
    if not alt:
        raise RefusedError(422, "no-alt", "Say what the picture shows; not everybody sees it.")
    with writing(desk, request, form, Role.EDITOR) as (connection, organisation_id, _):
        path = _change(
            connection, organisation_id, code, lambda draft: _shown(draft, form, name, raw, alt)
        )
    return go(request, f"/library/{code}/edit?file={quote(path)}")


def _picture(given: UploadFile | str | None) -> tuple[str, bytes]:
    """Return name and bytes of an uploaded picture; its head is looked at, not its pixels."""
    if not isinstance(given, UploadFile):
        raise RefusedError(400, "no-picture", "No picture was sent; choose one.")
    ending = PurePosixPath(given.filename.lower()).suffix
    stem = slug_of(PurePosixPath(given.filename).stem) or "picture"
    name = stem + (ending if ending in _KINDS else ".png")
    raw = given.file.read(MOST_BYTES + 1)
    if fault := picture_fault(name, raw):
        _, message, action = fault
        raise RefusedError(422, fault[0], f"{message} {action}")
    return name, raw


def _shown(draft: Draft, form: Form, name: str, raw: bytes, alt: str) -> Change:
    path = _handout(draft, form)
    if draft.pictures.get(name, raw) != raw:
        raise ConflictError(f"There is another picture {name} already; give the file another name.")
    if len(draft.pictures) >= MOST_PICTURES:
        raise ConflictError(f"A session has at most {MOST_PICTURES} pictures.")
    block = f"\n::: image {name}\nAlt: {alt}\n:::\n"
    with_block = draft.with_text(path, draft.texts[path].rstrip("\n") + "\n" + block)
    return replace(with_block, pictures={**draft.pictures, name: raw}), path


@get("/library/{code:str}/edit/pictures/{name:str}", sync_to_thread=True)
def get_picture(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath, name: PictureName
) -> Response[bytes]:
    """Show a picture of a draft."""
    with desk.reading_anything(request) as (connection, caller):
        source = load_source(connection, caller.needs(Role.EDITOR), code)
    if name not in source.draft.pictures:
        raise NotFoundError(f"This draft has no picture {name}.")
    kind = _KINDS[PurePosixPath(name).suffix]
    headers = {**NO_STORE, "Content-Security-Policy": "default-src 'none'; sandbox"}
    return Response(source.draft.pictures[name], media_type=kind, headers=headers)
