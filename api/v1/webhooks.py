"""Webhooks of an organisation: where to tell of events, and what came of it."""

from __future__ import annotations

from litestar import Router, delete, get, post, put
from litestar.di import NamedDependency
from litestar.params import JSONBody

from api.clock import now
from api.desk import Desk
from api.faults import Fault
from api.http import NO_STORE, AnyRequest, Reply, heed_match, next_link, reply, tag_of
from api.network import ForbiddenAddressError
from api.outgoing import Outgoing
from api.problems import RefusedError, problems
from api.v1.parameters import Cursor, IdPath, Limit
from api.v1.shapes import check_read_only
from api.v1.webhook_shapes import (
    DeliveryFacts,
    DeliveryList,
    NewWebhook,
    WebhookBody,
    WebhookFacts,
    WebhookList,
    WebhookSecret,
    delivery_facts,
    webhook_facts,
)
from curriculum.storage.outbox import list_deliveries, send_again
from curriculum.storage.people import Role
from curriculum.storage.webhooks import (
    Webhook,
    create_webhook,
    delete_webhook,
    hold_webhook,
    list_webhooks,
    load_webhook,
    rotate_secret,
    save_webhook,
)


@get("/webhooks", sync_to_thread=True, responses=problems(400, 401, 403))
def list_the_webhooks(request: AnyRequest, desk: NamedDependency[Desk]) -> Reply[WebhookList]:
    """List your organisation's webhooks, without their secrets."""
    with desk.reading(request, Role.OWNER) as (connection, organisation_id):
        found = list_webhooks(connection, organisation_id)
    body = WebhookList(items=tuple(webhook_facts(one) for one in found))
    return reply(request, body, headers=NO_STORE)


@post("/webhooks", sync_to_thread=True, responses=problems(400, 401, 403, 413, 415, 422))
def create_a_webhook(
    request: AnyRequest, desk: NamedDependency[Desk], data: JSONBody[NewWebhook]
) -> Reply[WebhookSecret]:
    """Ask to be told of events; the secret that signs them is told this once."""
    _check_address(desk, data.url)
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        webhook = create_webhook(
            connection, organisation_id, url=data.url, events=data.events, now=now()
        )
    return _told(request, webhook)


@get("/webhooks/{webhook_id:int}", sync_to_thread=True, responses=problems(400, 401, 403, 404))
def get_webhook(
    request: AnyRequest, desk: NamedDependency[Desk], webhook_id: IdPath
) -> Reply[WebhookFacts]:
    """Return a webhook of your organisation."""
    with desk.reading(request, Role.OWNER) as (connection, organisation_id):
        webhook = load_webhook(connection, organisation_id, webhook_id)
    return reply(request, webhook_facts(webhook), headers=NO_STORE)


@put(
    "/webhooks/{webhook_id:int}",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 412, 413, 415, 422),
)
def save_a_webhook(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    webhook_id: IdPath,
    data: JSONBody[WebhookBody],
) -> Reply[WebhookFacts]:
    """Change where to tell of which events; one that was stopped starts again.

    An If-Match is heeded where there is one.
    """
    _check_address(desk, data.url)
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        current = webhook_facts(hold_webhook(connection, organisation_id, webhook_id))
        heed_match(request, tag_of(current))
        names = WebhookBody.model_fields.keys() - NewWebhook.model_fields.keys()
        check_read_only(data, current, *sorted(names))
        webhook = save_webhook(
            connection, organisation_id, webhook_id, url=data.url, events=data.events
        )
    facts = webhook_facts(webhook)
    return reply(request, facts, etag=tag_of(facts), headers=NO_STORE)


@delete(
    "/webhooks/{webhook_id:int}",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404, 412),
)
def delete_a_webhook(request: AnyRequest, desk: NamedDependency[Desk], webhook_id: IdPath) -> None:
    """Delete a webhook with its log. An If-Match is heeded where there is one."""
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        current = hold_webhook(connection, organisation_id, webhook_id)
        heed_match(request, tag_of(webhook_facts(current)))
        delete_webhook(connection, organisation_id, webhook_id)


@post(
    "/webhooks/{webhook_id:int}/secret",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404),
)
def rotate_a_webhook_secret(
    request: AnyRequest, desk: NamedDependency[Desk], webhook_id: IdPath
) -> Reply[WebhookSecret]:
    """Make a new secret; for 24 hours the one before signs beside it."""
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        webhook = rotate_secret(connection, organisation_id, webhook_id, now=now())
    return _told(request, webhook)


@get(
    "/webhooks/{webhook_id:int}/deliveries",
    sync_to_thread=True,
    responses=problems(400, 401, 403, 404),
)
def list_the_deliveries(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    webhook_id: IdPath,
    *,
    limit: Limit = 20,
    cursor: Cursor = None,
) -> Reply[DeliveryList]:
    """List what was and is to be sent to a webhook, newest first."""
    with desk.reading(request, Role.OWNER) as (connection, organisation_id):
        load_webhook(connection, organisation_id, webhook_id)
        page = list_deliveries(connection, webhook_id, limit=limit, after=cursor)
    body = DeliveryList(items=tuple(delivery_facts(one) for one in page.items), next=page.next)
    return reply(request, body, headers=NO_STORE | next_link(request, page.next))


@post(
    "/webhooks/{webhook_id:int}/deliveries/{delivery_id:int}/redeliver",
    sync_to_thread=True,
    status_code=202,
    responses=problems(400, 401, 403, 404),
)
def redeliver(
    request: AnyRequest, desk: NamedDependency[Desk], webhook_id: IdPath, delivery_id: IdPath
) -> Reply[DeliveryFacts]:
    """Send a delivery once more, whatever came of it before: the same event, signed anew."""
    with desk.writing(request, Role.OWNER) as (connection, organisation_id):
        load_webhook(connection, organisation_id, webhook_id)
        delivery = send_again(connection, webhook_id, delivery_id, now=now())
    return reply(request, delivery_facts(delivery), status=202, headers=NO_STORE)


def _check_address(desk: Desk, url: str) -> None:
    """Refuse an address that nothing may be sent to, and say what is the matter with it."""
    try:
        Outgoing(desk.settings.trusted_networks).check(url)
    except ForbiddenAddressError as error:
        fault = Fault(where="/url", message=str(error), action="Correct it.")
        raise RefusedError(422, error.code, str(error), errors=(fault,)) from None


def _told(request: AnyRequest, webhook: Webhook) -> Reply[WebhookSecret]:
    body = WebhookSecret(**dict(webhook_facts(webhook)), secret=webhook.secret)
    location = {"Location": f"/api/v1/webhooks/{webhook.id}"}
    return reply(request, body, status=201, headers=NO_STORE | location)


router = Router(
    "/",
    route_handlers=[
        list_the_webhooks,
        create_a_webhook,
        get_webhook,
        save_a_webhook,
        delete_a_webhook,
        rotate_a_webhook_secret,
        list_the_deliveries,
        redeliver,
    ],
    tags=["organisation"],
    security=[{"token": []}, {"cookie": []}],
)
