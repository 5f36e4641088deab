"""Words to find a session by: folded, stemmed, and alike on every database."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice
from typing import Any

import Stemmer

from curriculum.session import Session

MOST_WORDS = {"title": 300, "gist": 1_000, "body": 5_000}
"""The most different words of one session that can be found; PostgreSQL holds 1 MB of them."""

MOST_ASKED = 12
"""The most words of a question that count."""

LONGEST = 32
"""Characters of a word that count."""

_WORD = re.compile(r"[^\W_]+")
_POSSESSIVE = re.compile(r"['’]s\b")
_NAMES = {
    "id",
    "slug",
    "code",
    "replaces",
    "handout",
    "image",
    "images",
    "type",
    "references",
    "language",
}
"""Fields that hold names for machines."""

_STEMMERS = {
    "da": "danish", "de": "german", "en": "english", "es": "spanish", "fi": "finnish",
    "fr": "french", "hu": "hungarian", "it": "italian", "nb": "norwegian", "nl": "dutch",
    "nn": "norwegian", "no": "norwegian", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """One word of a question: it is found by any of these forms, or by what begins with it."""

    forms: tuple[str, ...]
    prefix: str | None = None


@dataclass(frozen=True, slots=True)
class Findable:
    """The words of a session; each part holds those of the part before it too."""

    title: frozenset[str]
    gist: frozenset[str]
    body: frozenset[str]


def findable(session: Session) -> Findable:
    """Return the words that a session can be found by."""
    title = [session.code, session.title, session.subtitle or ""]
    gist = [*title, session.topic, session.purpose, *session.objectives, *session.key_messages]
    body = [*gist, *texts(session.model_dump())]
    parts = {"title": title, "gist": gist, "body": body}
    return Findable(
        **{
            part: frozenset(islice(_forms(found, session.language), MOST_WORDS[part]))
            for part, found in parts.items()
        }
    )


def asked(text: str, language: str | None) -> tuple[Asked, ...]:
    """Return the words of a question; the last one, unless a space follows, may be unfinished."""
    found = fold(text)[:MOST_ASKED]
    forms = [(word, *_stems([word], language or "en")) for word in found]
    words = [Asked(tuple(dict.fromkeys(pair))) for pair in forms]
    if words and len(found[-1]) > 1 and not text[-1].isspace():
        words[-1] = Asked(words[-1].forms, found[-1])
    return tuple(words)


def fold(text: str) -> list[str]:
    """Return the words of a text in order, without case and accents."""
    plain = _POSSESSIVE.sub("", unicodedata.normalize("NFKD", text).casefold())
    if not plain.isascii():
        plain = "".join(one for one in plain if unicodedata.category(one) != "Mn")
    return [word[:LONGEST] for word in _WORD.findall(plain)]


def _forms(written: list[str], language: str) -> Iterator[str]:
    """Yield each word of the texts once as it stands and once as its stem."""
    words = list(dict.fromkeys(word for text in written for word in fold(text)))
    pairs = zip(words, _stems(words, language), strict=True)
    yield from dict.fromkeys(form for pair in pairs for form in pair)


def _stems(words: list[str], language: str) -> list[str]:
    """Return the stem of each word, or the word where its language has no stemmer here."""
    name = _STEMMERS.get(language.partition("-")[0])
    return Stemmer.Stemmer(name).stemWords(words) if name else words


def texts(part: Any) -> Iterator[str]:
    """Yield what is written for people in a dumped value."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in _NAMES:
                yield from texts(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from texts(value)
    elif isinstance(part, str) and not isinstance(part, StrEnum):
        yield part
