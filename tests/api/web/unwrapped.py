"""Find the words in a template that no translator would ever see."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2 import Environment, nodes

SEEN = {"gettext", "ngettext", "_"}
SPOKEN = {"aria-label", "alt", "title", "placeholder", "label"}
"""Attributes whose words people see or hear."""
NAMES = {"Curriculum", "US Letter", "PDF", "checked", "main small"}
"""Words that are the same in every language, and the names of looks."""
_HOLE = "\x00"
_PHRASE = re.compile(r"^[A-Z][a-z]+|[A-Za-z]{2,}[,:]? [A-Za-z]{2,}")


def unwrapped(path: Path) -> list[str]:
    """Return the words of a template that stand outside of `trans` and `_()`."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    tree = environment.parse(path.read_text(encoding="utf-8"))
    page = _Words()
    page.feed("".join(_pieces(tree)))
    page.close()
    return [*page.found, *_phrases(tree)]


def _pieces(node: nodes.Node) -> Iterator[str]:
    """Yield the template's own text in its order, with a hole for whatever is filled in."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.TemplateData):
            yield child.data
        elif isinstance(child, nodes.Expr):
            yield _HOLE if isinstance(node, nodes.Output) else ""
        else:
            yield from _pieces(child)
            yield _HOLE if isinstance(child, nodes.Block | nodes.Macro) else ""


def _phrases(node: nodes.Node) -> Iterator[str]:
    """Yield the texts in expressions that look like words for people."""
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Call) and getattr(child.node, "name", None) in SEEN:
            continue
        if isinstance(child, nodes.Const) and isinstance(child.value, str):
            text = child.value.strip()
            if _PHRASE.search(text) and '="' not in text and text not in NAMES:
                yield text
        yield from _phrases(child)


class _Words(HTMLParser):
    """Collects the texts of a page, and of what is read aloud."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._mute = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._mute += tag in ("code", "script", "style")
        for name, value in attrs:
            if name in SPOKEN or (name == "value" and tag == "button" and " " in (value or "")):
                self._note(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._mute -= tag in ("code", "script", "style")

    def handle_data(self, data: str) -> None:
        if not self._mute:
            self._note(data)

    def _note(self, text: str) -> None:
        for part in text.split(_HOLE):
            words = " ".join(part.split()).strip(" ·,")
            if re.search(r"[A-Za-z]{2}", words) and words not in NAMES and '"' not in words:
                self.found.append(words)
