"""Invitations into an organisation: made, listed, taken back."""

from __future__ import annotations

import datetime as dt

from litestar import Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api.clock import now
from api.desk import Desk
from api.http import NO_STORE, AnyRequest, Reply, heed_match, reply, tag_of
from api.problems import problems
from api.v1.organisation_shapes import (
    InvitationFacts,
    InvitationLink,
    InvitationList,
    NewInvitation,
)
from api.v1.parameters import IdPath
from curriculum.storage.invitations import (
    Invitation,
    cancel_invitation,
    create_invitation,
    list_invitations,
    load_invitation,
)
from curriculum.storage.people import Role


@get("/invitations", sync_to_thread=True, responses=problems(400, 401, 403))
def list_the_invitations(request: AnyRequest, desk: NamedDependency[Desk]) -> Reply[InvitationList]:
    """List your organisation's open invitations, without their links."""
    with desk.reading(request, Role.OWNER) as (connection, organisation_id):
        found = list_invitations(connection, organisation_id, now=now())
    body = InvitationList(items=tuple(_facts(one) for one in found))
    return reply(request, body, headers=NO_STORE)


@post("/invitations", sync_to_thread=True, responses=problems(400, 401, 403, 413, 415, 422))
def create_an_invitation(
    request: AnyRequest, desk: NamedDependency[Desk], data: JSONBody[NewInvitation]
) -> Reply[InvitationLink]:
    """Make a link that lets one person in, once; it is told this once, and sent to nobody."""
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        made, secret = create_invitation(
            connection,
            organisation_id,
            data.role,
            now=now(),
            lifetime=dt.timedelta(days=data.days),
        )
    base = desk.settings.url or str(request.base_url).rstrip("/")
    body = InvitationLink(**dict(_facts(made)), url=f"{base}/join/{secret}")
    return reply(request, body, status=201, headers=NO_STORE)


@get(
    "/invitations/{invitation_id:int}", sync_to_thread=True, responses=problems(400, 401, 403, 404)
)
def get_invitation(
    request: AnyRequest, desk: NamedDependency[Desk], invitation_id: IdPath
) -> Reply[InvitationFacts]:
    """Return an invitation that nobody has used yet, without its link."""
    with desk.reading(request, Role.OWNER) as (connection, organisation_id):
        found = load_invitation(connection, organisation_id, invitation_id)
    return reply(request, _facts(found), headers=NO_STORE)


@delete(
    "/invitations/{invitation_id:int}",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 412),
)
def cancel_an_invitation(
    request: AnyRequest, desk: NamedDependency[Desk], invitation_id: IdPath
) -> None:
    """Take an invitation back that nobody has used yet.

    An If-Match is heeded where there is one.
    """
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        found = load_invitation(connection, organisation_id, invitation_id)
        heed_match(request, tag_of(_facts(found)))
        cancel_invitation(connection, organisation_id, invitation_id)


def _facts(made: Invitation) -> InvitationFacts:
    return InvitationFacts(id=made.id, role=made.role, expires_at=made.expires_at)


router = Router(
    "/",
    route_handlers=[
        list_the_invitations,
        create_an_invitation,
        get_invitation,
        cancel_an_invitation,
    ],
    tags=["organisation"],
    security=[{"token": []}, {"cookie": []}],
)
