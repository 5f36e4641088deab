"""An organisation's logo, which stands on its printed pages."""

from __future__ import annotations

from base64 import b64decode

from litestar import Response, Router, delete, get, put
from litestar.di import NamedDependency
from litestar.params import JSONBody
from sqlalchemy import Connection

from api.desk import Desk
from api.http import AnyRequest, content_tag, file_reply, heed_match
from api.problems import problems
from curriculum.errors import NotFoundError, StaleError
from curriculum.face import Logo
from curriculum.storage.logos import delete_logo, find_logo, save_logo
from curriculum.storage.people import Role

PATH = "/organisation/logo"


@get(PATH, sync_to_thread=True, media_type="image/png", responses=problems(400, 401, 404, 416))
def get_logo(request: AnyRequest, desk: NamedDependency[Desk]) -> Response[bytes]:
    """Return your organisation's logo, a PNG or a JPEG."""
    with desk.reading(request, Role.READER) as (connection, organisation_id):
        logo = find_logo(connection, organisation_id)
    if logo is None:
        raise NotFoundError("There is no logo.")
    kind = "image/png" if logo.name.endswith(".png") else "image/jpeg"
    return file_reply(request, b64decode(logo.body), media_type=kind, name=logo.name)


@put(
    PATH,
    sync_to_thread=True,
    status_code=204,
    responses=problems(400, 401, 403, 412, 413, 415, 422),
)
def put_logo(request: AnyRequest, desk: NamedDependency[Desk], data: JSONBody[Logo]) -> None:
    """Set the logo: a PNG or JPEG in Base64, at most 200,000 bytes and 1,200 pixels a side.

    An If-Match is heeded where there is one.
    """
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        _heed(request, connection, organisation_id)
        save_logo(connection, organisation_id, data)


@delete(PATH, sync_to_thread=True, responses=problems(400, 401, 403, 404, 412))
def remove_logo(request: AnyRequest, desk: NamedDependency[Desk]) -> None:
    """Take the logo away. An If-Match is heeded where there is one."""
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        _heed(request, connection, organisation_id)
        delete_logo(connection, organisation_id)


def _heed(request: AnyRequest, connection: Connection, organisation_id: int) -> None:
    """Refuse to change a logo that is not the one that If-Match names."""
    logo = find_logo(connection, organisation_id)
    if logo is not None:
        heed_match(request, content_tag(b64decode(logo.body)))
    elif "If-Match" in request.headers:
        raise StaleError("There is no logo; leave out 'If-Match'.")


router = Router(
    "/",
    route_handlers=[get_logo, put_logo, remove_logo],
    tags=["organisation"],
    security=[{"token": []}, {"cookie": []}],
)
