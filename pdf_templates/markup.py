"""Session texts as safe HTML for the templates."""

from __future__ import annotations

from markupsafe import Markup

from curriculum.markup import inline_to_html, to_html


def text_html(text: str, headings_from: int | None = None) -> Markup:
    """Return a text's HTML; its `##` headings get that level, or stay text without one."""
    return Markup(to_html(text, headings_from=headings_from))  # noqa: S704 - made safe there


def inline_html(line: str) -> Markup:
    """Return a line's HTML, without a paragraph around it."""
    return Markup(inline_to_html(line))  # noqa: S704 - made safe there
