"""The language of the pages: one of the catalogues that there are, as the browser asks for it.

A catalogue is a file `locale/<language>/LC_MESSAGES/messages.mo`, compiled from a translation of
`locale/messages.pot`; without one the pages speak English.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import ContextVar
from functools import cache
from gettext import GNUTranslations, NullTranslations
from pathlib import Path

from babel import negotiate_locale

from curriculum.sentence import Sentence

LOCALE = Path(__file__).parent / "locale"
ENGLISH = "en"

_chosen: ContextVar[str] = ContextVar("language", default=ENGLISH)


def mark(text: str) -> str:
    """Return a text as it is; by this name those are found that a page translates later."""
    return text


def choose_language(headers: Iterable[tuple[bytes, bytes]]) -> None:
    """Take the language for the pages of this request from its headers (RFC 9110, 12.5.4)."""
    if not catalogues():
        return
    accepted = dict(headers).get(b"accept-language", b"").decode("latin-1")
    wanted = [
        name for name, weight in sorted(_weighed(accepted), key=lambda one: -one[1]) if weight
    ]
    _chosen.set(negotiate_locale(wanted, [ENGLISH, *catalogues()], sep="-") or ENGLISH)


def language() -> str:
    """Return the language of the pages of this request."""
    return _chosen.get()


def translated(text: str) -> str:
    """Return a text in the language of this request.

    What a sentence of the rules was filled in with is filled in again; in others nothing is.
    """
    if isinstance(text, Sentence):
        return text.said(_catalogue().gettext, _catalogue().ngettext)
    return _catalogue().gettext(text) if text else text


def translated_count(one: str, many: str, count: int) -> str:
    """Return the form of a text that goes with a number."""
    return _catalogue().ngettext(one, many, count)


@cache
def catalogues() -> dict[str, GNUTranslations]:
    """Return the catalogues by language."""
    found = {}
    for path in sorted(LOCALE.glob("*/LC_MESSAGES/messages.mo")):
        with path.open("rb") as file:
            found[path.parents[1].name] = GNUTranslations(file)
    return found


def _catalogue() -> NullTranslations:
    return catalogues().get(language()) or NullTranslations()


def _weighed(accepted: str) -> list[tuple[str, float]]:
    """Return the languages that a header names, each with its weight."""
    found = []
    for part in accepted[:500].split(","):
        name, _, weight = part.partition(";q=")
        try:
            found.append((name.strip(), float(weight or 1)))
        except ValueError:
            continue
    return found
