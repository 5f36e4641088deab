"""The pages of learning platforms: connected by a link or by hand, let in, changed, forgotten."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from pydantic import ValidationError
from sqlalchemy import Connection

from api.clock import now
from api.desk import Desk
from api.faults import faults_in
from api.http import AnyRequest
from api.lti.doors import own_facts
from api.lti.gate import origin
from api.lti.keys import current_keys, rotate
from api.lti.services import code_of
from api.lti.tool import registration_url
from api.web.answers import Visitor, go, page, visitor
from api.web.entry import Form, FormBody, NumberPath, writing
from curriculum.errors import ConflictError, StaleError
from curriculum.storage.database import reading
from curriculum.storage.lti_planning import Planned, list_planning
from curriculum.storage.lti_platforms import (
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
from curriculum.storage.pages import MOST
from curriculum.storage.people import Role
from curriculum.storage.workshops import list_workshops

PATH = "/organisation/platforms"
LINES = ("name", "issuer", "client_id", "authorization_url", "token_url", "keyset_url")
EMPTY = dict.fromkeys((*LINES, "token_audience"), "")


@get(PATH, sync_to_thread=True)
def get_platforms_page(request: AnyRequest, desk: NamedDependency[Desk]) -> Response[Any]:
    """Show the platforms, how to connect one, and our keys."""
    with desk.reading_anything(request) as (_, caller):
        organisation_id = caller.needs(Role.OWNER)
        looks = visitor(request, caller)
    return _listed(request, desk, looks, organisation_id)


@post(f"{PATH}/links", sync_to_thread=True)
def make_link(request: AnyRequest, desk: NamedDependency[Desk], data: FormBody) -> Response[Any]:
    """Make a link that connects a platform, and show it this once."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, looks):
        secret = create_registration(
            connection,
            organisation_id,
            roster="roster" in data,
            planning="planning" in data,
            now=now(),
        )
    link = registration_url(origin(desk, request), secret)
    return _listed(request, desk, looks, organisation_id, link=link)


@post(f"{PATH}/keys", sync_to_thread=True)
def change_key(request: AnyRequest, desk: NamedDependency[Desk], data: FormBody) -> Response[Any]:
    """Sign with a new key from now on."""
    with writing(desk, request, data, Role.OWNER) as (_, organisation_id, looks):
        pass
    try:
        rotate(desk.engine, organisation_id)
    except ConflictError as error:
        return _listed(request, desk, looks, organisation_id, refusal=str(error), status=409)
    return go(request, f"{PATH}#keys")


@get(f"{PATH}/new", sync_to_thread=True)
def get_new_platform_page(request: AnyRequest, desk: NamedDependency[Desk]) -> Response[Any]:
    """Show the form to connect a platform by hand."""
    with desk.reading_anything(request) as (connection, caller):
        facts = own_facts(connection, caller.needs(Role.OWNER), origin(desk, request))
        return _form(visitor(request, caller), facts, None)


@post(f"{PATH}/new", sync_to_thread=True)
def make_platform(
    request: AnyRequest, desk: NamedDependency[Desk], data: FormBody
) -> Response[Any]:
    """Connect a platform by hand."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, looks):
        facts = own_facts(connection, organisation_id, origin(desk, request))
        try:
            create_platform(connection, organisation_id, Platform.model_validate(_plain(data)))
        except ValidationError as error:
            return _form(looks, facts, None, typed=data, faults=_faults(data, error))
        except ConflictError as error:
            told = {"client_id": str(error)}
            return _form(looks, facts, None, typed=data, faults=told)
    return go(request, PATH)


@get(f"{PATH}/{{platform_id:int}}", sync_to_thread=True)
def get_platform_page(
    request: AnyRequest, desk: NamedDependency[Desk], platform_id: NumberPath
) -> Response[Any]:
    """Show a platform to change it."""
    with desk.reading_anything(request) as (connection, caller):
        stored = load_platform(connection, caller.needs(Role.OWNER), platform_id)
        facts = own_facts(connection, stored.organisation_id, origin(desk, request))
        planned = _planned(connection, stored)
        return _form(visitor(request, caller), facts, stored, planned=planned)


@post(f"{PATH}/{{platform_id:int}}", sync_to_thread=True)
def save_platform_page(
    request: AnyRequest, desk: NamedDependency[Desk], platform_id: NumberPath, data: FormBody
) -> Response[Any]:
    """Save what was changed; what was typed stays where it cannot be."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, looks):
        stored = load_platform(connection, organisation_id, platform_id)
        facts = own_facts(connection, organisation_id, origin(desk, request))
        try:
            wanted = Platform.model_validate(_plain(data))
            _save(connection, stored, wanted, data.get("etag", ""))
        except ValidationError as error:
            return _form(looks, facts, stored, typed=data, faults=_faults(data, error))
        except ConflictError as error:
            told = {"client_id": str(error)}
            return _form(looks, facts, stored, typed=data, faults=told)
        except StaleError:
            return _form(looks, facts, stored, typed=data, stale=True)
    return go(request, PATH)


@post(f"{PATH}/{{platform_id:int}}/delete", sync_to_thread=True)
def forget_platform(
    request: AnyRequest, desk: NamedDependency[Desk], platform_id: NumberPath, data: FormBody
) -> Response[Any]:
    """Forget a platform and who came through it."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, _):
        etag = load_platform(connection, organisation_id, platform_id).etag
        delete_platform(connection, organisation_id, platform_id, expected_etag=etag)
    return go(request, PATH)


@post(f"{PATH}/{{platform_id:int}}/move", sync_to_thread=True)
def move_platform_page(
    request: AnyRequest, desk: NamedDependency[Desk], platform_id: NumberPath, data: FormBody
) -> Response[Any]:
    """Speak to a platform with the group's own key, now that it has the group's own addresses."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, _):
        etag = load_platform(connection, organisation_id, platform_id).etag
        move_platform(connection, organisation_id, platform_id, expected_etag=etag)
    return go(request, PATH)


def _save(connection: Connection, stored: StoredPlatform, wanted: Platform, etag: str) -> None:
    save_platform(connection, stored.organisation_id, stored.id, wanted, expected_etag=etag)


def _listed(
    request: AnyRequest,
    desk: Desk,
    looks: Visitor,
    organisation_id: int,
    *,
    status: int = 200,
    **shown: Any,
) -> Response[Any]:
    with reading(desk.engine) as connection:
        found = list_platforms(connection, organisation_id)
        facts = own_facts(connection, organisation_id, origin(desk, request))
    return page(
        "platforms",
        looks,
        here="organisation",
        status=status,
        platforms=found,
        facts=facts,
        keys=current_keys(desk.engine, organisation_id),
        **{"link": "", "refusal": "", **shown},
    )


def _form(  # noqa: PLR0913 - what the form shows
    looks: Visitor,
    facts: dict[str, str],
    stored: StoredPlatform | None,
    *,
    typed: Form | None = None,
    faults: dict[str, str] | None = None,
    stale: bool = False,
    planned: tuple[tuple[Planned, str, str], ...] = (),
) -> Response[Any]:
    known = dict(stored.platform) if stored else {**EMPTY, "deployments": (), "planning": True}
    ticked = typed if typed is not None else {name: "on" for name in TICKS if known.get(name)}
    return page(
        "platform",
        looks,
        here="organisation",
        status=409 if stale else 422 if faults else 200,
        platform=stored,
        known=known,
        ticked=ticked,
        facts=facts,
        typed=typed or {},
        faults=faults or {},
        stale=stale,
        planned=planned,
    )


def _planned(
    connection: Connection, stored: StoredPlatform
) -> tuple[tuple[Planned, str, str], ...]:
    """Return who planned from this platform's courses, under which code, and on what."""
    titles = {
        one.id: one.workshop.title
        for one in list_workshops(connection, stored.organisation_id, limit=MOST).items
    }
    return tuple(
        (one, code_of(one.person), titles.get(one.workshop_id, ""))
        for one in list_planning(connection, stored.id)
    )


TICKS = ("active", "roster", "planning")


def _plain(form: Form) -> dict[str, Any]:
    """Return the platform as it was typed."""
    plain: dict[str, Any] = {name: form.get(name, "").strip() for name in LINES}
    plain["token_audience"] = form.get("token_audience", "").strip() or None
    plain["deployments"] = form.get("deployments", "").split()
    return plain | {name: name in form for name in TICKS}


def _faults(form: Form, error: ValidationError) -> dict[str, str]:
    """Return what is the matter, by field."""
    found = faults_in(_plain(form), error)
    return {one.where.strip("/").split("/")[0]: _told(one.where, one.message) for one in found}


def _told(where: str, message: str) -> str:
    if where.endswith(("_url", "issuer", "_audience")):
        return "Write an address that begins with https://"
    if where.startswith(("/client_id", "/deployments")):
        return "Write it as your platform shows it, without spaces"
    return message


PLATFORMS = [
    get_platforms_page,
    make_link,
    change_key,
    get_new_platform_page,
    make_platform,
    get_platform_page,
    save_platform_page,
    move_platform_page,
    forget_platform,
]
