"""The page of a group's members: who is in and what they may do, invitations, and leaving."""

from __future__ import annotations

import datetime as dt
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from sqlalchemy import Connection

from api.clock import now
from api.desk import Desk
from api.http import AnyRequest
from api.problems import RefusedError
from api.web.answers import Visitor, go, page, visitor
from api.web.entry import FormBody, NumberPath, writing
from api.web.queries import chosen, number
from curriculum.errors import ConflictError, NotFoundError
from curriculum.storage.invitations import cancel_invitation, create_invitation, list_invitations
from curriculum.storage.people import Role, User, list_users, load_user, set_role
from curriculum.storage.privacy import erase_person
from curriculum.storage.sign_in import create_sign_in_link, end_web_sessions

PATH = "/organisation/members"
MOST_DAYS = 30


@get(PATH, sync_to_thread=True)
def get_members_page(request: AnyRequest, desk: NamedDependency[Desk]) -> Response[Any]:
    """Show who is in, and which invitations are open."""
    with desk.reading_anything(request) as (connection, caller):
        return _shown(connection, caller.needs(Role.OWNER), visitor(request, caller))


@post(f"{PATH}/invite", sync_to_thread=True)
def invite(request: AnyRequest, desk: NamedDependency[Desk], data: FormBody) -> Response[Any]:
    """Make an invitation and show its link this once."""
    role = chosen(Role, data.get("role", ""))
    days = number(data.get("days", ""), 1, MOST_DAYS)
    if role is None or days is None:
        raise RefusedError(400, "bad-form", "The page sent something that it did not show.")
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, looks):
        lifetime = dt.timedelta(days=days)
        made, secret = create_invitation(
            connection, organisation_id, role, now=now(), lifetime=lifetime
        )
        link = f"{_base(request, desk)}/join/{secret}"
        return _shown(connection, organisation_id, looks, link=link, invited=made)


@post(f"{PATH}/invitations/{{invitation_id:int}}/cancel", sync_to_thread=True)
def take_back(
    request: AnyRequest, desk: NamedDependency[Desk], invitation_id: NumberPath, data: FormBody
) -> Response[Any]:
    """Take an invitation back."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, _):
        cancel_invitation(connection, organisation_id, invitation_id)
    return go(request, PATH)


@post(f"{PATH}/{{user_id:int}}", sync_to_thread=True)
def change_member(
    request: AnyRequest, desk: NamedDependency[Desk], user_id: NumberPath, data: FormBody
) -> Response[Any]:
    """Do to a member what the button says; one owner has to stay."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, looks):
        member = _member(connection, organisation_id, user_id)
        try:
            link = _do(connection, member, data.get("do", ""), data.get("role", ""))
        except ConflictError as error:
            return _shown(connection, organisation_id, looks, refusal=str(error))
        if link is not None:
            url = f"{_base(request, desk)}/sign-in/{link}"
            return _shown(connection, organisation_id, looks, link=url, member=member)
    if data.get("do") == "remove":
        desk.counter.press.clear()
    return go(request, PATH)


def _do(connection: Connection, member: User, what: str, role: str) -> str | None:
    """Change a member; return the secret of a sign-in link where that is asked for."""
    wanted = chosen(Role, role)
    if what == "role" and wanted is not None:
        set_role(connection, member.id, wanted)
    elif what == "link":
        return create_sign_in_link(connection, member.id, now=now())
    elif what == "sign-out":
        end_web_sessions(connection, member.id)
    elif what == "remove":
        erase_person(connection, member.id)
    else:
        raise RefusedError(400, "bad-form", "The page sent something that it did not show.")
    return None


def _member(connection: Connection, organisation_id: int, user_id: int) -> User:
    """Return a person of this organisation; somebody else's is not found."""
    user = load_user(connection, user_id)
    if user.organisation_id != organisation_id:
        raise NotFoundError("There is no such person.")
    return user


def _base(request: AnyRequest, desk: Desk) -> str:
    return desk.settings.url or str(request.base_url).rstrip("/")


def _shown(
    connection: Connection, organisation_id: int, looks: Visitor, **shown: Any
) -> Response[Any]:
    return page(
        "members",
        looks,
        here="organisation",
        status=409 if shown.get("refusal") else 200,
        members=list_users(connection, organisation_id),
        invitations=list_invitations(connection, organisation_id, now=now()),
        roles=list(Role),
        **{"link": "", "invited": None, "member": None, "refusal": "", **shown},
    )
