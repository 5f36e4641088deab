"""Sentences that stand in more than one session: sameness is a defect, like a bug."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from curriculum.session import Session
from curriculum.standard.reading import word_count
from curriculum.standard.texts import texts

_END = re.compile(r"(?<=[.!?])[”\"’)]*\s+|\n+")
_SIGNS = re.compile(r"[^\w ]+")

_WORDS_ENOUGH = 9
"""Shorter sentences may well recur: 'Thank you for saying so.'"""


def repeated(sessions: Sequence[Session]) -> Iterator[tuple[str, str, str]]:
    """Yield (session, where, message) for every long sentence that an earlier session has too."""
    first: dict[str, tuple[str, str]] = {}
    for session in sessions:
        for where, sentence in _sentences(session):
            key = " ".join(_SIGNS.sub("", sentence.casefold()).split())
            known = first.setdefault(key, (session.code, where))
            if known[0] != session.code:
                yield session.code, where, f"“{sentence}” stands in {known[0]} too ({known[1]})."


def _sentences(session: Session) -> Iterator[tuple[str, str]]:
    for where, _, text in texts(session):
        for sentence in _END.split(text):
            if word_count(sentence) >= _WORDS_ENOUGH:
                yield where, sentence.strip()
