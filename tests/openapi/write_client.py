"""The client's two written files, made from the OpenAPI document: shapes and operations."""

from __future__ import annotations

import json
import keyword
import re
import textwrap
from collections.abc import Iterator
from typing import Any

Json = dict[str, Any]

HEADER = '"""{}; written by `make openapi`, so change the API instead."""\n\n'
REFERENCE = "#/components/schemas/"
PLAIN = {
    "string": "str",
    "integer": "int",
    "number": "float",
    "boolean": "bool",
    "null": "None",
    "object": "dict[str, Any]",
}
SKIPPED = ("/oauth/", "/metrics")
"""What the transport does itself, and what is for those who watch the server."""


def write_shapes(document: Json) -> str:
    """Return the module of what is sent and answered, a typed dictionary each."""
    schemas = document["components"]["schemas"]
    parts = [
        HEADER.format("What the API sends and takes"),
        "from __future__ import annotations\n\n",
        "from typing import Any, Literal, NotRequired, TypeAlias, TypedDict\n\n",
        *(_shape(name, schemas[name]) for name in sorted(schemas)),
        _shape("Message", _any_message(document)),
    ]
    return "".join(parts)


def write_operations(document: Json) -> str:
    """Return the module of the client, a method for each operation."""
    parts = [
        HEADER.format("The operations of the API"),
        "from __future__ import annotations\n\n",
        "from typing import Any, Literal, cast\nfrom urllib.parse import quote\n\n",
        "from . import shapes\n",
        "from .transport import Answer, Transport\n\n\n",
        "class Operations(Transport):\n",
        '    """The operations of the API, named as in its document."""\n',
        *(_method(path, method, operation) for path, method, operation in _sorted(document)),
    ]
    return "".join(parts)


def _any_message(document: Json) -> Json:
    """Return the shape of a message whose kind is not known yet."""
    posts = (one["post"] for _, one in sorted(document["webhooks"].items()))
    shapes = [one["requestBody"]["content"]["application/json"]["schema"] for one in posts]
    return {"oneOf": shapes, "description": "Any message of a webhook."}


# --- shapes ---------------------------------------------------------------------------------------


def _shape(name: str, schema: Json) -> str:
    if schema.get("type") != "object" or "properties" not in schema:
        return f'{name}: TypeAlias = "{_kind(schema)}"\n{_doc(schema, "")}\n'
    needed = set(schema.get("required", ()))
    fields = {
        key: _kind(one) if key in needed else f"NotRequired[{_kind(one)}]"
        for key, one in schema["properties"].items()
    }
    if all(key.isidentifier() and not keyword.iskeyword(key) for key in fields):
        lines = "".join(f"    {key}: {kind}\n" for key, kind in fields.items())
        return f"\nclass {name}(TypedDict):\n{_doc(schema, '    ')}\n{lines}\n"
    entries = "".join(f'        "{key}": "{kind}",\n' for key, kind in fields.items())
    return f'{name} = TypedDict(\n    "{name}",\n    {{\n{entries}    }},\n)\n{_doc(schema, "")}\n'


def _kind(schema: Json, prefix: str = "") -> str:
    """Return the type of a value."""
    if "$ref" in schema:
        return prefix + schema["$ref"].removeprefix(REFERENCE)
    values = [schema["const"]] if "const" in schema else schema.get("enum")
    if values:
        return f"Literal[{', '.join(map(_literal, values))}]"
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices:
        return " | ".join(dict.fromkeys(_kind(one, prefix) for one in choices))
    return _plain_kind(schema, prefix)


def _plain_kind(schema: Json, prefix: str) -> str:
    """Return the type of a list, an object or a single value."""
    if schema.get("type") == "array":
        return f"list[{_kind(schema.get('items', {}), prefix)}]"
    by_pattern = next(iter(schema.get("patternProperties", {}).values()), None)
    more = schema.get("additionalProperties") or by_pattern
    if schema.get("type") == "object" and more:
        return f"dict[str, {_kind(more, prefix)}]"
    return PLAIN.get(schema.get("type", ""), "Any")


def _literal(value: Any) -> str:
    return json.dumps(value).replace('"', "'") if isinstance(value, str) else str(value)


# --- operations -----------------------------------------------------------------------------------


def _sorted(document: Json) -> Iterator[tuple[str, str, Json]]:
    for path, item in sorted(document["paths"].items()):
        for method, operation in sorted(item.items()):
            if not path.startswith(SKIPPED):
                yield path, method, operation


def _method(path: str, method: str, operation: Json) -> str:
    """Return the method of an operation."""
    taken = operation.get("parameters", [])
    in_path = [one["name"] for one in taken if one["in"] == "path"]
    query = [one for one in taken if one["in"] == "query"]
    headers = [one for one in taken if one["in"] == "header"]
    body = operation.get("requestBody", {})
    sent = next(iter(body.get("content", {}).values()), {}).get("schema")
    arguments = [
        "self",
        *(f"{one['name']}: {_kind(one['schema'])}" for one in taken if one["in"] == "path"),
        *([_body_argument(sent, needed=body.get("required", False))] if sent is not None else []),
        *(["*"] if query or headers else []),
        *(
            _optional(one)
            for one in sorted((*query, *headers), key=lambda one: not one["required"])
        ),
    ]
    kind = _answered(operation)
    address = re.sub(r"\{(\w+)\}", r"{quote(str(\1), '')}", path)
    call = [f'"{method.upper()}"', f'f"{address}"' if in_path else f'"{path}"']
    if query:
        call.append("query={" + ", ".join(f'"{one["name"]}": {_name(one)}' for one in query) + "}")
    if headers:
        pairs = ", ".join(f'"{one["name"]}": {_name(one)}' for one in headers)
        call.append(f"headers={{{pairs}}}")
    if sent is not None:
        call.append("body=body")
    lines = "".join(f"        {one},\n" for one in arguments)
    given = "".join(f"            {one},\n" for one in call)
    return (
        f"\n    def {operation['operationId']}(\n{lines}    ) -> Answer[{kind}]:\n"
        f"{_doc(operation, '        ')}"
        f"        answer = self.call(\n{given}        )\n"
        f'        return cast("Answer[{kind}]", answer)\n'
    )


def _body_argument(schema: Json, *, needed: bool) -> str:
    kind = _kind(schema, "shapes.")
    return f"body: {kind}" if needed else f"body: {kind.removesuffix(' | None')} | None = None"


def _optional(parameter: Json) -> str:
    """Return a parameter that is named at the call."""
    kind = _kind(parameter["schema"], "shapes.")
    if parameter["required"]:
        return f"{_name(parameter)}: {kind}"
    return f"{_name(parameter)}: {kind.removesuffix(' | None')} | None = None"


def _name(parameter: Json) -> str:
    return str(parameter["name"]).lower().replace("-", "_")


def _answered(operation: Json) -> str:
    """Return the type of what the operation answers when it goes well."""
    for status in ("200", "201", "202"):
        content = operation["responses"].get(status, {}).get("content", {})
        for media_type, one in content.items():
            return _kind(one["schema"], "shapes.") if media_type == "application/json" else "bytes"
    return "None"


def _doc(told: Json, indent: str) -> str:
    """Return a docstring of what is told."""
    words = str(told.get("description", "")).strip().replace("\\", "\\\\").replace('"""', "'''")
    if not words:
        return ""
    return textwrap.indent(f'"""{words}"""\n', indent, lambda line: bool(line.strip()))
