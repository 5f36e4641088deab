"""The clients of an organisation: programs that ask for access tokens at `/oauth/token`."""

from __future__ import annotations

from typing import Any

from litestar import Router, delete, get, post
from litestar.di import NamedDependency
from litestar.params import JSONBody
from sqlalchemy import Connection

from api.clock import now
from api.desk import Desk
from api.http import NO_STORE, AnyRequest, Reply, heed_match, reply, tag_of
from api.problems import problems
from api.v1.client_shapes import ClientFacts, ClientList, ClientSecret, NewClient, SecretFacts
from api.v1.parameters import IdPath
from curriculum.storage.clients import (
    Client,
    add_secret,
    create_client,
    list_clients,
    load_client,
    remove_secret,
    revoke_client,
)
from curriculum.storage.people import Role
from curriculum.storage.scopes import in_order


@get("/clients", sync_to_thread=True, responses=problems(400, 401, 403))
def list_the_clients(request: AnyRequest, desk: NamedDependency[Desk]) -> Reply[ClientList]:
    """List your organisation's clients, without their secrets."""
    with desk.reading(request, Role.OWNER) as (connection, organisation_id):
        found = list_clients(connection, organisation_id)
    body = ClientList(items=tuple(ClientFacts(**_facts(one)) for one in found))
    return reply(request, body, headers=NO_STORE)


@post("/clients", sync_to_thread=True, responses=problems(400, 401, 403, 413, 415, 422))
def create_a_client(
    request: AnyRequest, desk: NamedDependency[Desk], data: JSONBody[NewClient]
) -> Reply[ClientSecret]:
    """Make a client; its secret is told this once."""
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        client, secret = create_client(
            connection, organisation_id, name=data.name, scopes=data.scopes, now=now()
        )
    return _told(request, client, secret)


@get("/clients/{client_number:int}", sync_to_thread=True, responses=problems(400, 401, 403, 404))
def get_client(
    request: AnyRequest, desk: NamedDependency[Desk], client_number: IdPath
) -> Reply[ClientFacts]:
    """Return a client of your organisation."""
    with desk.reading(request, Role.OWNER) as (connection, organisation_id):
        client = load_client(connection, organisation_id, client_number)
    return reply(request, ClientFacts(**_facts(client)), headers=NO_STORE)


@delete(
    "/clients/{client_number:int}",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 412),
)
def revoke_a_client(
    request: AnyRequest, desk: NamedDependency[Desk], client_number: IdPath
) -> None:
    """Revoke a client with its secrets and tokens, at once and for good; it stays in the list.

    An If-Match is heeded where there is one.
    """
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        _heed(request, connection, organisation_id, client_number)
        revoke_client(connection, organisation_id, client_number, now=now())


@post(
    "/clients/{client_number:int}/secrets",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 409),
)
def create_a_client_secret(
    request: AnyRequest, desk: NamedDependency[Desk], client_number: IdPath
) -> Reply[ClientSecret]:
    """Make a second secret to change to; both let in until the older one is deleted."""
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        client, secret = add_secret(connection, organisation_id, client_number, now=now())
    return _told(request, client, secret)


@delete(
    "/clients/{client_number:int}/secrets/{secret_number:int}",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 409, 412),
)
def delete_a_client_secret(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    client_number: IdPath,
    secret_number: IdPath,
) -> None:
    """Delete one of two secrets; access tokens that it got live on for their hour.

    An If-Match with the client's ETag is heeded where there is one.
    """
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        _heed(request, connection, organisation_id, client_number)
        remove_secret(connection, organisation_id, client_number, secret_number)


def _heed(
    request: AnyRequest, connection: Connection, organisation_id: int, client_number: int
) -> None:
    """Refuse to change a client that is not as If-Match says."""
    client = load_client(connection, organisation_id, client_number)
    heed_match(request, tag_of(ClientFacts(**_facts(client))))


def _told(request: AnyRequest, client: Client, secret: str) -> Reply[ClientSecret]:
    body = ClientSecret(**_facts(client), client_secret=secret)
    location = {"Location": f"/api/v1/clients/{client.id}"}
    return reply(request, body, status=201, headers=NO_STORE | location)


def _facts(client: Client) -> dict[str, Any]:
    return {
        "id": client.id,
        "client_id": client.public_id,
        "name": client.name,
        "scopes": in_order(client.scopes),
        "secrets": tuple(SecretFacts(id=s.id, created_at=s.created_at) for s in client.secrets),
        "created_at": client.created_at,
        "last_used_at": client.last_used_at,
        "revoked_at": client.revoked_at,
    }


router = Router(
    "/",
    route_handlers=[
        list_the_clients,
        create_a_client,
        get_client,
        revoke_a_client,
        create_a_client_secret,
        delete_a_client_secret,
    ],
    tags=["organisation"],
    security=[{"token": []}, {"cookie": []}],
)
