"""Telling others of events: what waits in the outbox is signed, sent, tried again, and logged.

Signed as Standard Webhooks 1.0 has it: HMAC-SHA256 over id, timestamp and the raw body, once with
each live secret.
"""

from __future__ import annotations

import base64
import datetime as dt
import hmac
import random
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from hashlib import sha256
from threading import Event as Flag
from threading import Thread
from time import monotonic

from sqlalchemy import Engine

from api.clock import now
from api.log import log
from api.network import ForbiddenAddressError
from api.outgoing import Outgoing, UnreachableError
from curriculum.storage.database import reading
from curriculum.storage.outbox import (
    Delivery,
    are_due,
    claim_deliveries,
    forget_deliveries,
    note_attempt,
)
from curriculum.storage.webhooks import PREFIX, Webhook, stop_webhook, webhooks_by_id

PAUSE = 1.0
"""Seconds between looks at the outbox."""
AT_ONCE = 4
CLAIM = dt.timedelta(minutes=2)
"""How long a delivery is left to whoever took it; more than an exchange may last."""
DELAYS = tuple(dt.timedelta(minutes=one) for one in (0.1, 0.5, 2, 10, 60, 180, 360, 720))
"""How long to wait after each failed attempt; after the last of them no more are made."""
KEPT = dt.timedelta(days=30)
"""How far the log goes back."""
TIDYING = 3600.0
"""Seconds between cutting the log."""
GONE = 410


def signatures(secrets: Iterable[str], event: str, timestamp: int, body: bytes) -> str:
    """Return the header that proves where a message comes from, one signature for each secret."""
    signed = f"{event}.{timestamp}.".encode() + body
    keys = (base64.b64decode(secret.removeprefix(PREFIX)) for secret in secrets)
    digests = (hmac.digest(key, signed, sha256) for key in keys)
    return " ".join(f"v1,{base64.b64encode(digest).decode()}" for digest in digests)


def next_attempt(attempts: int, at: dt.datetime) -> dt.datetime | None:
    """Return when to try again after so many attempts, with a fifth more or less; None for no more.

    Many deliveries that failed together so do not come back together.
    """
    if attempts > len(DELAYS):
        return None
    return at + DELAYS[attempts - 1] * random.uniform(0.8, 1.2)  # noqa: S311 - no secret


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an attempt."""

    status: int | None = None
    problem: str | None = None


class Courier:
    """A thread of the server that sends what is due, as long as the server runs."""

    def __init__(self, engine: Engine, outgoing: Outgoing) -> None:
        self._engine = engine
        self._outgoing = outgoing
        self._stop = Flag()
        self._thread = Thread(target=self._run, name="courier", daemon=True)

    def start(self) -> None:
        """Begin."""
        self._thread.start()

    def stop(self) -> None:
        """End, when what is just being sent was sent."""
        self._stop.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        tidy_at = monotonic()
        with ThreadPoolExecutor(AT_ONCE) as threads:
            while not self._stop.wait(PAUSE):
                try:
                    while not self._stop.is_set() and self.send_due(threads):
                        pass
                    if monotonic() >= tidy_at:
                        tidy_at = monotonic() + TIDYING
                        self._tidy()
                except Exception as error:  # noqa: BLE001 - whatever it is, the next look may do
                    log.error("webhooks", exc_info=error)

    def send_due(self, threads: ThreadPoolExecutor) -> int:
        """Send some of what is due; returns how many."""
        at = now()
        with reading(self._engine) as connection:
            if not are_due(connection, now=at):
                return 0
        with self._engine.begin() as connection:
            claimed = claim_deliveries(connection, now=at, until=at + CLAIM, most=AT_ONCE)
            webhooks = webhooks_by_id(connection, [one.webhook_id for one in claimed])
        list(threads.map(lambda one: self._deliver(one, webhooks[one.webhook_id]), claimed))
        return len(claimed)

    def _tidy(self) -> None:
        """Cut the log; the first time just after the start."""
        with self._engine.begin() as connection:
            forget_deliveries(connection, before=now() - KEPT)

    def _deliver(self, delivery: Delivery, webhook: Webhook) -> None:
        """Make one attempt, and note what came of it."""
        outcome, at = self._attempt(delivery, webhook), now()
        done = outcome.problem is None
        log.info(
            "webhook",
            webhook=webhook.id,
            event_type=delivery.type,
            attempt=delivery.attempts,
            status=outcome.status,
            delivered=done,
        )
        with self._engine.begin() as connection:
            note_attempt(
                connection,
                delivery.id,
                delivered_at=at if done else None,
                status=outcome.status,
                problem=outcome.problem,
                due_at=None if done else next_attempt(delivery.attempts, at),
            )
            if outcome.status == GONE:
                stop_webhook(connection, webhook.id, now=at)

    def _attempt(self, delivery: Delivery, webhook: Webhook) -> Outcome:
        """Send a delivery once."""
        body, at = delivery.body.encode(), now()
        timestamp = int(at.timestamp())
        headers = {
            "Content-Type": "application/json",
            "webhook-id": delivery.event,
            "webhook-timestamp": str(timestamp),
            "webhook-signature": signatures(webhook.secrets(at), delivery.event, timestamp, body),
        }
        try:
            answer = self._outgoing.send(webhook.url, body, headers)
        except (ForbiddenAddressError, UnreachableError) as error:
            return Outcome(problem=str(error)[:500])
        if answer.is_ok:
            return Outcome(status=answer.status)
        return Outcome(answer.status, f"It answered {answer.status}; only 200 to 299 will do.")
