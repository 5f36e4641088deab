"""The OpenAPI document made exact: Pydantic's shapes, headers, files, names for readers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from api.document_webhooks import webhooks
from api.rates import FREE_PATHS
from api.scopes import scope_of
from curriculum.events import MESSAGES

Json = dict[str, Any]

REFERENCE = "#/components/schemas/"
FILE_PATHS = {"/api/v1/sessions/{code}/handouts/{handout}": ".pdf"}
"""Paths whose last parameter is followed by an ending that Litestar's routes cannot tell."""

TEXT = {"type": "string"}
IF_MATCH = {
    "name": "If-Match",
    "in": "header",
    "required": True,
    "description": "The ETag of what is changed.",
    "schema": TEXT,
}
IF_NONE_MATCH = {
    "name": "If-None-Match",
    "in": "header",
    "required": False,
    "description": "An ETag; if it still holds, the answer is 304.",
    "schema": TEXT,
}
IDEMPOTENCY_KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "A word of your own for this one thing to do: within a day, the same request "
    "with the same key is carried out once and answered the same.",
    "schema": {"type": "string", "pattern": "^[!-~]([ -~]{0,253}[!-~])?$"},
}
PROBLEM = {"content": {"application/problem+json": {"schema": {"$ref": f"{REFERENCE}Problem"}}}}
INTEGER = {"type": "integer", "minimum": 0}
RANGE = {
    "name": "Range",
    "in": "header",
    "required": False,
    "description": "The bytes that are wanted: `bytes=0-1023`.",
    "schema": TEXT,
}


def complete(document: Json, models: Mapping[str, type[BaseModel]]) -> Json:
    """Return Litestar's document, with what it cannot know put in."""
    document["webhooks"] = webhooks(REFERENCE)
    messages = {message.__name__: message for message in MESSAGES.values()}
    _put_shapes_in(document, {**models, **messages})
    for path, ending in FILE_PATHS.items():
        item = document["paths"].pop(path)
        document["paths"][path + ending] = item
        _end_outside(path, item["get"], ending)
    for path, item in document["paths"].items():
        for method, operation in item.items():
            _complete_operation(method, operation)
            _complete_access(method, path, operation)
    return document


# --- shapes ---------------------------------------------------------------------------------------


def _put_shapes_in(document: Json, models: Mapping[str, type[BaseModel]]) -> None:
    """Let what is sent in leave out what has a default; what is sent out has it all."""
    modes: tuple[JsonSchemaMode, ...] = ("validation", "serialization")
    names, definitions = models_json_schema(
        [(model, mode) for model in models.values() for mode in modes],
        ref_template=REFERENCE + "{model}",
    )
    refs = {
        mode: {name: names[model, mode]["$ref"] for name, model in models.items()} for mode in modes
    }
    for operation in _operations(document):
        _point(operation.get("requestBody", {}), refs["validation"])
        _point(operation["responses"], refs["serialization"])
    components = document["components"]
    places = [document["paths"], document["webhooks"]]
    used = _used(places, components.get("schemas", {}) | definitions["$defs"])
    short = _short_names(used)
    _point(places, short)
    _point(used, short)
    components["schemas"] = {short[name].removeprefix(REFERENCE): used[name] for name in used}


def _operations(document: Json) -> Iterator[Json]:
    for item in document["paths"].values():
        yield from item.values()


def _point(node: Any, refs: Mapping[str, str]) -> None:
    """Let every reference below the node to one of these names point where they say."""
    if isinstance(node, dict):
        name = str(node.get("$ref", "")).removeprefix(REFERENCE)
        if name in refs:
            node["$ref"] = refs[name]
        for value in node.values():
            _point(value, refs)
    elif isinstance(node, list):
        for value in node:
            _point(value, refs)


def _used(places: list[Json], schemas: Json) -> Json:
    """Return the shapes that the places speak of, directly or through others."""
    found: Json = {}
    waiting = set(_references(places))
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = schemas[name]
            waiting.update(_references(schemas[name]))
    return dict(sorted(found.items()))


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"].removeprefix(REFERENCE)
        for value in node.values():
            yield from _references(value)
    elif isinstance(node, list):
        for value in node:
            yield from _references(value)


def _short_names(schemas: Json) -> dict[str, str]:
    """Return the reference of each shape; only one that goes both ways keeps its direction."""
    plain = [name.removesuffix("-Input").removesuffix("-Output") for name in schemas]
    return {
        name: REFERENCE + (short if plain.count(short) == 1 else name.replace("-", ""))
        for name, short in zip(schemas, plain, strict=True)
    }


# --- operations -----------------------------------------------------------------------------------


def _end_outside(path: str, operation: Json, ending: str) -> None:
    """Move the ending from the last parameter's value into the path."""
    name = path.rpartition("{")[2].rstrip("}")
    parameter = next(one for one in operation["parameters"] if one["name"] == name)
    schema = parameter["schema"]
    schema["pattern"] = schema["pattern"].replace(re.escape(ending), "")


def _complete_operation(method: str, operation: Json) -> None:
    operation["summary"] = operation["operationId"].replace("_", " ").capitalize()
    parameters = operation.setdefault("parameters", [])
    for parameter in parameters:
        _drop_null(parameter)
    answers = operation["responses"]
    if "412" in answers:
        parameters.append({**IF_MATCH, "required": "428" in answers})
    for status in ("200", "201"):
        if status in answers:
            _complete_answer(status, answers[status])
    if method == "get" and "security" in operation:
        parameters.append(IF_NONE_MATCH)
        answers["304"] = {"description": "It has not changed since."}
    if any(one["name"] == "cursor" for one in parameters):
        answers["200"]["headers"]["Link"] = {"schema": TEXT, "description": "The next page."}
    if "416" in answers:
        parameters.append(RANGE)
        answers["206"] = {**answers["200"], "description": "The bytes that were asked for."}


def _complete_access(method: str, path: str, operation: Json) -> None:
    """Tell who may, how often, and how to have it done once."""
    answers = operation["responses"]
    if not path.startswith(FREE_PATHS):
        answers["429"] = PROBLEM | {
            "description": "You ask more often than one may.",
            "headers": {"Retry-After": {"schema": INTEGER, "description": "Seconds to wait."}},
        }
    if "security" not in operation:
        answers.get("200", {}).get("headers", {}).pop("ETag", None)
        return
    scope = scope_of(method.upper(), path)
    if scope is not None:
        operation["security"] = [*operation["security"], {"client": [scope]}]
    answers.setdefault("403", PROBLEM | {"description": "The role or the scope does not do."})
    if method == "post":
        operation["parameters"].append(IDEMPOTENCY_KEY)
        answers.setdefault("409", PROBLEM | {"description": "It is being done, or was."})
        answers.setdefault("422", PROBLEM | {"description": "The key had another request."})


def _complete_answer(status: str, answer: Json) -> None:
    headers = answer.setdefault("headers", {})
    headers["ETag"] = {"schema": TEXT, "description": "Changes with every change."}
    if status == "201":
        headers["Location"] = {"schema": TEXT, "description": "Where it is now."}
    for media_type, content in answer.get("content", {}).items():
        if media_type != "application/json":
            content["schema"] = {"type": "string", "format": "binary"}
            headers["Content-Disposition"] = {"schema": TEXT, "description": "The file's name."}


def _drop_null(parameter: Json) -> None:
    """Say of a parameter that may be left out no more than that: a URL cannot carry a null."""
    schema = parameter.get("schema", {})
    kinds = [one for one in schema.pop("oneOf", ()) if one != {"type": "null"}]
    schema.update(kinds[0] if len(kinds) == 1 else {"oneOf": kinds} if kinds else {})
