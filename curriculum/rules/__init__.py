"""The rules that a session's parts keep with each other, whichever way the session came in."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from curriculum.rules.breach import Breach, Path
from curriculum.rules.content import content_breaches
from curriculum.rules.names import name_breaches
from curriculum.rules.texts import text_breaches
from curriculum.rules.times import time_breaches
from curriculum.session import Session

__all__ = ["Breach", "Path", "breaches"]


def breaches(session: Session, references: Collection[str] | None = None) -> Iterator[Breach]:
    """Yield every broken rule; `references` are the keys that may be cited, None allows any."""
    yield from content_breaches(session)
    yield from time_breaches(session)
    yield from name_breaches(session, references)
    yield from text_breaches(session)
