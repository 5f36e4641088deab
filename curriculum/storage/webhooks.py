"""Webhooks: where an organisation wants to be told of events, and the secrets that sign them."""

from __future__ import annotations

import base64
import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from curriculum.errors import LimitError, NotFoundError
from curriculum.events import Event
from curriculum.storage.integrators_tables import delivery
from curriculum.storage.integrators_tables import webhook as table
from curriculum.storage.names import is_number

MOST = 20
"""How many an organisation may have."""
OVERLAP = dt.timedelta(hours=24)
"""How long an old secret goes on signing beside the new one."""
PREFIX = "whsec_"
"""What a secret begins with (Standard Webhooks 1.0)."""


@dataclass(frozen=True, slots=True)
class Webhook:
    """Where to tell of which events."""

    id: int
    organisation_id: int
    url: str
    events: tuple[Event, ...]
    secret: str
    old_secret: str | None
    old_secret_until: dt.datetime | None
    created_at: dt.datetime
    stopped_at: dt.datetime | None
    """Since when nothing is sent, because the receiver said that it is gone."""

    def secrets(self, now: dt.datetime) -> tuple[str, ...]:
        """Return the secrets that sign at that moment, the newest first."""
        old, until = self.old_secret, self.old_secret_until
        return (self.secret, old) if old and until and now < until else (self.secret,)


def create_webhook(
    connection: Connection,
    organisation_id: int,
    *,
    url: str,
    events: Iterable[Event],
    now: dt.datetime,
) -> Webhook:
    """Store a webhook; LimitError when there are too many."""
    counted = select(func.count()).where(table.c.organisation_id == organisation_id)
    if connection.execute(counted).scalar_one() >= MOST:
        raise LimitError(f"There are {MOST} webhooks already; delete one that nobody needs.")
    row = {"organisation_id": organisation_id, "url": url, "events": _written(events)}
    row |= {"secret": _new_secret(), "created_at": now}
    return _webhook(connection.execute(insert(table).values(row).returning(table)).one())


def load_webhook(connection: Connection, organisation_id: int, webhook_id: int) -> Webhook:
    """Return a webhook of the organisation; NotFoundError."""
    own = (table.c.id == webhook_id, table.c.organisation_id == organisation_id)
    found = connection.execute(select(table).where(*own)).first() if is_number(webhook_id) else None
    if found is None:
        raise NotFoundError("There is no such webhook; see the list of webhooks.")
    return _webhook(found)


def hold_webhook(connection: Connection, organisation_id: int, webhook_id: int) -> Webhook:
    """Keep others from changing a webhook until the end, and return it; NotFoundError."""
    load_webhook(connection, organisation_id, webhook_id)
    connection.execute(select(table.c.id).where(table.c.id == webhook_id).with_for_update())
    return load_webhook(connection, organisation_id, webhook_id)


def list_webhooks(connection: Connection, organisation_id: int) -> tuple[Webhook, ...]:
    """Return the organisation's webhooks, the oldest first."""
    own = select(table).where(table.c.organisation_id == organisation_id)
    return tuple(_webhook(row) for row in connection.execute(own.order_by(table.c.id)))


def webhooks_by_id(connection: Connection, ids: Iterable[int]) -> dict[int, Webhook]:
    """Return these webhooks, whoever they belong to."""
    rows = connection.execute(select(table).where(table.c.id.in_(set(ids))))
    return {row.id: _webhook(row) for row in rows}


def save_webhook(
    connection: Connection,
    organisation_id: int,
    webhook_id: int,
    *,
    url: str,
    events: Iterable[Event],
) -> Webhook:
    """Change a webhook, and start it again if it had stopped; NotFoundError."""
    load_webhook(connection, organisation_id, webhook_id)
    row = {"url": url, "events": _written(events), "stopped_at": None}
    changed = update(table).where(table.c.id == webhook_id).values(row).returning(table)
    return _webhook(connection.execute(changed).one())


def rotate_secret(
    connection: Connection, organisation_id: int, webhook_id: int, *, now: dt.datetime
) -> Webhook:
    """Give a webhook a new secret; the one before signs beside it for a day. NotFoundError."""
    before = load_webhook(connection, organisation_id, webhook_id)
    row = {"old_secret": before.secret, "old_secret_until": now + OVERLAP, "secret": _new_secret()}
    changed = update(table).where(table.c.id == webhook_id).values(row).returning(table)
    return _webhook(connection.execute(changed).one())


def stop_webhook(connection: Connection, webhook_id: int, *, now: dt.datetime) -> None:
    """Send a webhook nothing more, and give up what waits for it."""
    connection.execute(update(table).where(table.c.id == webhook_id).values(stopped_at=now))
    waiting = update(delivery).where(delivery.c.webhook_id == webhook_id)
    connection.execute(waiting.values(due_at=None))


def delete_webhook(connection: Connection, organisation_id: int, webhook_id: int) -> None:
    """Delete a webhook with its log; NotFoundError."""
    load_webhook(connection, organisation_id, webhook_id)
    connection.execute(delete(delivery).where(delivery.c.webhook_id == webhook_id))
    connection.execute(delete(table).where(table.c.id == webhook_id))


def _new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(32)).decode()


def _written(events: Iterable[Event]) -> str:
    return " ".join(sorted(set(events)))


def _webhook(row: Row[Any]) -> Webhook:
    """Return a row as it is handed out."""
    known = {name: getattr(row, name) for name in Webhook.__dataclass_fields__}
    return Webhook(**known | {"events": tuple(map(Event, row.events.split()))})
