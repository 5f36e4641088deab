"""The published sessions that an organisation can choose from: listed, filtered and searched."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Row,
    exists,
    func,
    not_,
    or_,
    select,
    true,
    tuple_,
    union_all,
)

from curriculum.session import Level
from curriculum.storage.changes import Changes, Kind, list_changes
from curriculum.storage.pages import MOST, Key, Page, page, read_cursor
from curriculum.storage.search import PARTS, found_in, found_key
from curriculum.storage.tables import SHIPPED, catalogue
from curriculum.storage.words import asked
from curriculum.values import (
    Code,
    LanguageTag,
    Line,
    Mode,
    Setting,
    Slug,
    Value,
    WholeMinutes,
)


class SessionQuery(Value):
    """What to look for; every part that is given must hold.

    `text` may hold any characters; its last word also finds words that begin with it.
    `max_minutes` is compared with the target minutes, `max_intensity` with the most intense part.
    """

    text: str | None = None
    topic: Slug | None = None
    mode: Mode | None = None
    setting: Setting | None = None
    max_minutes: WholeMinutes | None = None
    max_intensity: int | None = None
    level: Level | None = None
    language: LanguageTag | None = None


class SessionSummary(Value):
    """A published session as a list shows it."""

    code: Code
    slug: Slug
    title: Line
    subtitle: Line | None
    topic: Slug
    language: LanguageTag
    level: Level
    purpose: Line
    minutes: WholeMinutes
    at_least: WholeMinutes
    at_most: WholeMinutes
    short_cut: WholeMinutes
    intensity: int
    """Of its most intense activity: 1 to 3."""
    modes: tuple[Mode, ...]
    settings: tuple[Setting, ...]
    revision: int
    digest: str
    own: bool
    """It belongs to the organisation that asks; the others ship with the product."""
    updated_at: dt.datetime


def find_sessions(
    connection: Connection,
    organisation_id: int | None,
    query: SessionQuery,
    *,
    limit: int,
    after: str | None = None,
) -> Page[SessionSummary]:
    """Return the published sessions that match: the shipped ones and the organisation's own.

    With a text, those with all its words in the title come first, then those with them in the
    purpose, objectives and key messages, then those with them anywhere; without, in the order of
    topic and code. `after` is the `next` of the page before. Raises CursorError.
    """
    limit = max(1, min(limit, MOST))
    scopes = scopes_of(organisation_id)
    if query.text is None or not query.text.strip():
        found = _listed(connection, scopes, query, limit + 1, after)
    else:
        found = _searched(connection, scopes, query, limit + 1, after)
    return page([_summary(row) for _, row in found], [key for key, _ in found], limit)


def find_changed_sessions(
    connection: Connection,
    organisation_id: int | None,
    *,
    since: dt.datetime,
    limit: int,
    after: str | None = None,
) -> tuple[Changes, dict[str, SessionSummary]]:
    """Return what changed, and those of the changed sessions that are still listed, by code."""
    scopes = scopes_of(organisation_id)
    changes = list_changes(connection, scopes, Kind.SESSION, since=since, limit=limit, after=after)
    codes = [one.key for one in changes.items]
    found = select(catalogue).where(catalogue.c.scope.in_(scopes), catalogue.c.code.in_(codes))
    rows = connection.execute(found.where(_not_replaced(scopes)))
    return changes, {row.code: _summary(row) for row in rows}


def list_topics(connection: Connection, organisation_id: int | None) -> list[tuple[str, int]]:
    """Return the topics in use, by name, and how many published sessions each has."""
    scopes = scopes_of(organisation_id)
    counted = (
        select(catalogue.c.topic, func.count())
        .where(catalogue.c.scope.in_(scopes), _not_replaced(scopes))
        .group_by(catalogue.c.topic)
        .order_by(catalogue.c.topic)
    )
    return [(topic, count) for topic, count in connection.execute(counted)]


def scopes_of(organisation_id: int | None) -> tuple[int, ...]:
    """Return the scopes that somebody sees."""
    return (SHIPPED,) if organisation_id is None else (SHIPPED, organisation_id)


def _listed(
    connection: Connection,
    scopes: tuple[int, ...],
    query: SessionQuery,
    limit: int,
    after: str | None,
) -> list[tuple[Key, Row[Any]]]:
    """Return keys and rows by topic and code: a few of each scope, picked from its index alone."""
    order = (catalogue.c.topic, catalogue.c.code, catalogue.c.session_id)
    narrowed = filters_of(scopes, query)
    if after is not None:
        narrowed.append(tuple_(*order) > tuple_(*read_cursor(after, (str, str, int))))
    branches = (
        select(*order).where(catalogue.c.scope == scope, *narrowed).order_by(*order).limit(limit)
        for scope in scopes
    )
    picked = union_all(*(select(branch.subquery()) for branch in branches)).subquery()
    listed = catalogue.join(picked, picked.c.session_id == catalogue.c.session_id)
    rows = connection.execute(select(catalogue).select_from(listed).order_by(*order).limit(limit))
    return [((row.topic, row.code, row.session_id), row) for row in rows]


def _searched(
    connection: Connection,
    scopes: tuple[int, ...],
    query: SessionQuery,
    limit: int,
    after: str | None,
) -> list[tuple[Key, Row[Any]]]:
    """Return keys and rows: those found in the best part first, each in the order of their age."""
    words = asked(query.text or "", query.language)
    key = found_key(connection)
    matching = select(catalogue).join_from(catalogue, key.table, key == catalogue.c.session_id)
    matching = matching.where(catalogue.c.scope.in_(scopes), *filters_of(scopes, query))
    first, last = read_cursor(after, (int, int)) if after is not None else (0, 0)
    found: list[tuple[Key, Row[Any]]] = []
    for rank, part in enumerate(PARTS) if words else ():
        if rank >= int(first) and len(found) < limit:
            behind = key > (last if rank == first else 0)
            here = matching.where(found_in(connection, part, scopes, words), behind)
            rows = connection.execute(here.order_by(key).limit(limit - len(found)))
            found += [((rank, row.session_id), row) for row in rows]
    return found


def filters_of(scopes: tuple[int, ...], query: SessionQuery) -> list[ColumnElement[bool]]:
    """Return the conditions of a query besides its text."""
    row = catalogue.c
    filters = [_not_replaced(scopes)]
    if query.topic is not None:
        filters.append(row.topic == query.topic)
    if query.mode is not None:
        filters.append(row.modes.contains(query.mode))
    if query.setting is not None:
        filters.append(row.settings.contains(query.setting))
    if query.max_minutes is not None:
        filters.append(row.minutes <= query.max_minutes)
    if query.max_intensity is not None:
        filters.append(row.intensity <= query.max_intensity)
    if query.level is not None:
        filters.append(row.level == query.level)
    if query.language is not None:
        language = query.language
        filters.append(or_(row.language == language, row.language.startswith(f"{language}-")))
    return filters


def _not_replaced(scopes: tuple[int, ...]) -> ColumnElement[bool]:
    """Return the condition that no own session of the same code stands before a shipped one."""
    if scopes == (SHIPPED,):
        return true()
    own = catalogue.alias("own")
    replaced = exists().where(own.c.scope == scopes[-1], own.c.code == catalogue.c.code)
    return or_(catalogue.c.scope == scopes[-1], not_(replaced))


def _summary(row: Row[Any]) -> SessionSummary:
    """Return a row of the catalogue as the list shows it."""
    known = {name: getattr(row, name) for name in SessionSummary.model_fields if name != "own"}
    known |= {"modes": row.modes.split(), "settings": row.settings.split()}
    return SessionSummary(own=row.scope != SHIPPED, **known)
