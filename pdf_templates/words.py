"""The fixed words of the printed pages, in the language of the edition."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

FALLBACK = "en"
"""The language of the words where there is no translation."""


class Words:
    """The words of one language: `words("minutes", count=3)` is '3 min'."""

    def __init__(self, language: str) -> None:
        self.language = language
        self._entries: dict[str, Any] = yaml.safe_load(_read(f"{language}.yaml"))

    def __call__(self, key: str, **values: Any) -> str:
        """Return the words of a dotted key, filled in; raises KeyError where there are none."""
        entry: Any = self._entries
        for name in key.split("."):
            entry = entry[int(name)] if name.isdecimal() else entry[name]
        if isinstance(entry, dict):
            entry = entry["one" if values["count"] == 1 else "other"]
        return str(entry).format(**values) if values else str(entry)

    def text(self, name: str) -> str:
        """Return one of the standard texts, in Markdown."""
        return _read(f"{self.language}/{name}.md")


def words_of(language: str) -> Words:
    """Return the words of a language tag, of its main language, or else the English ones."""
    wanted = (language, language.split("-", maxsplit=1)[0])
    return _words(next((one for one in wanted if one in translations()), FALLBACK))


def no_words(language: str) -> str | None:
    """Return what to tell whoever asks for a language without fixed words; None for one with."""
    if {language, language.split("-", maxsplit=1)[0]} & translations():
        return None
    known = ", ".join(sorted(translations()))
    return f"There are no fixed words in '{language[:40]}'; there are in: {known}."


@cache
def translations() -> frozenset[str]:
    """Return the languages that there are words in."""
    names = [entry.name for entry in files("pdf_templates").joinpath("words").iterdir()]
    return frozenset(name.removesuffix(".yaml") for name in names if name.endswith(".yaml"))


@cache
def _words(language: str) -> Words:
    return Words(language)


def _read(path: str) -> str:
    return files("pdf_templates").joinpath("words", *path.split("/")).read_text(encoding="utf-8")
