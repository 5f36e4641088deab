"""What a value's refusal means in an author's words."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from curriculum.markdown.notes import Misread
from curriculum.sentence import sentence
from curriculum.session import Cell, ImageName, Label
from curriculum.values import Code, LanguageTag, Line, Markdown, Slug

_PATTERNS: dict[Any, tuple[str, str]] = {
    Slug: (
        sentence("A name has lower-case letters, digits and single hyphens, at most 60."),
        sentence("Write it like `three-rounds`."),
    ),
    Code: (
        sentence("A code has capitals and digits, a letter first."),
        sentence("Write it like `AL1`, an own version like `AL1-RIVER`."),
    ),
    ImageName: (
        sentence("The file name of a picture is expected."),
        sentence(
            "Write it like `two-chairs.png`: lower-case letters, digits, hyphens, `.png` or `.jpg`."
        ),
    ),
    LanguageTag: (
        sentence("A language tag is expected."),
        sentence("Write it like `en` or `pt-BR`."),
    ),
}
_SENTENCES = {
    "too_long": "At most {max_length} of these are allowed.",
    "too_short": "At least {min_length} are needed.",
    "greater_than_equal": "At least {ge} is expected.",
    "less_than_equal": "At most {le} is expected.",
    "multiple_of": "A multiple of {multiple_of} is expected.",
    "string_pattern_mismatch": "These characters do not fit here.",
}


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def line(text: str) -> str:
    """Return a line of text as it is kept, or raise Misread."""
    return _fitting(Line, text)


def text(text: str) -> str:
    """Return a text as it is kept, or raise Misread."""
    return _fitting(Markdown, text)


def body(lines: Sequence[str]) -> str:
    """Return the lines of a block as a text, or raise Misread; there has to be one."""
    words = "\n".join(lines)
    if not words.strip():
        raise Misread(
            "no-text",
            sentence("There is no text here."),
            sentence("Write some, or delete the block."),
        )
    return text(words)


def slug(text: str) -> str:
    """Return a name for machines, or raise Misread."""
    return _fitting(Slug, text)


def folder(name: str) -> str:
    """Return the name of a session's folder, or raise Misread that says whose name it is."""
    try:
        return slug(name)
    except Misread as misread:
        kind, expected, suggestion = misread.words
        told = sentence("The folder is called `{name}`. {expected}", name=name, expected=expected)
        raise Misread(kind, told, suggestion) from None


def code(text: str) -> str:
    """Return a session's code, or raise Misread."""
    return _fitting(Code, text)


def language(text: str) -> str:
    """Return a language tag, or raise Misread."""
    return _fitting(LanguageTag, text)


def cell(text: str) -> str:
    """Return a cell of a table, or raise Misread."""
    return _fitting(Cell, text)


def label(text: str) -> str:
    """Return a label of a diagram, or raise Misread."""
    return _fitting(Label, text)


def image_name(text: str) -> str:
    """Return the file name of a picture, or raise Misread."""
    return _fitting(ImageName, text)


def fitting(kind: Any, value: Any) -> Any:
    """Return the value as this kind keeps it, or raise Misread."""
    try:
        return _adapter(kind).validate_python(value)
    except ValidationError as error:
        raise Misread(*explain(error.errors()[0])) from None


def _fitting(kind: Any, value: str) -> str:
    try:
        fit: str = _adapter(kind).validate_python(value)
    except ValidationError as error:
        if kind in _PATTERNS:
            raise Misread("bad-name", *_PATTERNS[kind]) from None
        raise Misread(*explain(error.errors()[0])) from None
    return fit


def explain(error: ErrorDetails) -> tuple[str, str, str]:
    """Return code, what was expected and what to do, for one of Pydantic's errors."""
    context, kind = error.get("ctx", {}), error["type"]
    key = error["loc"][-1] if error["loc"] else ""
    if kind == "string_too_short":
        return "empty", sentence("Some words are expected here."), ""
    if kind == "string_too_long":
        most, length = context["max_length"], len(error["input"])
        return (
            "too-long",
            sentence("At most {most} characters fit here, not {length}.", most=most, length=length),
            sentence("Shorten it."),
        )
    if kind == "missing":
        return (
            "missing-field",
            sentence("The field `{key}` is needed.", key=key),
            sentence("Write `{key}: …`.", key=key),
        )
    if kind == "extra_forbidden":
        return (
            "unknown-field",
            sentence("There is no field `{key}` here.", key=key),
            sentence("Delete it."),
        )
    if kind == "value_error":
        return "bad-value", f"{context['error']}.", ""
    return "bad-value", _SENTENCES.get(kind, f"{error['msg']}.").format(**context), ""
