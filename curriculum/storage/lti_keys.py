"""The keys that we sign with, as PEM; who can read the database can read them.

Each organisation has its own. The server's, whose organisation is None, serves platforms that were
connected before organisations had theirs.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, delete, insert, select, update

from curriculum.storage.database import wait_alone
from curriculum.storage.lti_tables import lti_key as table

OVERLAP = dt.timedelta(days=7)
"""How long a key that signs no more is still published."""


@dataclass(frozen=True, slots=True)
class StoredKey:
    """A key by its name; only the one that was never retired signs."""

    kid: str
    pem: str
    created_at: dt.datetime
    retired_at: dt.datetime | None


def list_keys(
    connection: Connection, organisation_id: int | None, *, now: dt.datetime
) -> tuple[StoredKey, ...]:
    """Return the keys that are published, the one that signs first; none before the first use."""
    kept = table.c.retired_at.is_(None) | (table.c.retired_at > now - OVERLAP)
    found = (
        select(table)
        .where(_of(organisation_id), kept)
        .order_by(table.c.created_at.desc(), table.c.kid)
    )
    rows = connection.execute(found)
    keys = [StoredKey(one.kid, one.private_key, one.created_at, one.retired_at) for one in rows]
    return tuple(sorted(keys, key=lambda one: one.retired_at is not None))


def add_key(  # noqa: PLR0913 - a key is that many facts
    connection: Connection,
    organisation_id: int | None,
    *,
    kid: str,
    pem: str,
    now: dt.datetime,
    unless_after: dt.datetime | None = None,
) -> bool:
    """Sign with a new key from now on, unless one was made after `unless_after` already.

    The one before stays published for a week; what was retired longer ago is deleted.
    """
    wait_alone(connection)
    own, signs = _of(organisation_id), table.c.retired_at.is_(None)
    if unless_after is not None:
        fresh = select(table.c.kid).where(own, signs, table.c.created_at > unless_after)
        if connection.execute(fresh).first():
            return False
    connection.execute(delete(table).where(own, table.c.retired_at <= now - OVERLAP))
    connection.execute(update(table).where(own, signs).values(retired_at=now))
    row = {"kid": kid, "organisation_id": organisation_id, "private_key": pem, "created_at": now}
    connection.execute(insert(table).values(row))
    return True


def _of(organisation_id: int | None) -> ColumnElement[bool]:
    """Return the condition of a key being theirs; `IS NULL` for the server's."""
    return table.c.organisation_id == organisation_id
