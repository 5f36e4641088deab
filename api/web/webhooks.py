"""The page of webhooks: where to tell of events, what came of it, and to send it again."""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from pydantic import ValidationError
from sqlalchemy import Connection

from api.clock import now
from api.desk import Desk
from api.http import AnyRequest
from api.network import ForbiddenAddressError
from api.outgoing import Outgoing
from api.v1.webhook_shapes import NewWebhook, delivery_facts
from api.web.answers import Visitor, go, page, visitor
from api.web.entry import FormBody, NumberPath, faults_told, writing
from api.web.language import mark, translated
from curriculum.errors import LimitError
from curriculum.events import Event
from curriculum.storage.outbox import list_deliveries, send_again
from curriculum.storage.people import Role
from curriculum.storage.webhooks import (
    Webhook,
    create_webhook,
    delete_webhook,
    list_webhooks,
    load_webhook,
    rotate_secret,
    save_webhook,
)

PATH = "/organisation/webhooks"
SHOWN = 10
"""So many of the last deliveries stand on the page."""


@get(PATH, sync_to_thread=True)
def get_webhooks_page(request: AnyRequest, desk: NamedDependency[Desk]) -> Response[Any]:
    """Show the webhooks with their last deliveries, and a form for a new one."""
    with desk.reading_anything(request) as (connection, caller):
        return _shown(connection, caller.needs(Role.OWNER), visitor(request, caller))


@post(PATH, sync_to_thread=True)
def make_webhook(request: AnyRequest, desk: NamedDependency[Desk], data: FormBody) -> Response[Any]:
    """Make a webhook and show its secret this once."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, looks):
        chosen = tuple(event for event in Event if event in data)
        try:
            asked = NewWebhook(url=data.get("url", "").strip(), events=chosen)
            Outgoing(desk.settings.trusted_networks).check(asked.url)
            made = create_webhook(
                connection, organisation_id, url=asked.url, events=asked.events, now=now()
            )
        except ValidationError as error:
            told = {
                "url": translated(mark("Write the whole address")),
                "events": translated(mark("Choose at least one")),
            }
            faults = faults_told(error, told)
            return _shown(connection, organisation_id, looks, typed=data, faults=faults)
        except (ForbiddenAddressError, LimitError) as error:
            faults = {"url": str(error)}
            return _shown(connection, organisation_id, looks, typed=data, faults=faults)
        return _shown(connection, organisation_id, looks, made=made)


@post(f"{PATH}/{{number:int}}/secret", sync_to_thread=True)
def make_webhook_secret(
    request: AnyRequest, desk: NamedDependency[Desk], number: NumberPath, data: FormBody
) -> Response[Any]:
    """Make a new secret and show it this once."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, looks):
        made = rotate_secret(connection, organisation_id, number, now=now())
        return _shown(connection, organisation_id, looks, made=made)


@post(f"{PATH}/{{number:int}}/start", sync_to_thread=True)
def start_webhook(
    request: AnyRequest, desk: NamedDependency[Desk], number: NumberPath, data: FormBody
) -> Response[Any]:
    """Start one again that was stopped."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, _):
        known = load_webhook(connection, organisation_id, number)
        save_webhook(connection, organisation_id, number, url=known.url, events=known.events)
    return go(request, PATH)


@post(f"{PATH}/{{number:int}}/delete", sync_to_thread=True)
def end_webhook(
    request: AnyRequest, desk: NamedDependency[Desk], number: NumberPath, data: FormBody
) -> Response[Any]:
    """Delete a webhook with its log."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, _):
        delete_webhook(connection, organisation_id, number)
    return go(request, PATH)


@post(f"{PATH}/{{number:int}}/deliveries/{{delivery_number:int}}", sync_to_thread=True)
def deliver_again(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    number: NumberPath,
    delivery_number: NumberPath,
    data: FormBody,
) -> Response[Any]:
    """Send a delivery once more."""
    with writing(desk, request, data, Role.OWNER) as (connection, organisation_id, _):
        load_webhook(connection, organisation_id, number)
        send_again(connection, number, delivery_number, now=now())
    return go(request, f"{PATH}#w{number}")


def _shown(
    connection: Connection, organisation_id: int, looks: Visitor, **shown: Any
) -> Response[Any]:
    none: dict[str, Any] = {"typed": {}, "faults": {}, "made": None}
    webhooks = list_webhooks(connection, organisation_id)
    return page(
        "webhooks",
        looks,
        here="organisation",
        status=422 if shown.get("faults") else 200,
        webhooks=[(one, _last(connection, one)) for one in webhooks],
        events=list(Event),
        **{**none, **shown},
    )


def _last(connection: Connection, webhook: Webhook) -> list[Any]:
    found = list_deliveries(connection, webhook.id, limit=SHOWN)
    return [delivery_facts(one) for one in found.items]


WEBHOOKS = [
    get_webhooks_page,
    make_webhook,
    make_webhook_secret,
    start_webhook,
    end_webhook,
    deliver_again,
]
