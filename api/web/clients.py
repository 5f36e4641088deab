"""The page of clients: programs with scopes, their secrets, and their end."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from pydantic import ValidationError
from sqlalchemy import Connection

from api.clock import now
from api.desk import Desk
from api.http import AnyRequest
from api.v1.client_shapes import NewClient
from api.web.answers import Visitor, go, page, visitor
from api.web.entry import FormBody, NumberPath, faults_told, writing
from api.web.language import mark, translated
from curriculum.errors import ConflictError
from curriculum.storage.clients import (
    add_secret,
    create_client,
    list_clients,
    remove_secret,
    revoke_client,
)
from curriculum.storage.people import Role
from curriculum.storage.scopes import Scope

PATH = "/organisation/clients"


@get(PATH, sync_to_thread=True)
def get_clients_page(request: AnyRequest, desk: NamedDependency[Desk]) -> Response[Any]:
    """Show the clients, and a form for a new one."""
    with desk.reading_anything(request) as (connection, caller):
        return _shown(connection, caller.needs(Role.OWNER), visitor(request, caller))


@post(PATH, sync_to_thread=True)
def make_client(request: AnyRequest, desk: NamedDependency[Desk], data: FormBody) -> Response[Any]:
    """Make a client and show its secret this once."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, looks):
        chosen = tuple(scope for scope in Scope if scope in data)
        try:
            asked = NewClient(name=data.get("name", ""), scopes=chosen)
        except ValidationError as error:
            told = {
                "name": translated(mark("Say in a few words what it is for")),
                "scopes": translated(mark("Choose at least one")),
            }
            faults = faults_told(error, told)
            return _shown(connection, organisation_id, looks, typed=data, faults=faults)
        client, secret = create_client(
            connection, organisation_id, name=asked.name, scopes=asked.scopes, now=now()
        )
        return _shown(connection, organisation_id, looks, made=client, secret=secret)


@post(f"{PATH}/{{client_number:int}}/secrets", sync_to_thread=True)
def make_client_secret(
    request: AnyRequest, desk: NamedDependency[Desk], client_number: NumberPath, data: FormBody
) -> Response[Any]:
    """Make a second secret and show it this once; with two there, say so."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, looks):
        try:
            client, secret = add_secret(connection, organisation_id, client_number, now=now())
        except ConflictError as error:
            return _shown(connection, organisation_id, looks, refusal=str(error))
        return _shown(connection, organisation_id, looks, made=client, secret=secret)


@post(f"{PATH}/{{client_number:int}}/secrets/{{secret_number:int}}/remove", sync_to_thread=True)
def take_client_secret(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    client_number: NumberPath,
    secret_number: NumberPath,
    data: FormBody,
) -> Response[Any]:
    """Let one of two secrets in no more."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, looks):
        try:
            remove_secret(connection, organisation_id, client_number, secret_number)
        except ConflictError as error:
            return _shown(connection, organisation_id, looks, refusal=str(error))
    return go(request, PATH)


@post(f"{PATH}/{{client_number:int}}/revoke", sync_to_thread=True)
def end_client(
    request: AnyRequest, desk: NamedDependency[Desk], client_number: NumberPath, data: FormBody
) -> Response[Any]:
    """Revoke a client for good."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, _):
        revoke_client(connection, organisation_id, client_number, now=now())
    return go(request, PATH)


def _shown(
    connection: Connection, organisation_id: int, looks: Visitor, **shown: Any
) -> Response[Any]:
    status = 422 if shown.get("faults") else 409 if shown.get("refusal") else 200
    none: dict[str, Any] = {"typed": {}, "faults": {}, "made": None, "secret": "", "refusal": ""}
    return page(
        "clients",
        looks,
        here="organisation",
        status=status,
        clients=list_clients(connection, organisation_id),
        scopes=list(Scope),
        **{**none, **shown},
    )


CLIENTS = [get_clients_page, make_client, make_client_secret, take_client_secret, end_client]
