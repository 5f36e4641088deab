"""An organisation's settings and tokens."""

from __future__ import annotations

from litestar import Router, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api.clock import now
from api.desk import Desk
from api.http import NO_STORE, AnyRequest, Reply, check_match, heed_match, reply, tag_of
from api.problems import problems
from api.v1.organisation_shapes import NewToken, TokenFacts, TokenList, TokenSecret
from api.v1.parameters import IdPath
from curriculum.organisation import Organisation
from curriculum.storage.organisations import load_organisation, save_organisation
from curriculum.storage.people import Role
from curriculum.storage.scopes import in_order
from curriculum.storage.tokens import Token, create_token, find_token, list_tokens, revoke_token


@get("/organisation", sync_to_thread=True, responses=problems(400, 401))
def get_organisation(request: AnyRequest, desk: NamedDependency[Desk]) -> Reply[Organisation]:
    """Return your organisation's settings: name, support contacts, time zone, paper."""
    with desk.reading(request, Role.READER) as (connection, organisation_id):
        stored = load_organisation(connection, organisation_id)
    return reply(request, stored.organisation, etag=stored.etag)


@put(
    "/organisation",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 412, 413, 415, 422, 428),
)
def save_the_organisation(
    request: AnyRequest, desk: NamedDependency[Desk], data: JSONBody[Organisation]
) -> Reply[Organisation]:
    """Replace your organisation's settings."""
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        etag = check_match(request, load_organisation(connection, organisation_id).etag)
        stored = save_organisation(connection, organisation_id, data, expected_etag=etag)
    return reply(request, stored.organisation, etag=stored.etag)


@get("/tokens", sync_to_thread=True, responses=problems(400, 401, 403))
def list_the_tokens(request: AnyRequest, desk: NamedDependency[Desk]) -> Reply[TokenList]:
    """List your organisation's tokens, without their secrets."""
    with desk.reading(request, Role.OWNER) as (connection, organisation_id):
        found = list_tokens(connection, organisation_id)
    return reply(request, TokenList(items=tuple(_facts(one) for one in found)), headers=NO_STORE)


@post("/tokens", sync_to_thread=True, responses=problems(400, 401, 403, 413, 415, 422))
def create_a_token(
    request: AnyRequest, desk: NamedDependency[Desk], data: JSONBody[NewToken]
) -> Reply[TokenSecret]:
    """Make a token for a program; its secret is told this once."""
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        token, secret = create_token(
            connection,
            organisation_id,
            name=data.name,
            role=data.role,
            scopes=data.scopes,
            now=now(),
        )
    body = TokenSecret(**dict(_facts(token)), token=secret)
    return reply(request, body, status=201, headers=NO_STORE)


@get("/tokens/{token_id:int}", sync_to_thread=True, responses=problems(400, 401, 403, 404))
def get_token(
    request: AnyRequest, desk: NamedDependency[Desk], token_id: IdPath
) -> Reply[TokenFacts]:
    """Return a token of your organisation, without its secret."""
    with desk.reading(request, Role.OWNER) as (connection, organisation_id):
        token = find_token(connection, organisation_id, token_id)
    return reply(request, _facts(token), headers=NO_STORE)


@delete("/tokens/{token_id:int}", sync_to_thread=True, responses=problems(400, 401, 403, 404, 412))
def revoke_a_token(request: AnyRequest, desk: NamedDependency[Desk], token_id: IdPath) -> None:
    """Revoke a token for good; it stays in the list. An If-Match is heeded where there is one."""
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        heed_match(request, tag_of(_facts(find_token(connection, organisation_id, token_id))))
        revoke_token(connection, organisation_id, token_id, now=now())


def _facts(token: Token) -> TokenFacts:
    return TokenFacts(
        id=token.id,
        name=token.name,
        role=token.role,
        scopes=None if token.scopes is None else in_order(token.scopes),
        created_at=token.created_at,
        last_used_at=token.last_used_at,
        revoked_at=token.revoked_at,
    )


router = Router(
    "/",
    route_handlers=[
        get_organisation,
        save_the_organisation,
        list_the_tokens,
        create_a_token,
        get_token,
        revoke_a_token,
    ],
    tags=["organisation"],
    security=[{"token": []}, {"cookie": []}],
)
