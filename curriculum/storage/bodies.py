"""Stored bodies: JSON in the newest format on writing, upgraded from any older one on reading."""

from __future__ import annotations

import datetime as dt
import json

from curriculum.revision import upgrade
from curriculum.session import Session
from curriculum.values import Value


def write_body(value: Value) -> str:
    """Return a value as the JSON that is stored."""
    return value.model_dump_json()


def read_session(body: str) -> Session:
    """Return the session of a stored body, whatever format it was written in."""
    return Session.model_validate(upgrade(json.loads(body)))


def utc_now() -> dt.datetime:
    """Return the moment that a change is stamped with."""
    return dt.datetime.now(dt.UTC)
