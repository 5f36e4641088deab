"""Rules of texts: only what `curriculum.markup` can print."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from curriculum.markup import problems
from curriculum.rules.breach import Breach, Path
from curriculum.session import Adaptation, Card, PromptBlock, Session, Step, TextBlock
from curriculum.values import Value
from curriculum.workshop import OwnItem, Programme, SessionItem, Workshop

FOR_MACHINES = frozenset(
    {"code", "slug", "topic", "language", "id", "replaces", "handout", "image", "type"}
    | {"references", "images"}
)
"""Fields that hold names, not words."""
LONG_TEXTS: dict[type[Value], tuple[str, ...]] = {
    Session: ("room", "home_practice"),
    Step: ("text",),
    Adaptation: ("text",),
    TextBlock: ("text",),
    PromptBlock: ("text",),
    Card: ("front", "back"),
    Programme: ("summary", "who_for", "who_not_for", "evidence"),
    Workshop: ("notes",),
    SessionItem: ("notes",),
    OwnItem: ("notes",),
}
"""Fields with paragraphs and lists; all others hold one line."""


def text_breaches(value: Value) -> Iterator[Breach]:
    """Yield what stands in a value's texts and cannot be printed, with its line."""
    for path, text, inline, headings in _texts(value, ()):
        for problem in problems(text, inline=inline, headings=headings):
            yield Breach(
                path, problem.code, problem.expected, problem.suggestion, line=problem.line
            )


def _texts(value: Value, path: Path) -> Iterator[tuple[Path, str, bool, bool]]:
    """Yield each text in a value: path, words, whether it is one line, whether `##` may stand."""
    for name, held in value:
        if name in FOR_MACHINES:
            continue
        inline = name not in LONG_TEXTS.get(type(value), ())
        in_handout = isinstance(value, Adaptation) and path[0] == "handouts"
        headings = in_handout or isinstance(value, TextBlock)
        for place, one in _each(held, (*path, name)):
            if isinstance(one, Value):
                yield from _texts(one, place)
            elif isinstance(one, str) and not isinstance(one, StrEnum):
                yield place, one, inline, headings


def _each(held: object, path: Path) -> Iterator[tuple[Path, object]]:
    """Yield what a field holds, going into tuples."""
    if not isinstance(held, tuple):
        yield path, held
        return
    for index, one in enumerate(held):
        yield from _each(one, (*path, index))
