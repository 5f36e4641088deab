"""The people of an organisation: let in, given a role, handed their data, erased."""

from __future__ import annotations

from typing import Any

from litestar import Router, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody
from sqlalchemy import Connection

from api.clock import now
from api.desk import Desk
from api.http import NO_STORE, AnyRequest, Reply, heed_match, reply, tag_of
from api.problems import problems
from api.v1.organisation_shapes import NewUser, RoleChange, SignInLink, UserList, UserResource
from api.v1.parameters import IdPath
from curriculum.errors import NotFoundError
from curriculum.storage.people import Role, User, create_user, list_users, load_user, set_role
from curriculum.storage.privacy import erase_person, export_person
from curriculum.storage.sign_in import LINK_LIFETIME, create_sign_in_link, end_web_sessions


@get("/users", sync_to_thread=True, responses=problems(400, 401, 403))
def list_the_users(request: AnyRequest, desk: NamedDependency[Desk]) -> Reply[UserList]:
    """List the people of your organisation."""
    with desk.reading(request, Role.OWNER) as (connection, organisation_id):
        found = list_users(connection, organisation_id)
    body = UserList(items=tuple(_resource(one) for one in found))
    return reply(request, body, headers=NO_STORE)


@post("/users", sync_to_thread=True, responses=problems(400, 401, 403, 409, 413, 415, 422))
def create_a_user(
    request: AnyRequest, desk: NamedDependency[Desk], data: JSONBody[NewUser]
) -> Reply[UserResource]:
    """Let a person in; a sign-in link then lets them sign in."""
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        user = create_user(
            connection,
            organisation_id,
            name=data.name,
            role=data.role,
            now=now(),
            email=data.email,
        )
    location = {"Location": f"/api/v1/users/{user.id}"}
    return reply(request, _resource(user), status=201, headers=NO_STORE | location)


@get("/users/{user_id:int}", sync_to_thread=True, responses=problems(400, 401, 403, 404))
def get_user(
    request: AnyRequest, desk: NamedDependency[Desk], user_id: IdPath
) -> Reply[UserResource]:
    """Return a person of your organisation."""
    with desk.reading(request, Role.OWNER) as (connection, organisation_id):
        user = _member(connection, organisation_id, user_id)
    return reply(request, _resource(user), headers=NO_STORE)


@put(
    "/users/{user_id:int}/role",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 409, 412, 413, 415, 422),
)
def change_role(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    user_id: IdPath,
    data: JSONBody[RoleChange],
) -> Reply[UserResource]:
    """Change what a person may do; one owner has to stay.

    An If-Match with the person's ETag is heeded where there is one.
    """
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        person = _member(connection, organisation_id, user_id)
        heed_match(request, tag_of(_resource(person)))
        set_role(connection, user_id, data.role)
        body = _resource(load_user(connection, user_id))
    return reply(request, body, etag=tag_of(body), headers=NO_STORE)


@delete(
    "/users/{user_id:int}",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 409, 412),
)
def erase_user(request: AnyRequest, desk: NamedDependency[Desk], user_id: IdPath) -> None:
    """Erase a person and all that is stored about them; one owner has to stay.

    An If-Match is heeded where there is one.
    """
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        person = _member(connection, organisation_id, user_id)
        heed_match(request, tag_of(_resource(person)))
        erase_person(connection, user_id)
    desk.counter.press.clear()


@get("/users/{user_id:int}/export", sync_to_thread=True, responses=problems(400, 401, 403, 404))
def export_user(
    request: AnyRequest, desk: NamedDependency[Desk], user_id: IdPath
) -> Reply[dict[str, Any]]:
    """Return all that is stored about a person, by table."""
    with desk.reading(request, Role.OWNER) as (connection, organisation_id):
        _member(connection, organisation_id, user_id)
        return Reply(export_person(connection, user_id), headers=NO_STORE)


@post(
    "/users/{user_id:int}/sign-in-link",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404),
)
def create_a_sign_in_link(
    request: AnyRequest, desk: NamedDependency[Desk], user_id: IdPath
) -> Reply[SignInLink]:
    """Make a link that signs this person in once, within a quarter of an hour."""
    made = now()
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        _member(connection, organisation_id, user_id)
        secret = create_sign_in_link(connection, user_id, now=made)
    base = desk.settings.url or str(request.base_url).rstrip("/")
    body = SignInLink(url=f"{base}/sign-in/{secret}", expires_at=made + LINK_LIFETIME)
    return reply(request, body, status=201, headers=NO_STORE)


@post(
    "/users/{user_id:int}/sign-out",
    sync_to_thread=True,
    status_code=204,
    responses=problems(400, 401, 403, 404),
)
def sign_a_user_out(request: AnyRequest, desk: NamedDependency[Desk], user_id: IdPath) -> None:
    """Sign a person out of every browser; their unused sign-in links end too."""
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        _member(connection, organisation_id, user_id)
        end_web_sessions(connection, user_id)


def _member(connection: Connection, organisation_id: int, user_id: int) -> User:
    """Return a person of this organisation; somebody else's is not found."""
    user = load_user(connection, user_id)
    if user.organisation_id != organisation_id:
        raise NotFoundError(f"Your organisation has no person {user_id}.")
    return user


def _resource(user: User) -> UserResource:
    return UserResource(id=user.id, name=user.name, role=user.role, email=user.email)


router = Router(
    "/",
    route_handlers=[
        list_the_users,
        create_a_user,
        get_user,
        change_role,
        erase_user,
        export_user,
        create_a_sign_in_link,
        sign_a_user_out,
    ],
    tags=["organisation"],
    security=[{"token": []}, {"cookie": []}],
)
