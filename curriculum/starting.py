"""A small session to begin a new one with: it can be read, timed and printed as it stands."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from curriculum.library import read_session_folder
from curriculum.session import Session

_FOLDER = Path(__file__).parent / "starter"


def starter(*, code: str, title: str, topic: str, slug: str) -> Session:
    """Return the beginning of a session of that name; raises ValidationError for a bad name."""
    named = {"code": code, "title": title, "topic": topic, "slug": slug}
    return Session.model_validate(_starter().model_dump() | named)


@cache
def _starter() -> Session:
    return read_session_folder(_FOLDER)
