"""The page on which a facilitator makes and ends links for participants."""

from __future__ import annotations

import datetime as dt
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from sqlalchemy import Connection

from api.clock import now
from api.desk import Desk
from api.http import AnyRequest
from api.plans import checked_plan, organisation_of
from api.v1.shares import MOST_DAYS, NewShare, share_address
from api.web.answers import Visitor, go, page, visitor
from api.web.entry import FormBody, NumberPath, WorkshopPath, writing
from api.web.queries import number
from curriculum.documents import handout_pack
from curriculum.participants import taken_home
from curriculum.storage.people import Role
from curriculum.storage.shares import TooManyLinksError, create_share, end_share, list_shares
from curriculum.storage.workshops import load_workshop


@get("/workshops/{workshop_id:str}/share", sync_to_thread=True)
def get_share_panel(
    request: AnyRequest, desk: NamedDependency[Desk], workshop_id: WorkshopPath
) -> Response[Any]:
    """Show the links that there are, and what they show."""
    with desk.reading_anything(request) as (connection, caller):
        organisation_id = caller.needs(Role.FACILITATOR)
        return _panel(connection, organisation_id, visitor(request, caller), workshop_id)


@post("/workshops/{workshop_id:str}/share", sync_to_thread=True)
def make_share(
    request: AnyRequest, desk: NamedDependency[Desk], workshop_id: WorkshopPath, data: FormBody
) -> Response[Any]:
    """Make a link and show its address, this once."""
    days = number(data.get("days", ""), 1, MOST_DAYS) or NewShare().days
    with writing(desk, request, data, Role.FACILITATOR) as (connection, organisation_id, looks):
        try:
            _, secret = create_share(
                connection,
                organisation_id,
                workshop_id,
                now=now(),
                expires_at=now() + dt.timedelta(days=days),
            )
        except TooManyLinksError as error:
            return _panel(connection, organisation_id, looks, workshop_id, refused=str(error))
        address = share_address(request, desk, secret)
        return _panel(connection, organisation_id, looks, workshop_id, address=address)


@post("/workshops/{workshop_id:str}/share/{share_id:int}/end", sync_to_thread=True)
def end_one(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    share_id: NumberPath,
    data: FormBody,
) -> Response[Any]:
    """End a link."""
    with writing(desk, request, data, Role.FACILITATOR) as (connection, organisation_id, _):
        end_share(connection, organisation_id, workshop_id, share_id)
    return go(request, f"/workshops/{workshop_id}/share")


def _panel(  # noqa: PLR0913 - what the page shows
    connection: Connection,
    organisation_id: int,
    looks: Visitor,
    workshop_id: str,
    *,
    address: str = "",
    refused: str = "",
) -> Response[Any]:
    stored = load_workshop(connection, organisation_id, workshop_id)
    plan = checked_plan(connection, organisation_id, stored.workshop)
    pack = handout_pack(plan, organisation_of(connection, organisation_id))
    shown = taken_home(pack).sheets
    return page(
        "share_panel",
        looks,
        here="workshops",
        status=409 if refused else 200,
        id=stored.id,
        workshop=stored.workshop,
        shares=list_shares(connection, organisation_id, workshop_id, now=now()),
        sheets=shown,
        staying=len(pack.sheets) - len(shown),
        days=NewShare().days,
        address=address,
        refused=refused,
    )


PANEL = [get_share_panel, make_share, end_one]
