"""Stored bodies: JSON in the newest format on writing, upgraded from any older one on reading."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from pydantic import ValidationError

from curriculum.revision import upgrade
from curriculum.session import Session
from curriculum.values import TURNING, Value

LONGEST_LINE = 300
"""What is longer, or has several lines, is text, which may hold what turns its direction."""


def write_body(value: Value) -> str:
    """Return a value as the JSON that is stored."""
    return value.model_dump_json()


def read_session(body: str) -> Session:
    """Return the session of a stored body, whatever format it was written in."""
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
