"""The safe Markdown of texts: paragraphs, lists, quotes, emphasis, strong and links; never HTML."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.heading import heading as any_heading
from markdown_it.token import Token

from curriculum.errors import LimitError

LONGEST = 8_000
MOST_BRACKETS = 200
MOST_STARS = 1_000
DEEPEST = 8
_MAYBE_MARKS = re.compile(f"[\u0300-\U0010ffff]{{{DEEPEST + 1}}}")
"""A run of letters long enough to be combining marks on one; they all come after U+0300."""
_SUSPECT = re.compile(r"[<\[#|]")
_MAYBE_NESTED = re.compile(r"[-+*>_]|\d[.)]")
_LINK = re.compile(r"^(https?://|mailto:|tel:|#)", re.IGNORECASE)
_BLOCK_RULES = ["list", "blockquote"]
_INLINE_RULES = ["newline", "escape", "emphasis", "link", "autolink", "entity"]
_WALL = nh3.Cleaner(
    tags={"p", "ul", "ol", "li", "blockquote", "em", "strong", "a", "br"}
    | {f"h{level}" for level in range(1, 7)},
    attributes={"a": {"href"}, "ol": {"start"}},
    url_schemes={"https", "http", "mailto", "tel"},
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a text that is not allowed: on which of its lines (from 0), and what to do."""

    line: int
    code: str
    expected: str
    suggestion: str


def _allowed_link(url: str) -> bool:
    return bool(_LINK.match(url))


def _any_link(url: str) -> bool:  # noqa: ARG001 - the links are looked at afterwards
    return True


def _only_second_level(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take `## words` for a heading, and no other number of `#`."""
    line = state.getLines(start, start + 1, state.blkIndent, keepLastLF=False).lstrip()
    return re.match(r"##(?!#)", line) is not None and any_heading(state, start, end, silent)


def _reader(*, headings: bool) -> MarkdownIt:
    reader = MarkdownIt("zero", {"maxNesting": 4 * DEEPEST})
    reader.enable([*_BLOCK_RULES, *_INLINE_RULES])
    if headings:
        reader.block.ruler.at("heading", _only_second_level, {"alt": ["paragraph", "blockquote"]})
        reader.enable("heading")
    reader.validateLink = _allowed_link  # type: ignore[method-assign]
    return reader


def _inspector() -> MarkdownIt:
    """Return a reader that knows more than is allowed, to say what is not."""
    reader = MarkdownIt("zero", {"maxNesting": 4 * DEEPEST, "html": True})
    reader.enable([*_BLOCK_RULES, *_INLINE_RULES])
    reader.enable(["heading", "table", "html_block", "html_inline", "image", "reference"])
    reader.validateLink = _any_link  # type: ignore[method-assign]
    return reader


_PLAIN, _WITH_HEADINGS, _INSPECTOR = _reader(headings=False), _reader(headings=True), _inspector()


def to_html(text: str, *, headings_from: int | None = None) -> str:
    """Return the text as safe HTML; `##` becomes a heading of the level given, if one is.

    Raises LimitError for a text that is longer or nests deeper than what is safe to lay out.
    """
    _refuse(text)
    tokens = (_PLAIN if headings_from is None else _WITH_HEADINGS).parse(text)
    _refuse_depth(tokens)
    for token in tokens:
        if token.tag == "h2":
            token.tag = f"h{headings_from}"
    return _render(tokens)


def inline_to_html(line: str) -> str:
    """Return one line as safe HTML, without a paragraph around it; raises LimitError."""
    _refuse(line)
    tokens = _PLAIN.parseInline(line)
    _refuse_depth(tokens)
    return _render(tokens)


def to_plain(text: str) -> str:
    """Return the words of a text without its marks, for searches, calendars and names."""
    _refuse(text)
    tokens = _WITH_HEADINGS.parse(text)
    _refuse_depth(tokens)
    return _words(tokens)


def problems(text: str, *, headings: bool = False, inline: bool = False) -> list[Problem]:
    """Return what is not allowed in a text, each kind once a line.

    `inline` is for a text of one line, `headings` for one in which `##` may stand.
    Never raises: what is too long or too deep is a problem among the others.
    """
    try:
        _refuse(text)
        if not _SUSPECT.search(text) and len(_MAYBE_NESTED.findall(text)) <= DEEPEST:
            return []
        env: dict[str, Any] = {}
        tokens = (_INSPECTOR.parseInline if inline else _INSPECTOR.parse)(text, env)
        _refuse_depth(tokens)
    except LimitError as error:
        return [Problem(0, "text-too-large", str(error), "")]
    found = list(_found(tokens, headings=headings))
    found += map(_definition, env.get("references", {}).values())
    first_of_kind = {(one.line, one.code): one for one in reversed(found)}
    return sorted(first_of_kind.values(), key=lambda one: one.line)


def _definition(reference: dict[str, Any]) -> Problem:
    expected = "Links are written where they stand."
    return Problem(reference["map"][0], "link-definition", expected, "Write `[words](https://…)`.")


def _refuse(text: str) -> None:
    """Raise LimitError for what would cost too much to read or to lay out."""
    if len(text) > LONGEST:
        raise LimitError(f"A text has at most {LONGEST:,} characters; this one has {len(text):,}.")
    if text.count("[") > MOST_BRACKETS:
        raise LimitError(f"A text has at most {MOST_BRACKETS} brackets; take some out.")
    if text.count("*") + text.count("_") > MOST_STARS:
        raise LimitError(f"A text has at most {MOST_STARS:,} `*` and `_`; take some out.")
    if not _MAYBE_MARKS.search(text):
        return
    run = 0
    for character in text:
        run = run + 1 if unicodedata.category(character).startswith("M") else 0
        if run > DEEPEST:
            raise LimitError(f"More than {DEEPEST} marks stand on one letter; delete some.")


def _refuse_depth(tokens: Sequence[Token]) -> None:
    """Raise LimitError for lists, quotes or emphasis that nest too deep."""
    boxes = {"bullet_list", "ordered_list", "blockquote", "em", "strong", "link"}
    depth = 0
    for token in tokens:
        if token.type.rpartition("_")[0] in boxes:
            depth += token.nesting
        if depth > DEEPEST:
            raise LimitError(f"More than {DEEPEST} lists or marks stand in each other; flatten it.")
        _refuse_depth(token.children or ())


def _render(tokens: list[Token]) -> str:
    for token in tokens:
        if token.children:
            token.children = list(_plain_links(token.children))
    html: str = _PLAIN.renderer.render(tokens, _PLAIN.options, {})
    return _WALL.clean(html)


def _plain_links(children: Sequence[Token]) -> Iterator[Token]:
    """Yield the tokens of a line; links lead somewhere and, for tagged PDF, hold words only."""
    inside = kept = False
    for token in children:
        if token.type == "link_open":
            inside, kept = True, _allowed_link(str(token.attrs["href"]))
        if token.type == "link_close":
            inside = False
        if token.type in {"link_open", "link_close"}:
            yield from [token] if kept else []
        elif inside and token.type.endswith("break"):
            yield Token("text", "", 0, content=" ")
        elif not inside or token.type == "text":
            yield token


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


def _found(tokens: Sequence[Token], *, headings: bool) -> Iterator[Problem]:
    for token in tokens:
        line = token.map[0] if token.map else 0
        if token.type == "heading_open" and not (headings and token.markup == "##"):
            yield _heading(line, headings=headings)
        elif token.type == "table_open":
            yield Problem(
                line, "table", "A table stands in a block of its own.", "Write `::: table`."
            )
        elif token.type == "html_block":
            yield _html(line, token.content)
        elif token.type == "inline":
            yield from _found_inline(token.children or (), line)


def _heading(line: int, *, headings: bool) -> Problem:
    suggestion = (
        "Write `##`." if headings else r"Delete it; for words that begin with `#` write `\#`."
    )
    return Problem(line, "heading", "This heading cannot stand here.", suggestion)


def _html(line: int, content: str) -> Problem:
    return Problem(
        line,
        "html",
        f"`{content.strip()[:40]}` is HTML, which is not read.",
        r"Delete it; for a plain `<` write `\<`.",
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
                "A picture stands in a block of its own.",
                "Write `::: image NAME`.",
            )
        elif token.type == "link_open" and not _allowed_link(str(token.attrs["href"])):
            yield Problem(
                line,
                "forbidden-link",
                f"A link to `{str(token.attrs['href'])[:60]}` is not possible.",
                "Links begin with `https:`, `http:`, `mailto:` or `tel:`.",
            )
