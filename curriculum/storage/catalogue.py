"""The published sessions that an organisation can choose from: listed, filtered and searched."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection

from curriculum.session import Level
from curriculum.storage.pages import Page
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
    `max_minutes` is compared with the target minutes.
    """

    text: str | None = None
    topic: Slug | None = None
    mode: Mode | None = None
    setting: Setting | None = None
    max_minutes: WholeMinutes | None = None
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
    raise NotImplementedError


def list_topics(connection: Connection, organisation_id: int | None) -> list[tuple[str, int]]:
    """Return the topics in use, by name, and how many published sessions each has."""
    raise NotImplementedError
