"""Webhooks and their deliveries as the API sends and takes them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import Field

from api.v1.shapes import READ_ONLY, Next, example
from curriculum.events import Event
from curriculum.storage.outbox import Delivery
from curriculum.storage.webhooks import Webhook
from curriculum.values import Value

Address = Annotated[str, Field(min_length=1, max_length=500)]
Events = Annotated[tuple[Event, ...], Field(min_length=1, max_length=len(Event))]


class NewWebhook(Value):
    """Where to tell of which events."""

    model_config = example(
        url="https://lms.example.org/hooks/curriculum", events=["session.published"]
    )

    url: Address
    """It begins with `https://` and leads to a public address."""
    events: Events


class WebhookBody(NewWebhook):
    """A webhook as it is changed; what a GET tells beside it may be sent along, unchanged."""

    id: Annotated[int | None, Field(json_schema_extra=READ_ONLY)] = None
    created_at: Annotated[dt.datetime | None, Field(json_schema_extra=READ_ONLY)] = None
    old_secret_until: Annotated[dt.datetime | None, Field(json_schema_extra=READ_ONLY)] = None
    stopped_at: Annotated[dt.datetime | None, Field(json_schema_extra=READ_ONLY)] = None


class WebhookFacts(Value):
    """A webhook without its secret."""

    id: int
    url: str
    events: tuple[Event, ...]
    created_at: dt.datetime
    old_secret_until: dt.datetime | None
    """Until when the secret before signs too."""
    stopped_at: dt.datetime | None
    """Since when nothing is sent, because it answered 410; saving it starts it again."""


class WebhookList(Value):
    """The organisation's webhooks, the oldest first."""

    items: tuple[WebhookFacts, ...]
    next: Next = None


class WebhookSecret(WebhookFacts):
    """A webhook with the secret that signs what is sent to it from now on."""

    secret: str


class DeliveryFacts(Value):
    """An event for a webhook, and what came of it."""

    id: int
    event: str
    """The event's id, as sent in `webhook-id`."""
    type: Event
    body: str
    """What is sent, to the byte."""
    state: Literal["waiting", "delivered", "failed"]
    attempts: int
    created_at: dt.datetime
    due_at: dt.datetime | None
    """When the next attempt is made."""
    delivered_at: dt.datetime | None
    status: int | None
    """What the last attempt was answered."""
    problem: str | None
    """What was the matter with it."""


class DeliveryList(Value):
    """A page of deliveries, newest first."""

    items: tuple[DeliveryFacts, ...]
    next: Next


def webhook_facts(webhook: Webhook) -> WebhookFacts:
    """Return a webhook as it is told."""
    return WebhookFacts(
        id=webhook.id,
        url=webhook.url,
        events=webhook.events,
        created_at=webhook.created_at,
        old_secret_until=webhook.old_secret_until,
        stopped_at=webhook.stopped_at,
    )


def delivery_facts(delivery: Delivery) -> DeliveryFacts:
    """Return a delivery as it is told."""
    return DeliveryFacts(
        id=delivery.id,
        event=delivery.event,
        type=delivery.type,
        body=delivery.body,
        state=_state(delivery),
        attempts=delivery.attempts,
        created_at=delivery.created_at,
        due_at=delivery.due_at,
        delivered_at=delivery.delivered_at,
        status=delivery.status,
        problem=delivery.problem,
    )


def _state(delivery: Delivery) -> Literal["waiting", "delivered", "failed"]:
    if delivery.delivered_at is not None:
        return "delivered"
    return "failed" if delivery.due_at is None else "waiting"
