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


@cache
def words_of(language: str) -> Words:
    """Return the words of a language tag, of its main language, or else the English ones."""
    for candidate in (language, language.split("-", maxsplit=1)[0]):
        if files("pdf_templates").joinpath("words", f"{candidate}.yaml").is_file():
            return Words(candidate)
    return Words(FALLBACK)


def _read(path: str) -> str:
    return files("pdf_templates").joinpath("words", *path.split("/")).read_text(encoding="utf-8")
