"""The page that an invitation leads to: whoever has it says who they are, and is in."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency

from api.clock import now
from api.desk import Desk
from api.http import AnyRequest
from api.web.accounts import check_origin, read_facts
from api.web.answers import page
from api.web.entry import FormBody
from api.web.sign_in import SecretPath, signed_in
from curriculum.errors import ConflictError
from curriculum.storage.database import reading
from curriculum.storage.invitations import Invitation, accept_invitation, find_invitation
from curriculum.storage.organisations import load_organisation


@get("/join/{secret:str}", sync_to_thread=True, opt={"any_query": True})
def get_join_page(desk: NamedDependency[Desk], secret: SecretPath) -> Response[Any]:
    """Show what the invitation is to; looking does not use it up."""
    return _shown(desk, secret)


@post("/join/{secret:str}", sync_to_thread=True)
def join(
    request: AnyRequest, desk: NamedDependency[Desk], secret: SecretPath, data: FormBody
) -> Response[Any]:
    """Let the person in, signed in; with a mistake the invitation stays open."""
    check_origin(request)
    name, email, password, faults = read_facts(data, password=True)
    if faults:
        return _shown(desk, secret, typed=data, faults=faults)
    try:
        with desk.engine.begin() as connection:
            user = accept_invitation(
                connection, secret, name=name, email=email, password=password, now=now()
            )
    except ConflictError as error:
        return _shown(desk, secret, typed=data, faults={"email": str(error)})
    return page("join_used", status=410) if user is None else signed_in(request, desk, user)


def _shown(desk: Desk, secret: str, **shown: Any) -> Response[Any]:
    with reading(desk.engine) as connection:
        invited: Invitation | None = find_invitation(connection, secret, now=now())
        if invited is None:
            return page("join_used", status=410)
        house = load_organisation(connection, invited.organisation_id).organisation
    return page(
        "join",
        status=422 if shown else 200,
        secret=secret,
        house=house.name,
        role=invited.role,
        **{"typed": {}, "faults": {}, **shown},
    )
