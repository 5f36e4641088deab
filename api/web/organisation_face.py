"""The organisation's logo, sent by a form."""

from __future__ import annotations

from base64 import b64encode
from pathlib import PurePosixPath
from typing import Any

from litestar import Response, post
from litestar.datastructures import UploadFile
from litestar.di import NamedDependency
from litestar.params import MultipartBody
from pydantic import ValidationError

from api.bodies import read_form
from api.desk import Desk
from api.faults import faults_in
from api.http import AnyRequest, ascii_name
from api.web.answers import go
from api.web.entry import FormBody, fault_words, writing
from api.web.language import mark, translated
from api.web.organisation import organisation_page
from curriculum.face import MOST_BYTES, Logo
from curriculum.storage.logos import delete_logo, save_logo
from curriculum.storage.people import Role

PATH = "/organisation/logo"


@post(PATH, sync_to_thread=True, before_request=read_form)
def send_logo(
    request: AnyRequest, desk: NamedDependency[Desk], data: MultipartBody[dict[str, Any]]
) -> Response[Any]:
    """Set the logo; what is the matter with a file is told."""
    form = {name: value for name, value in data.items() if isinstance(value, str)}
    plain = _plain(data.get("logo"))
    with writing(desk, request, form, Role.OWNER) as (connection, organisation_id, looks):
        try:
            save_logo(connection, organisation_id, Logo.model_validate(plain))
        except ValidationError as error:
            found = faults_in(plain, error)[0]
            faults = {"logo": fault_words(found)}
            if found.where == "/name":
                faults = {"logo": translated(mark("Choose a PNG or a JPEG file."))}
            return organisation_page(connection, looks, organisation_id, faults=faults, status=422)
    return go(request, "/organisation#face")


@post(f"{PATH}/remove", sync_to_thread=True)
def take_logo(request: AnyRequest, desk: NamedDependency[Desk], data: FormBody) -> Response[Any]:
    """Take the logo away."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, _):
        delete_logo(connection, organisation_id)
    return go(request, "/organisation#face")


def _plain(sent: object) -> dict[str, str]:
    """Return a sent file as the API takes it, under a name of plain letters."""
    if not isinstance(sent, UploadFile) or not sent.filename:
        return {"name": "", "body": ""}
    name = PurePosixPath(ascii_name(sent.filename))
    stem = name.stem.replace(".", "-")[:40].strip("-") or "logo"
    raw = sent.file.read(MOST_BYTES + 1)
    return {"name": f"{stem}{name.suffix}", "body": b64encode(raw).decode()}
