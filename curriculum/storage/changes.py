"""What changed and what went, in the order in which everybody comes to see it.

Each thing has one row, which moves to the end whenever the thing changes. Changes are numbered and
stamped one transaction after the other: a transaction that has a lower number than another is also
seen no later. So whoever has read up to a change has missed none before it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, text, union_all

from curriculum.storage.bodies import utc_now
from curriculum.storage.integrators_tables import change
from curriculum.storage.pages import MOST, read_cursor, write_cursor

_newest_first = select(change.c.at).order_by(change.c.number.desc())

_IN_TURN = 0x63757273
"""The number of the PostgreSQL advisory lock that lets one transaction at a time note changes."""


class Kind(StrEnum):
    """What may change."""

    SESSION = "session"
    WORKSHOP = "workshop"


@dataclass(frozen=True, slots=True)
class Change:
    """The last change of a thing."""

    key: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Changes:
    """Some changes in order."""

    items: tuple[Change, ...]
    next: str | None
    """The cursor of the page after; None on the last."""
    as_of: dt.datetime
    """When the last change was made that whoever reads all pages will have seen."""


def note_change(connection: Connection, scope: int, kind: Kind, key: str) -> dt.datetime:
    """Note that a thing was made, changed or taken away; returns the moment.

    The scope is an organisation's id or `SHIPPED`. Call it late: on PostgreSQL other changes wait
    from here until the transaction ends.
    """
    if connection.dialect.name == "postgresql":  # on SQLite a writer is alone anyway
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _IN_TURN})
    last = connection.execute(_newest_first.limit(1)).scalar()
    at = max(utc_now(), last) if last else utc_now()  # the machine's clock may be set back
    same = (change.c.scope == scope, change.c.kind == kind, change.c.key == key)
    connection.execute(delete(change).where(*same))
    connection.execute(insert(change).values(scope=scope, kind=kind, key=key, at=at))
    return at


def list_changes(  # noqa: PLR0913 - where, what, and which page
    connection: Connection,
    scopes: Iterable[int],
    kind: Kind,
    *,
    since: dt.datetime,
    limit: int,
    after: str | None = None,
) -> Changes:
    """Return the things that changed at that moment or later, the last change last; CursorError."""
    limit = max(1, min(limit, MOST))
    known = read_cursor(after, (int,))[0] if after is not None else 0
    seen = tuple(scopes)
    here = _newest_first.where(change.c.scope.in_(seen), change.c.kind == kind)
    newest = connection.execute(here.limit(1)).scalar()
    narrowed = (change.c.kind == kind, change.c.at >= since, change.c.number > known)
    branches = (
        select(change)
        .where(change.c.scope == scope, *narrowed)
        .order_by(change.c.number)
        .limit(limit + 1)
        .subquery()
        for scope in seen
    )
    found = union_all(*(select(branch) for branch in branches)).subquery()
    rows = connection.execute(select(found).order_by(found.c.number).limit(limit + 1)).all()
    return Changes(
        tuple(Change(row.key, row.at) for row in rows[:limit]),
        write_cursor((rows[limit - 1].number,)) if len(rows) > limit else None,
        newest or since,
    )
