"""Session texts as safe HTML for the templates."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

from curriculum.markup import inline_to_html, to_html

_INNER_LINK = re.compile(r'<a href="#[^"]*"[^>]*>([^<]*)</a>')
_DIALOGUE = re.compile(
    r"<ul>(?=(?:\s*<li>\s*(?:<p>)?(?:<span [^>]*>)?<strong>[^<]*:</strong>"
    r"(?:(?!</?li>|</?ul>).)*</li>)+\s*</ul>)",
    re.DOTALL,
)
"""Opens a list each of whose entries begins with who speaks."""

_BOUND = re.compile(
    r" (?=·)|(?<=· \d) |(?<=· \d\d) "
    r"|(?<=[\w,]) (?=…)|(?<=[“‘(]…) "
    r"| (?=[=×]\s)|(?<=\s[=×]) "
)
"""Spaces at which no line ends: before the dot and after the number of a list within a line, beside
dots for words left out, and around the sign of a figure (*r = 0.4*, *4 × Pens*)."""

_LAST_WORD = re.compile(r" (?=[^\s<>]{1,9}(?:<[^>]*>[^\s<>]{0,3})*(?:</p>|</li>|$))")
"""The space before a short word that ends a paragraph or an entry."""

_RANGE = re.compile(r"[\d:]+–\d+")

_THREE_LINES = 180
"""Characters that fill two lines of a page and begin a third."""


def text_html(text: str, headings_from: int | None = None) -> Markup:
    """Return a text's HTML; its `##` headings get that level, or stay text without one."""
    html = to_html(text, headings_from=headings_from)
    return _unlinked(_DIALOGUE.sub('<ul class="dialogue">', bound(html)))


def opens_long(text: str) -> bool:
    """Tell whether a text opens with three lines or more, enough to stand below a heading."""
    return len(text.partition("\n\n")[0]) >= _THREE_LINES


def inline_html(line: str) -> Markup:
    """Return a line's HTML, without a paragraph around it."""
    return _unlinked(bound(inline_to_html(line)))


def bound(text: str) -> str:
    """Return a text, or its HTML, with spaces that do not break where a line must not end."""
    return _BOUND.sub("\u00a0", text)


def well_ended(html: Markup) -> Markup:
    """Return paragraphs and entries of which no short word stands alone on the last line."""
    return Markup(_LAST_WORD.sub("\u00a0", html))  # noqa: S704 - a space for a space


def ranges_html(line: str) -> Markup:
    """Return a line's HTML in which no range of figures, like 60:5–22, ends at its dash."""
    return Markup(_RANGE.sub(r'<span class="range">\g<0></span>', str(escape(line))))  # noqa: S704 - escaped


def _unlinked(html: str) -> Markup:
    """Return safe HTML without links within the page: a text knows of no place in it."""
    return Markup(_INNER_LINK.sub(r"\1", html))  # noqa: S704 - made safe by `curriculum.markup`
