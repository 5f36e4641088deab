"""The safe Markdown of texts: paragraphs, lists, quotes, emphasis, links, languages; never HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.heading import heading as any_heading
from markdown_it.token import Token

from curriculum.markup_limits import (
    allowed_link,
    language,
    new_reader,
    refuse,
    refuse_depth,
)
from curriculum.markup_problems import Problem, problems

__all__ = [
    "Problem",
    "forget",
    "inline_to_html",
    "problems",
    "to_html",
    "to_plain",
    "unbracketed",
    "without_spans",
]

_WALL = nh3.Cleaner(
    tags={"p", "ul", "ol", "li", "blockquote", "em", "strong", "a", "br", "span"}
    | {f"h{level}" for level in range(1, 7)},
    attributes={"a": {"href"}, "ol": {"start"}, "span": {"lang", "dir"}},
    url_schemes={"https", "http", "mailto", "tel"},
)


def _only_second_level(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take `## words` for a heading, and no other number of `#`."""
    line = state.getLines(start, start + 1, state.blkIndent, keepLastLF=False).lstrip()
    return re.match(r"##(?!#)", line) is not None and any_heading(state, start, end, silent)


def _reader(*, headings: bool) -> MarkdownIt:
    reader = new_reader()
    if headings:
        reader.block.ruler.at("heading", _only_second_level, {"alt": ["paragraph", "blockquote"]})
        reader.enable("heading")
    reader.validateLink = allowed_link  # type: ignore[method-assign]
    return reader


_LINK = re.compile(r"\[([^\[\]]*)\]\([^)]*\)")
_SPAN = re.compile(r"\[([^\[\]]*)\]\{[^}]*\}")
_PLAIN, _WITH_HEADINGS = _reader(headings=False), _reader(headings=True)
_REMEMBERED = 1024
"""Texts, and as many lines, whose HTML is kept in memory: more than the longest guide has, which is
read anew when one of its words changed."""


@lru_cache(_REMEMBERED)
def to_html(text: str, *, headings_from: int | None = None) -> str:
    """Return the text as safe HTML; `##` becomes a heading of the level given, if one is.

    Raises LimitError for a text that is longer or nests deeper than what is safe to lay out.
    """
    refuse(text)
    tokens = (_PLAIN if headings_from is None else _WITH_HEADINGS).parse(text)
    refuse_depth(tokens)
    for token in tokens:
        if token.tag == "h2":
            token.tag = f"h{headings_from}"
    return _render(tokens)


@lru_cache(_REMEMBERED)
def inline_to_html(line: str) -> str:
    """Return one line as safe HTML, without a paragraph around it; raises LimitError."""
    refuse(line)
    tokens = _PLAIN.parseInline(line)
    refuse_depth(tokens)
    return _render(tokens)


def forget() -> None:
    """Forget the texts that were read; for when somebody's data are erased."""
    to_html.cache_clear()
    inline_to_html.cache_clear()


def unbracketed(text: str) -> str:
    """Return a text without what stands behind words in brackets: links' addresses, languages.

    For what is only measured or counted: nothing is parsed, and all other marks stay.
    """
    return _SPAN.sub(r"\1", _LINK.sub(r"\1", text)) if "[" in text else text


def without_spans(text: str) -> str:
    """Return a text without its words in another language, and else as `unbracketed` does."""
    return _SPAN.sub("", _LINK.sub(r"\1", text))


def to_plain(text: str) -> str:
    """Return the words of a text without its marks, for searches, calendars and names."""
    refuse(text)
    tokens = _WITH_HEADINGS.parse(text)
    refuse_depth(tokens)
    return _words(tokens)


def _render(tokens: list[Token]) -> str:
    for token in tokens:
        if token.children:
            token.children = [*_known_languages(_plain_links(token.children))]
    html: str = _PLAIN.renderer.render(tokens, _PLAIN.options, {})
    return _WALL.clean(html)


def _plain_links(children: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens of a line; links lead somewhere and, for tagged PDF, hold words only."""
    inside = kept = False
    for token in children:
        if token.type == "link_open":
            inside, kept = True, allowed_link(str(token.attrs["href"]))
        if token.type == "link_close":
            inside = False
        if token.type in {"link_open", "link_close"}:
            yield from [token] if kept else []
        elif inside and token.type.endswith("break"):
            yield Token("text", "", 0, content=" ")
        elif not inside or token.type == "text":
            yield token


def _known_languages(children: Iterable[Token]) -> Iterator[Token]:
    """Yield the tokens of a line; each span tells a language, and runs as its letters do."""
    kept: list[bool] = []
    for token in children:
        if token.type == "span_open":
            kept.append(language(token) is not None)
            token.attrs["dir"] = "auto"
        if token.type not in {"span_open", "span_close"} or kept[-1]:
            yield token
        if token.type == "span_close":
            kept.pop()


def _words(tokens: Sequence[Token]) -> str:
    """Return paragraphs, each under the last, list entries with a dash."""
    lines: list[str] = []
    mark = ""
    for token in tokens:
        if token.type == "list_item_open":
            mark = f"{token.info}. " if token.info else "- "
        elif token.type == "inline":
            lines.append(mark + "".join(_word(child) for child in token.children or ()).strip())
            mark = ""
    return "\n".join(line for line in lines if line)


def _word(token: Token) -> str:
    if token.type in {"softbreak", "hardbreak"}:
        return " "
    return token.content
