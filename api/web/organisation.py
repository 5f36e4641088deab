"""The organisation's page: how it appears in print, its contacts, and the tokens of programs."""

from __future__ import annotations

from typing import Any
from zoneinfo import available_timezones

from litestar import Response, get, post
from litestar.di import NamedDependency
from pydantic import ValidationError
from sqlalchemy import Connection

from api.clock import now
from api.desk import Desk
from api.faults import faults_in
from api.http import AnyRequest
from api.v1.organisation_shapes import NewToken
from api.web.answers import Visitor, go, page, visitor
from api.web.entry import Form, FormBody, NumberPath, fault_words, writing
from api.web.language import mark, translated
from curriculum.errors import StaleError
from curriculum.organisation import Organisation
from curriculum.storage.logos import find_logo
from curriculum.storage.organisations import load_organisation, save_organisation
from curriculum.storage.people import Role
from curriculum.storage.scopes import Scope
from curriculum.storage.tokens import create_token, list_tokens, revoke_token

MOST_CONTACTS = 12
SPARE_ROWS = 2
"""Empty rows for contacts to come."""


@get("/organisation", sync_to_thread=True)
def get_organisation_page(request: AnyRequest, desk: NamedDependency[Desk]) -> Response[Any]:
    """Show the settings, and to owners the tokens."""
    with desk.reading_anything(request) as (connection, caller):
        organisation_id = caller.needs(Role.READER)
        return organisation_page(connection, visitor(request, caller), organisation_id)


@post("/organisation", sync_to_thread=True)
def save_organisation_page(
    request: AnyRequest, desk: NamedDependency[Desk], data: FormBody
) -> Response[Any]:
    """Save the settings; with a mistake, or where somebody was quicker, what was typed stays."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, looks):
        plain = _plain(data)
        try:
            wanted = Organisation.model_validate(plain)
            save_organisation(
                connection, organisation_id, wanted, expected_etag=data.get("etag", "")
            )
        except ValidationError as error:
            told = {_field(one.where): fault_words(one) for one in faults_in(plain, error)}
            return organisation_page(
                connection, looks, organisation_id, typed=data, faults=told, status=422
            )
        except StaleError:
            return organisation_page(connection, looks, organisation_id, typed=data, status=409)
    return go(request, "/organisation")


@post("/organisation/tokens", sync_to_thread=True)
def make_token(request: AnyRequest, desk: NamedDependency[Desk], data: FormBody) -> Response[Any]:
    """Make a token and show its secret this once."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, looks):
        try:
            asked = NewToken.model_validate(
                {
                    "name": data.get("token_name", ""),
                    "role": data.get("token_role", ""),
                    "scopes": [scope for scope in Scope if scope in data] or None,
                }
            )
        except ValidationError:
            told = {"token_name": translated(mark("Say in a few words what it is for"))}
            return organisation_page(
                connection, looks, organisation_id, typed=data, faults=told, status=422
            )
        _, secret = create_token(
            connection,
            organisation_id,
            name=asked.name,
            role=asked.role,
            scopes=asked.scopes,
            now=now(),
        )
        return organisation_page(connection, looks, organisation_id, secret=secret)


@post("/organisation/tokens/{token_id:int}/revoke", sync_to_thread=True)
def revoke(
    request: AnyRequest, desk: NamedDependency[Desk], token_id: NumberPath, data: FormBody
) -> Response[Any]:
    """Revoke a token for good."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, _):
        revoke_token(connection, organisation_id, token_id, now=now())
    return go(request, "/organisation#tokens")


def organisation_page(
    connection: Connection, looks: Visitor, organisation_id: int, **shown: Any
) -> Response[Any]:
    """Return the page; with mistakes in what was typed, they stand beside it."""
    stored = load_organisation(connection, organisation_id)
    organisation = stored.organisation
    owner = looks.role is Role.OWNER
    return page(
        "organisation",
        looks,
        here="organisation",
        status=shown.pop("status", 200),
        etag=stored.etag,
        organisation=organisation,
        rows=min(MOST_CONTACTS, len(organisation.contacts) + SPARE_ROWS),
        zones=sorted(name for name in available_timezones() if "/" in name),
        owner=owner,
        has_logo=find_logo(connection, organisation_id) is not None,
        scopes=list(Scope),
        tokens=list_tokens(connection, stored.id) if owner else (),
        **{"typed": {}, "faults": {}, "secret": "", **shown},
    )


def _plain(form: Form) -> dict[str, Any]:
    """Return the settings as typed; a row of contacts without any word is none."""
    contacts = []
    for row in range(1, MOST_CONTACTS + 1):
        parts = {name: form.get(f"c{row}_{name}", "").strip() for name in ("name", "reach", "note")}
        if any(parts.values()):
            contacts.append({**parts, "note": parts["note"] or None})
    return {
        "name": form.get("name", ""),
        "paper": form.get("paper", ""),
        "time_zone": form.get("time_zone", ""),
        "accent": form.get("accent", "").strip() or None,
        "footer": form.get("footer", "").strip() or None,
        "contacts": contacts,
    }


def _field(pointer: str) -> str:
    """Return the field of the form that a mistake belongs to."""
    parts = pointer.strip("/").split("/")
    return f"c{int(parts[1]) + 1}_{parts[2]}" if len(parts) == 3 else parts[0]
