"""The pages' templates, with the printed pages' own words, times and markup."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.template import TemplateConfig

from api.web.language import language, translated, translated_count
from pdf_templates.markup import inline_html, text_html
from pdf_templates.phrases import (
    clock,
    condition_words,
    date_words,
    grouping_words,
    turn_words,
    where_words,
)
from pdf_templates.words import words_of

FOLDER = Path(__file__).parent / "templates"
WORDS = words_of("en")


def templates() -> TemplateConfig[JinjaTemplateEngine]:
    """Return where the pages' templates are; they escape what they show."""
    environment = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_callables(  # type: ignore[attr-defined]
        translated, translated_count, newstyle=True
    )
    environment.globals["language"] = language
    environment.globals["in_course"] = False
    environment.globals["words"] = WORDS
    environment.globals["grouping"] = lambda kind, groups: grouping_words(kind, groups, WORDS)
    environment.filters.update(
        clock=clock,
        condition=lambda when: condition_words(when, WORDS),
        date=lambda day: date_words(day, WORDS),
        inline=inline_html,
        markdown=text_html,
        named=_named,
        translated=translated,
        place=lambda where: where_words(where, WORDS),
        turn=lambda turn: turn_words(turn, WORDS),
    )
    return TemplateConfig(instance=JinjaTemplateEngine.from_environment(environment))


def _named(slug: str) -> str:
    """Return a slug as people read it."""
    return slug.replace("-", " ").capitalize()
