"""Links for participants: made, listed, ended."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from litestar import Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from pydantic import Field

from api.clock import now
from api.desk import Desk
from api.http import NO_STORE, AnyRequest, Reply, heed_match, reply, tag_of
from api.openapi import OptionalBody
from api.problems import problems
from api.v1.parameters import IdPath, WorkshopPath
from api.v1.shapes import Next, example
from curriculum.storage.people import Role
from curriculum.storage.shares import Share, create_share, end_share, list_shares, load_share
from curriculum.values import Value

MOST_DAYS = 366


class NewShare(Value):
    """A link to make."""

    model_config = example(days=90)

    days: Annotated[int, Field(ge=1, le=MOST_DAYS)] = 90
    """How long it leads somewhere."""


class ShareFacts(Value):
    """A link without its secret."""

    id: int
    created_at: dt.datetime
    expires_at: dt.datetime


class ShareList(Value):
    """The links of a workshop that still lead somewhere, the newest first."""

    items: tuple[ShareFacts, ...]
    next: Next = None


class ShareLink(ShareFacts):
    """A new link; its address cannot be had again."""

    url: str


@get(
    "/workshops/{workshop_id:str}/shares",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404),
)
def list_the_shares(
    request: AnyRequest, desk: NamedDependency[Desk], workshop_id: WorkshopPath
) -> Reply[ShareList]:
    """List the links for participants, without their addresses."""
    with desk.reading(request, Role.FACILITATOR) as (connection, organisation_id):
        found = list_shares(connection, organisation_id, workshop_id, now=now())
    return reply(request, ShareList(items=tuple(map(_facts, found))), headers=NO_STORE)


@post(
    "/workshops/{workshop_id:str}/shares",
    sync_to_thread=True,
    operation_class=OptionalBody,
    responses=problems(400, 401, 403, 404, 409, 413, 415, 422),
)
def create_a_share(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    data: JSONBody[NewShare | None] = None,
) -> Reply[ShareLink]:
    """Make a link by which participants read and print what may be taken home.

    Its address is told this once. Whoever has it can read the sheets, and nothing else.
    """
    wanted = data or NewShare()
    with desk.writing(request, Role.FACILITATOR) as (connection, organisation_id):
        share, secret = create_share(
            connection,
            organisation_id,
            workshop_id,
            now=now(),
            expires_at=now() + dt.timedelta(days=wanted.days),
        )
    link = ShareLink(**dict(_facts(share)), url=share_address(request, desk, secret))
    return reply(request, link, status=201, headers=NO_STORE)


@get(
    "/workshops/{workshop_id:str}/shares/{share_id:int}",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404),
)
def get_share(
    request: AnyRequest, desk: NamedDependency[Desk], workshop_id: WorkshopPath, share_id: IdPath
) -> Reply[ShareFacts]:
    """Return a link for participants, without its address."""
    with desk.reading(request, Role.FACILITATOR) as (connection, organisation_id):
        found = load_share(connection, organisation_id, workshop_id, share_id)
    return reply(request, _facts(found), headers=NO_STORE)


@delete(
    "/workshops/{workshop_id:str}/shares/{share_id:int}",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 412),
)
def end_a_share(
    request: AnyRequest, desk: NamedDependency[Desk], workshop_id: WorkshopPath, share_id: IdPath
) -> None:
    """End a link: from now on it leads nowhere. An If-Match is heeded where there is one."""
    with desk.writing(request, Role.FACILITATOR) as (connection, organisation_id):
        found = load_share(connection, organisation_id, workshop_id, share_id)
        heed_match(request, tag_of(_facts(found)))
        end_share(connection, organisation_id, workshop_id, share_id)


def share_address(request: AnyRequest, desk: Desk, secret: str) -> str:
    """Return the address that participants get."""
    here = f"{request.url.scheme}://{request.headers['Host']}"
    return f"{desk.settings.url or here}/s/{secret}"


def _facts(share: Share) -> ShareFacts:
    return ShareFacts(id=share.id, created_at=share.created_at, expires_at=share.expires_at)


router = Router(
    "/",
    route_handlers=[list_the_shares, create_a_share, get_share, end_a_share],
    tags=["workshops"],
    security=[{"token": []}, {"cookie": []}],
)
