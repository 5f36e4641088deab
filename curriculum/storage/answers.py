"""Answers to requests with an idempotency key, kept for a day."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from curriculum.storage.integrators_tables import kept_answer as table

LIFETIME = dt.timedelta(hours=24)
Owner = tuple[int, str]
"""An organisation's id, and what its program or person enters with."""


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """What is known of a request with a key; without a status its answer is not."""

    fingerprint: str
    status: int | None
    headers: Mapping[str, str]
    body: str | None


def claim_key(  # noqa: PLR0913 - who claims what
    connection: Connection,
    owner: Owner,
    key: str,
    fingerprint: str,
    *,
    now: dt.datetime,
    user_id: int | None = None,
) -> KeptAnswer | None:
    """Claim a key and return None, or what is known of the request that had it first.

    The claim holds if the transaction does. Who claims the same key at the same moment waits.
    """
    connection.execute(delete(table).where(table.c.created_at <= now - LIFETIME))
    row = {"organisation_id": owner[0], "credential": owner[1], "key": key}
    row |= {"fingerprint": fingerprint, "created_at": now, "user_id": user_id}
    try:
        with connection.begin_nested():
            connection.execute(insert(table).values(row))
    except IntegrityError:
        found = connection.execute(select(table).where(*_one(owner, key))).one()
        headers: dict[str, Any] = json.loads(found.headers or "{}")
        return KeptAnswer(found.fingerprint, found.status, headers, found.body)
    return None


def keep_answer(  # noqa: PLR0913 - an answer is that many parts
    connection: Connection,
    owner: Owner,
    key: str,
    *,
    status: int,
    headers: Mapping[str, str],
    body: str,
) -> None:
    """Keep what a request was answered whose claim holds; nothing for one that was undone."""
    row = {"status": status, "headers": json.dumps(dict(headers)), "body": body}
    connection.execute(update(table).where(*_one(owner, key)).values(row))


def _one(owner: Owner, key: str) -> tuple[ColumnElement[bool], ...]:
    organisation_id, credential = owner
    return (
        table.c.organisation_id == organisation_id,
        table.c.credential == credential,
        table.c.key == key,
    )
