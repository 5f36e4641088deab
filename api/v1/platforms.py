"""The learning platforms of an organisation, and the keys that it signs with."""

from __future__ import annotations

from litestar import Router, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api.clock import now
from api.desk import Desk
from api.http import NO_STORE, AnyRequest, Reply, check_match, heed_match, reply
from api.lti.doors import own_facts
from api.lti.gate import origin
from api.lti.keys import current_keys, rotate
from api.lti.tool import registration_url
from api.problems import problems
from api.v1.parameters import IdPath
from api.v1.platform_shapes import (
    KeyFacts,
    KeyList,
    NewRegistration,
    PlatformBody,
    PlatformFacts,
    PlatformList,
    RegistrationLink,
    ToolFacts,
)
from api.v1.shapes import check_read_only, only
from curriculum.errors import ConflictError
from curriculum.storage.lti_keys import StoredKey
from curriculum.storage.lti_platforms import (
    REGISTRATION_LIFETIME,
    Platform,
    StoredPlatform,
    create_platform,
    create_registration,
    delete_platform,
    list_platforms,
    load_platform,
    move_platform,
    save_platform,
)
from curriculum.storage.people import Role


@get("/platforms", sync_to_thread=True, responses=problems(400, 401, 403))
def list_the_platforms(request: AnyRequest, desk: NamedDependency[Desk]) -> Reply[PlatformList]:
    """List the learning platforms that your organisation is connected with."""
    with desk.reading(request, Role.OWNER) as (connection, organisation_id):
        found = list_platforms(connection, organisation_id)
    return reply(request, PlatformList(items=tuple(_facts(one) for one in found)))


@post("/platforms", sync_to_thread=True, responses=problems(400, 401, 403, 409, 413, 415, 422))
def create_a_platform(
    request: AnyRequest, desk: NamedDependency[Desk], data: JSONBody[PlatformBody]
) -> Reply[PlatformFacts]:
    """Connect a learning platform by hand; people come in once it is active."""
    if data.shared:
        raise _own_addresses()
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        stored = create_platform(connection, organisation_id, only(Platform, data))
    location = {"Location": f"/api/v1/platforms/{stored.id}"}
    return reply(request, _facts(stored), etag=stored.etag, status=201, headers=location)


@get("/platforms/{platform_id:int}", sync_to_thread=True, responses=problems(400, 401, 403, 404))
def get_platform(
    request: AnyRequest, desk: NamedDependency[Desk], platform_id: IdPath
) -> Reply[PlatformFacts]:
    """Return a learning platform of your organisation."""
    with desk.reading(request, Role.OWNER) as (connection, organisation_id):
        stored = load_platform(connection, organisation_id, platform_id)
    return reply(request, _facts(stored), etag=stored.etag)


@put(
    "/platforms/{platform_id:int}",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 409, 412, 413, 415, 422, 428),
)
def save_the_platform(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    platform_id: IdPath,
    data: JSONBody[PlatformBody],
) -> Reply[PlatformFacts]:
    """Replace what is known of a platform: its deployments, whether it is active.

    `shared` false says that it has your organisation's own addresses now: what it is told is
    signed with your organisation's key from then on.
    """
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        known = load_platform(connection, organisation_id, platform_id)
        etag = check_match(request, known.etag)
        check_read_only(data, _facts(known), "id")
        stored = save_platform(
            connection, organisation_id, platform_id, only(Platform, data), expected_etag=etag
        )
        if data.shared and not stored.shared:
            raise _own_addresses()
        if data.shared is False and stored.shared:
            stored = move_platform(
                connection, organisation_id, platform_id, expected_etag=stored.etag
            )
    return reply(request, _facts(stored), etag=stored.etag)


@delete(
    "/platforms/{platform_id:int}",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 412),
)
def delete_the_platform(
    request: AnyRequest, desk: NamedDependency[Desk], platform_id: IdPath
) -> None:
    """Forget a platform and everybody who came through it, at once.

    An If-Match is heeded where there is one.
    """
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        etag = load_platform(connection, organisation_id, platform_id).etag
        heed_match(request, etag)
        delete_platform(connection, organisation_id, platform_id, expected_etag=etag)


@get("/platforms/tool", sync_to_thread=True, responses=problems(400, 401, 403))
def get_tool(request: AnyRequest, desk: NamedDependency[Desk]) -> Reply[ToolFacts]:
    """Return the addresses of your organisation that a platform is given to connect it by hand."""
    with desk.reading(request, Role.OWNER) as (connection, organisation_id):
        facts = own_facts(connection, organisation_id, origin(desk, request))
    return reply(request, ToolFacts(**facts))


@post(
    "/platforms/registrations",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 413, 415, 422),
)
def create_a_registration(
    request: AnyRequest, desk: NamedDependency[Desk], data: JSONBody[NewRegistration]
) -> Reply[RegistrationLink]:
    """Make a link that connects one platform by dynamic registration, within three days."""
    made = now()
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        secret = create_registration(
            connection, organisation_id, roster=data.roster, planning=data.planning, now=made
        )
    body = RegistrationLink(
        url=registration_url(origin(desk, request), secret),
        expires_at=made + REGISTRATION_LIFETIME,
    )
    return reply(request, body, status=201, headers=NO_STORE)


@get("/platforms/keys", sync_to_thread=True, responses=problems(400, 401, 403))
def list_the_keys(request: AnyRequest, desk: NamedDependency[Desk]) -> Reply[KeyList]:
    """List the keys that your organisation's platforms find at its `keyset_url`."""
    with desk.reading(request, Role.OWNER) as (_, organisation_id):
        pass
    return reply(request, _keys(current_keys(desk.engine, organisation_id)))


@post("/platforms/keys", sync_to_thread=True, responses=problems(400, 401, 403, 409))
def rotate_the_key(request: AnyRequest, desk: NamedDependency[Desk]) -> Reply[KeyList]:
    """Sign with a new key from now on; the one before stays published for a week."""
    with desk.writing(request, Role.OWNER) as (_, organisation_id):
        pass
    rotate(desk.engine, organisation_id)
    return reply(request, _keys(current_keys(desk.engine, organisation_id)), status=201)


def _own_addresses() -> ConflictError:
    return ConflictError("It has your organisation's own addresses; the shared ones are no more.")


def _facts(stored: StoredPlatform) -> PlatformFacts:
    return PlatformFacts(id=stored.id, shared=stored.shared, **dict(stored.platform))


def _keys(found: tuple[StoredKey, ...]) -> KeyList:
    return KeyList(
        items=tuple(
            KeyFacts(kid=one.kid, created_at=one.created_at, retired_at=one.retired_at)
            for one in found
        )
    )


router = Router(
    "/",
    route_handlers=[
        list_the_platforms,
        create_a_platform,
        get_tool,
        create_a_registration,
        list_the_keys,
        rotate_the_key,
        get_platform,
        save_the_platform,
        delete_the_platform,
    ],
    tags=["organisation"],
    security=[{"token": []}, {"cookie": []}],
)
