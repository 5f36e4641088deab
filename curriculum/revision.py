"""Revisions: a session's digest, older stored bodies brought up to date, and what differs."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any

from curriculum.differences import Change, ChangeKind, difference
from curriculum.errors import UnknownFormatError
from curriculum.session import FORMAT, Session

__all__ = ["Change", "ChangeKind", "difference", "digest", "upgrade"]

_UPGRADES: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {}
"""For each older format number, what turns its bodies into those of the next."""


def digest(session: Session) -> str:
    """Return the SHA-256 of the session's canonical JSON, in hexadecimal: equal for equals only."""
    body = json.dumps(session.model_dump(mode="json"), sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(body.encode()).hexdigest()


def upgrade(body: dict[str, Any]) -> dict[str, Any]:
    """Return a stored body in today's format; raises UnknownFormatError for a newer one."""
    number = body.get("format")
    if type(number) is not int or not 1 <= number <= FORMAT:
        raise UnknownFormatError(
            f"This session is stored in format {number!r}; this release reads 1 to {FORMAT}. "
            "Use the release that wrote it, or a newer one."
        )
    for older in range(number, FORMAT):
        body = _UPGRADES[older](body)
    return body
