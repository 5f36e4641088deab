"""Each single mistake in a request: where it is, what is the matter, what to do about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from functools import cache
from typing import Any, get_args

from litestar.enums import ParamType
from litestar.handlers import HTTPRouteHandler
from litestar.params import ParameterKwarg
from litestar.typing import FieldDefinition
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from curriculum.values import Value

Location = Sequence[int | str]


class Fault(Value):
    """One mistake in what was sent."""

    where: str
    """A JSON pointer into the body (RFC 6901), or `query`, `header` or `path` and a name."""
    message: str
    action: str


ACTIONS = {
    "missing": ("this is missing", "Add it."),
    "extra_forbidden": ("this key is not known", "Delete it, or correct its spelling."),
    "enum": (None, "Write one of these."),
    "literal_error": (None, "Write one of these."),
    "int_type": ("expected a whole number", "Write it without quotes."),
    "float_type": ("expected a number", "Write it without quotes."),
    "bool_type": ("expected true or false", "Write it without quotes."),
    "string_type": ("expected text", "Write it in quotes."),
    "tuple_type": ("expected a list", "Write it in [ ]."),
    "dict_type": ("expected an object", "Write it in { }."),
    "model_type": ("expected an object", "Write it in { }."),
    "model_attributes_type": ("expected an object", "Write it in { }."),
    "greater_than_equal": (None, "Write a number in the range."),
    "less_than_equal": (None, "Write a number in the range."),
    "string_too_long": (None, "Shorten it."),
    "string_too_short": (None, "Write at least so much."),
    "too_long": (None, "Send fewer."),
    "too_short": (None, "Send at least so many."),
}
"""By Pydantic's kind of error: our message, or None to keep Pydantic's, and what to do."""


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
        message, _, action = str(error["ctx"]["error"]).partition("; ")
        return message, f"{action[:1].upper()}{action[1:]}." if action else "Correct it."
    ours, action = ACTIONS.get(error["type"], (None, "Correct it."))
    return ours or _uncapitalised(error["msg"]), action


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
    """Return what to do about a parameter: where it is one of a few words, which they are."""
    kinds = (field.annotation, *get_args(field.annotation)) if field else ()
    for kind in kinds:
        if isinstance(kind, type) and issubclass(kind, Enum):
            return f"Write one of: {', '.join(kind)}."
    bounds = field.kwarg_definition if field else None
    if isinstance(bounds, ParameterKwarg) and bounds.ge is not None and bounds.le is not None:
        return f"Write a whole number from {bounds.ge} to {bounds.le}."
    return "Correct it, or leave it out."


def _uncapitalised(message: str) -> str:
    return message[:1].lower() + message[1:]
