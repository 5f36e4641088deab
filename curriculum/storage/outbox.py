"""The outbox: events for webhooks, written with what they tell of, and what came of each.

An event is stored in the transaction of its cause, so there is neither one without the other. It
is sent at least once; whoever gets it twice knows it by its id.
"""

from __future__ import annotations

import datetime as dt
import secrets
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from curriculum.errors import NotFoundError
from curriculum.events import Event, Told, message
from curriculum.storage.bodies import utc_now
from curriculum.storage.integrators_tables import delivery, webhook
from curriculum.storage.names import is_number
from curriculum.storage.pages import MOST, Page, page, read_cursor
from curriculum.storage.tables import SHIPPED


@dataclass(frozen=True, slots=True)
class Delivery:
    """An event for one webhook."""

    id: int
    webhook_id: int
    event: str
    """The event's id, the same in every attempt and for every webhook."""
    type: Event
    body: str
    """What is sent, to the byte."""
    created_at: dt.datetime
    attempts: int
    due_at: dt.datetime | None
    """When the next attempt is made; None where there is none to come."""
    delivered_at: dt.datetime | None
    status: int | None
    """What the last attempt was answered; None without an answer."""
    problem: str | None
    """What was the matter with the last attempt."""


def emit(connection: Connection, scope: int, told: Told) -> None:
    """Tell all webhooks that want to know; the scope is an organisation's id or `SHIPPED`."""
    wanting = select(webhook.c.id, webhook.c.events).where(webhook.c.stopped_at.is_(None))
    if scope != SHIPPED:
        wanting = wanting.where(webhook.c.organisation_id == scope)
    found = [row.id for row in connection.execute(wanting) if told.event in row.events.split()]
    if not found:
        return
    event, at = f"evt_{secrets.token_urlsafe(16)}", utc_now()
    body = message(event, at, told)
    row = {"event": event, "type": told.event, "body": body, "created_at": at}
    row |= {"attempts": 0, "due_at": at}
    connection.execute(insert(delivery), [row | {"webhook_id": one} for one in found])


# --- sending --------------------------------------------------------------------------------------


def claim_deliveries(
    connection: Connection, *, now: dt.datetime, until: dt.datetime, most: int
) -> tuple[Delivery, ...]:
    """Return what is due, counted as tried; nobody else gets it before `until`.

    If the one who claimed it stops halfway, it is due again then.
    """
    due = select(delivery.c.id).where(delivery.c.due_at <= now).order_by(delivery.c.due_at)
    found = connection.execute(due.limit(most).with_for_update(skip_locked=True)).scalars().all()
    counted = update(delivery).where(delivery.c.id.in_(found)).returning(*delivery.c)
    row = {"attempts": delivery.c.attempts + 1, "due_at": until}
    rows = connection.execute(counted.values(row)).all() if found else []
    return tuple(sorted(map(_delivery, rows), key=lambda one: one.id))


def are_due(connection: Connection, *, now: dt.datetime) -> bool:
    """Tell whether anything is due; reads only."""
    due = select(delivery.c.id).where(delivery.c.due_at <= now).limit(1)
    return connection.execute(due).first() is not None


def note_attempt(  # noqa: PLR0913 - what there is to note
    connection: Connection,
    delivery_id: int,
    *,
    delivered_at: dt.datetime | None = None,
    status: int | None = None,
    problem: str | None = None,
    due_at: dt.datetime | None = None,
) -> None:
    """Note what came of an attempt; nothing if the webhook was deleted meanwhile."""
    row = {"delivered_at": delivered_at, "status": status, "problem": problem, "due_at": due_at}
    connection.execute(update(delivery).where(delivery.c.id == delivery_id).values(row))


def forget_deliveries(connection: Connection, *, before: dt.datetime) -> None:
    """Delete what is older and not to be sent any more."""
    over = (delivery.c.created_at < before, delivery.c.due_at.is_(None))
    connection.execute(delete(delivery).where(*over))


# --- the log --------------------------------------------------------------------------------------


def list_deliveries(
    connection: Connection, webhook_id: int, *, limit: int, after: str | None = None
) -> Page[Delivery]:
    """Return what was and is to be sent to a webhook, newest first; CursorError."""
    limit = max(1, min(limit, MOST))
    found = _of(webhook_id)
    if after is not None:
        found = found.where(delivery.c.id < read_cursor(after, (int,))[0])
    rows = connection.execute(found.order_by(delivery.c.id.desc()).limit(limit + 1)).all()
    return page([_delivery(row) for row in rows], [(row.id,) for row in rows], limit)


def send_again(
    connection: Connection, webhook_id: int, delivery_id: int, *, now: dt.datetime
) -> Delivery:
    """Make a delivery due once more, with a new count of attempts; NotFoundError."""
    row = {"due_at": now, "attempts": 0, "delivered_at": None}
    one = (delivery.c.id == delivery_id, delivery.c.webhook_id == webhook_id)
    again = update(delivery).where(*one).values(row).returning(*delivery.c)
    found = connection.execute(again).first() if is_number(delivery_id) else None
    if found is None:
        raise NotFoundError("There is no such delivery; see the list of deliveries.")
    return _delivery(found)


def _of(webhook_id: int) -> Select[Any]:
    return select(delivery).where(delivery.c.webhook_id == webhook_id)


def _delivery(row: Row[Any]) -> Delivery:
    """Return a row as it is handed out."""
    known = {name: getattr(row, name) for name in Delivery.__dataclass_fields__}
    return Delivery(**known | {"type": Event(row.type)})
