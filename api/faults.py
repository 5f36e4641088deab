"""Each single mistake in a request: where it is, what is the matter, what to do about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, Literal, get_args, get_origin

from litestar.enums import ParamType
from litestar.handlers import HTTPRouteHandler
from litestar.params import ParameterKwarg
from litestar.typing import FieldDefinition
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from curriculum.sentence import Said, Sentence, WrongValueError, sentence
from curriculum.values import Value

Location = Sequence[int | str]


class Fault(Value):
    """One mistake in what was sent."""

    where: str
    """A JSON pointer into the body (RFC 6901), or `query`, `header` or `path` and a name."""
    message: Said
    action: Said


CORRECT = sentence("Correct it.")
NO_INTEGER = (sentence("this is not a whole number"), sentence("Write it in digits, like 8."))
NO_DATE = (sentence("this is not a date of the calendar"), sentence("Write it like 2026-11-30."))
ACTIONS: Mapping[str, tuple[str | None, str]] = {
    "missing": (sentence("this is missing"), sentence("Add it.")),
    "extra_forbidden": (
        sentence("this key is not known"),
        sentence("Delete it, or correct its spelling."),
    ),
    "enum": (None, sentence("Write one of these.")),
    "literal_error": (None, sentence("Write one of these.")),
    "int_type": (sentence("expected a whole number"), sentence("Write it without quotes.")),
    "float_type": (sentence("expected a number"), sentence("Write it without quotes.")),
    "bool_type": (sentence("expected true or false"), sentence("Write it without quotes.")),
    "string_type": (sentence("expected text"), sentence("Write it in quotes.")),
    "int_parsing": NO_INTEGER,
    "int_parsing_size": NO_INTEGER,
    "int_from_float": NO_INTEGER,
    "float_parsing": (sentence("this is not a number"), sentence("Write it in digits, like 1.5.")),
    "time_parsing": (sentence("this is not a time of day"), sentence("Write it like 19:00.")),
    "date_from_datetime_parsing": NO_DATE,
    "date_from_datetime_inexact": NO_DATE,
    "tuple_type": (sentence("expected a list"), sentence("Write it in [ ].")),
    "dict_type": (sentence("expected an object"), sentence("Write it in { }.")),
    "model_type": (sentence("expected an object"), sentence("Write it in { }.")),
    "model_attributes_type": (sentence("expected an object"), sentence("Write it in { }.")),
    "string_too_long": (None, sentence("Shorten it.")),
    "string_too_short": (None, sentence("Write at least so much.")),
    "too_long": (None, sentence("Send fewer.")),
    "too_short": (None, sentence("Send at least so many.")),
}
"""By Pydantic's kind of error: our message, or None to keep Pydantic's, and what to do."""
BOUNDS: Mapping[str, tuple[Sentence, Sentence]] = {
    "greater_than_equal": (sentence("this is less than {ge}"), sentence("Write {ge} or more.")),
    "less_than_equal": (sentence("this is more than {le}"), sentence("Write {le} or less.")),
}
"""By kind: our message and what to do, which both name the bound."""
THEIRS: Mapping[str, tuple[Sentence, ...]] = {
    "string_too_short": (
        sentence("string should have at least {min_length} character"),
        sentence("string should have at least {min_length} characters"),
    ),
    "string_too_long": (sentence("string should have at most {max_length} characters"),),
    "enum": (sentence("input should be {expected}"),),
}
"""Pydantic's own messages that people meet in forms, by kind."""


def faults_in(document: Any, error: ValidationError) -> tuple[Fault, ...]:
    """Return what Pydantic found in a document, as its sender can understand it."""
    found = error.errors(include_url=False, include_input=False)
    return tuple(
        Fault(where=_pointer(one["loc"], document), message=message, action=action)
        for one in found
        if not _follows_from_another(one, found)
        for message, action in [_words(one)]
    )


def _follows_from_another(error: ErrorDetails, errors: Iterable[ErrorDetails]) -> bool:
    """Tell whether a list is only too short because a mistake in it was not counted."""
    here = error["loc"]
    return error["type"] == "too_short" and any(
        len(other["loc"]) > len(here) and other["loc"][: len(here)] == here for other in errors
    )


def _words(error: ErrorDetails) -> tuple[str, str]:
    """Return the message and the action for one of Pydantic's errors."""
    if error["type"] == "value_error":
        wrong = error["ctx"]["error"]
        if isinstance(wrong, WrongValueError):
            return wrong.message, wrong.action or CORRECT
        message, _, action = str(wrong).partition("; ")
        return message, f"{action[:1].upper()}{action[1:]}." if action else CORRECT
    if error["type"] in BOUNDS:
        message, action = BOUNDS[error["type"]]
        return sentence(message.template, **error["ctx"]), sentence(action.template, **error["ctx"])
    ours, action = ACTIONS.get(error["type"], (None, CORRECT))
    return ours or _theirs(error), action


def _theirs(error: ErrorDetails) -> str:
    """Return Pydantic's own message, as a sentence where it is one that people often meet."""
    message = _uncapitalised(error["msg"])
    said = (sentence(one.template, **error.get("ctx", {})) for one in THEIRS.get(error["type"], ()))
    return next((one for one in said if one == message), message)


def _pointer(location: Location, document: Any) -> str:
    """Return the JSON pointer to a place, without the union members that Pydantic names in it."""
    parts = _walk(list(location), document)
    if parts is None:
        parts = [str(part) for part in location]
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in parts)


def _walk(location: list[int | str], node: Any) -> list[int | str] | None:
    """Return the location's parts that lead through the document; None if none do."""
    if not location or location == ["[key]"]:
        return []
    head, rest = location[0], location[1:]
    ways: list[list[int | str] | None] = []
    if _has(node, head):
        ways.append(_prefixed(head, _walk(rest, node[head])))
    if isinstance(node, dict) and isinstance(head, str):
        if rest:
            ways.append(_walk(rest, node))
        elif head not in node:
            ways.append([head])
    return next((way for way in ways if way is not None), None)


def _prefixed(head: int | str, way: list[int | str] | None) -> list[int | str] | None:
    return None if way is None else [head, *way]


def _has(node: Any, key: int | str) -> bool:
    """Tell whether a list or an object has such an entry."""
    if isinstance(node, list):
        return isinstance(key, int) and key < len(node)
    return isinstance(node, dict) and key in node


# --- parameters -----------------------------------------------------------------------------------


@cache
def parameter_fields(handler: HTTPRouteHandler) -> Mapping[str, FieldDefinition]:
    """Return the query parameters that a handler or what it depends on takes, by name."""
    dependencies = handler.resolve_dependencies()
    waiting = [handler.parsed_fn_signature.parameters]
    found: dict[str, FieldDefinition] = {}
    while waiting:
        for name, field in waiting.pop().items():
            kind = field.kwarg_definition
            if name in dependencies:
                waiting.append(dependencies[name].parsed_fn_signature.parameters)
            elif isinstance(kind, ParameterKwarg) and kind.param_type == ParamType.QUERY:
                found[kind.name or name] = field
    return found


def parameter_faults(
    errors: Iterable[dict[str, Any]], handler: HTTPRouteHandler
) -> tuple[Fault, ...]:
    """Return what Litestar found in query, path and headers, as its sender can understand it."""
    return tuple(
        Fault(
            where=f"{ParamType(error.get('source', 'query')).value} {error.get('key', '')}".strip(),
            message=_uncapitalised(error["message"].replace("`", "'")),
            action=_choice(parameter_fields(handler).get(error.get("key", ""))),
        )
        for error in errors
    )


def _choice(field: FieldDefinition | None) -> str:
    """Return what to do about a parameter: which words it may be, or what it looks like."""
    kinds = (field.annotation, *get_args(field.annotation)) if field else ()
    for kind in kinds:
        if get_origin(kind) is Literal:
            return f"Write one of: {', '.join(get_args(kind))}."
        if isinstance(kind, type) and issubclass(kind, Enum):
            return f"Write one of: {', '.join(kind)}."
        if kind is dt.datetime:
            return "Write it like 2026-11-24T18:00:00Z."
    bounds = field.kwarg_definition if field else None
    if isinstance(bounds, ParameterKwarg) and bounds.ge is not None and bounds.le is not None:
        return f"Write a whole number from {bounds.ge} to {bounds.le}."
    return "Correct it, or leave it out."


def _uncapitalised(message: str) -> str:
    return message[:1].lower() + message[1:]
