"""Stored bodies: JSON in the newest format on writing, upgraded from any older one on reading."""

from __future__ import annotations

import datetime as dt
import json
from functools import lru_cache
from typing import Any

from pydantic import ValidationError

from curriculum.revision import upgrade
from curriculum.session import Session
from curriculum.values import TURNING, Value

MOST_KEPT = 200_000
"""Characters of a body that is kept as read; with its session that takes four times as much."""
LONGEST_LINE = 300
"""What is longer, or has several lines, is text, which may hold what turns its direction."""


def write_body(value: Value) -> str:
    """Return a value as the JSON that is stored."""
    return value.model_dump_json()


def read_session(body: str) -> Session:
    """Return the session of a stored body, whatever format it was written in.

    Those asked for last are kept: to read one takes as long as to plan four. What has many pictures
    is read each time.
    """
    return _kept(body) if len(body) <= MOST_KEPT else _read(body)


@lru_cache(maxsize=64)
def _kept(body: str) -> Session:
    return _read(body)


def _read(body: str) -> Session:
    found = upgrade(json.loads(body))
    try:
        return Session.model_validate(found)
    except ValidationError:  # a revision never changes, also where today it would be refused
        return Session.model_validate(straightened(found))


def straightened(value: Any) -> Any:
    """Return a JSON value without the unseen characters that are refused in a line today."""
    if isinstance(value, dict):
        return {name: straightened(one) for name, one in value.items()}
    if isinstance(value, list):
        return [straightened(one) for one in value]
    if not isinstance(value, str) or len(value) > LONGEST_LINE or "\n" in value:
        return value
    return TURNING.sub("", value).strip() or "…" if TURNING.search(value) else value


def utc_now() -> dt.datetime:
    """Return the moment that a change is stamped with."""
    return dt.datetime.now(dt.UTC)
