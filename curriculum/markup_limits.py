"""What a text may hold before anything reads it, and where its links may lead."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.attrs import attrs_plugin

from curriculum.errors import LimitError
from curriculum.values import LANGUAGE

LONGEST = 8_000
MOST_BRACKETS = 200
MOST_STARS = 1_000
DEEPEST = 8
_RULES = ("list", "blockquote", "newline", "escape", "emphasis", "link", "autolink", "entity")
"""What of Markdown is read, by the names of markdown-it-py."""

_MAYBE_MARKS = re.compile(f"[\u0300-\U0010ffff]{{{DEEPEST + 1}}}")
"""A run of letters long enough to be combining marks on one; they all come after U+0300."""
_LINK = re.compile(r"^(https?://|mailto:|tel:|#)", re.IGNORECASE)


def new_reader(*, html: bool = False) -> MarkdownIt:
    """Return a reader of these rules and of `[words]{lang=de}`, words in another language."""
    reader = MarkdownIt("zero", {"maxNesting": 4 * DEEPEST, "html": html})
    reader.enable([*_RULES])
    attrs_plugin(reader, after=(), spans=True, allowed=("lang",))
    return reader


def language(span: Token) -> str | None:
    """Return the language tag that a span opens with; None where it has none that is one."""
    tag = str(span.attrs.get("lang", ""))
    return tag if re.fullmatch(LANGUAGE, tag) else None


def allowed_link(url: str) -> bool:
    """Tell whether a link may lead there."""
    return bool(_LINK.match(url))


def refuse(text: str) -> None:
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


def refuse_depth(tokens: Sequence[Token]) -> None:
    """Raise LimitError for lists, quotes or emphasis that nest too deep."""
    boxes = {"bullet_list", "ordered_list", "blockquote", "em", "strong", "link", "span"}
    depth = 0
    for token in tokens:
        if token.type.rpartition("_")[0] in boxes:
            depth += token.nesting
        if depth > DEEPEST:
            raise LimitError(f"More than {DEEPEST} lists or marks stand in each other; flatten it.")
        refuse_depth(token.children or ())
