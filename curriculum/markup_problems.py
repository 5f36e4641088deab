"""What stands in a text and is not allowed, with its line and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from curriculum.errors import LimitError
from curriculum.markup_limits import (
    DEEPEST,
    allowed_link,
    language,
    new_reader,
    refuse,
    refuse_depth,
)
from curriculum.sentence import sentence

_SUSPECT = re.compile(r"[<\[#|]")
_NEARLY_LANGUAGE = re.compile(r"\](?: \{ ?lang\b|\{ ?lang\b(?!=[\w-]+\}))")
"""What is meant to tell a language and would be printed as it stands."""
_MAYBE_NESTED = re.compile(r"[-+*>_]|\d[.)]")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a text that is not allowed: on which of its lines (from 0), and what to do."""

    line: int
    code: str
    expected: str
    suggestion: str


def _any_link(url: str) -> bool:  # noqa: ARG001 - the links are looked at afterwards
    return True


def _inspector() -> MarkdownIt:
    """Return a reader that knows more than is allowed, to say what is not."""
    reader = new_reader(html=True)
    reader.enable(["heading", "table", "html_block", "html_inline", "image", "reference"])
    reader.validateLink = _any_link  # type: ignore[method-assign]
    return reader


_INSPECTOR = _inspector()


def problems(text: str, *, headings: bool = False, inline: bool = False) -> list[Problem]:
    """Return what is not allowed in a text, each kind once a line.

    `inline` is for a text of one line, `headings` for one in which `##` may stand.
    Never raises: what is too long or too deep is a problem among the others.
    """
    try:
        refuse(text)
        if not _SUSPECT.search(text) and len(_MAYBE_NESTED.findall(text)) <= DEEPEST:
            return []
        env: dict[str, Any] = {}
        tokens = (_INSPECTOR.parseInline if inline else _INSPECTOR.parse)(text, env)
        refuse_depth(tokens)
    except LimitError as error:
        return [Problem(0, "text-too-large", str(error), "")]
    found = list(_found(tokens, headings=headings))
    found += map(_definition, env.get("references", {}).values())
    found += (
        _no_language(text.count("\n", 0, nearly.start()))
        for nearly in _NEARLY_LANGUAGE.finditer(text)
    )
    first_of_kind = {(one.line, one.code): one for one in reversed(found)}
    return sorted(first_of_kind.values(), key=lambda one: one.line)


def _definition(reference: dict[str, Any]) -> Problem:
    expected = sentence("Links are written where they stand.")
    return Problem(
        reference["map"][0], "link-definition", expected, sentence("Write `[words](https://…)`.")
    )


def _found(tokens: Sequence[Token], *, headings: bool) -> Iterator[Problem]:
    for token in tokens:
        line = token.map[0] if token.map else 0
        if token.type == "heading_open" and not (headings and token.markup == "##"):
            yield _heading(line, headings=headings)
        elif token.type == "table_open":
            yield Problem(
                line,
                "table",
                sentence("A table stands in a block of its own."),
                sentence("Write `::: table`."),
            )
        elif token.type == "html_block":
            yield _html(line, token.content)
        elif token.type == "inline":
            yield from _found_inline(token.children or (), line)


def _heading(line: int, *, headings: bool) -> Problem:
    suggestion = (
        sentence("Write `##`.")
        if headings
        else sentence("Delete it; for words that begin with `#` write `\\#`.")
    )
    return Problem(line, "heading", sentence("This heading cannot stand here."), suggestion)


def _no_language(line: int) -> Problem:
    return Problem(
        line,
        "no-language",
        sentence("Braces behind words in brackets hold a language tag, and nothing else."),
        sentence("Write `[words]{lang=de}`; for plain braces write `\\{`."),
    )


def _html(line: int, content: str) -> Problem:
    return Problem(
        line,
        "html",
        sentence("`{strip}` is HTML, which is not read.", strip=content.strip()[:40]),
        sentence("Delete it; for a plain `<` write `\\<`."),
    )


def _found_inline(children: Sequence[Token], line: int) -> Iterator[Problem]:
    for token in children:
        if token.type in {"softbreak", "hardbreak"}:
            line += 1
        elif token.type == "html_inline":
            yield _html(line, token.content)
        elif token.type == "image":
            yield Problem(
                line,
                "picture",
                sentence("A picture stands in a block of its own."),
                sentence("Write `::: image NAME`."),
            )
        elif token.type == "span_open" and (token.meta or language(token) is None):
            yield _no_language(line)
        elif token.type == "link_open" and not allowed_link(str(token.attrs["href"])):
            yield Problem(
                line,
                "forbidden-link",
                sentence(
                    "A link to `{attrs}` is not possible.", attrs=str(token.attrs["href"])[:60]
                ),
                sentence("Links begin with `https:`, `http:`, `mailto:` or `tel:`."),
            )
