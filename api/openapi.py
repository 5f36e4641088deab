"""The OpenAPI document: Litestar tells the routes, Pydantic the exact shapes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from litestar import Response, Router
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, OpenAPIRenderPlugin
from litestar.openapi.spec import Components, Operation, Schema, SecurityScheme, Tag
from litestar.openapi.spec.enums import OpenAPIType
from litestar.plugins import OpenAPISchemaPlugin
from litestar.typing import FieldDefinition
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from api.auth import COOKIE
from api.http import PAGE_POLICY, AnyRequest
from api.problems import DETAILS, RefusedError, answer

REFERENCE = "#/components/schemas/"
DESCRIPTION = """\
Sessions, workshops and their printed documents.

Every address that answers GET answers HEAD too. Errors are `application/problem+json` with a
stable `code`. What can change has an `ETag`: send it as `If-None-Match` to ask whether it did, and
as `If-Match` to change it. Lists are paged: follow the `Link` header, or send `next` as `cursor`.
Unknown keys and unknown query parameters are errors."""


class Shapes(OpenAPISchemaPlugin):
    """Keep a place for every Pydantic model that a route names; `complete` puts the shape in."""

    def __init__(self) -> None:
        self.models: dict[str, type[BaseModel]] = {}

    @staticmethod
    def is_plugin_supported_type(value: Any) -> bool:
        """Tell whether it is a Pydantic model."""
        return isinstance(value, type) and issubclass(value, BaseModel)

    def to_openapi_schema(self, field_definition: FieldDefinition, schema_creator: Any) -> Schema:
        """Return the place."""
        model = field_definition.annotation
        self.models[model.__name__] = model
        schema: Schema = schema_creator.schema_registry.get_schema_for_field_definition(
            field_definition
        )
        schema.title, schema.type = model.__name__, OpenAPIType.OBJECT
        return schema

    def complete(self, document: dict[str, Any]) -> dict[str, Any]:
        """Put Pydantic's shapes in: what is sent in may leave out what has a default."""
        modes: tuple[JsonSchemaMode, ...] = ("validation", "serialization")
        names, definitions = models_json_schema(
            [(model, mode) for model in self.models.values() for mode in modes],
            ref_template=REFERENCE + "{model}",
        )
        refs = {
            mode: {name: names[model, mode]["$ref"] for name, model in self.models.items()}
            for mode in modes
        }
        for operation in _operations(document):
            _point(operation.get("requestBody", {}), refs["validation"])
            _point(operation["responses"], refs["serialization"])
            for parameter in operation.get("parameters", ()):
                _drop_null(parameter)
        document["components"]["schemas"] = _used(
            document, document["components"].get("schemas", {}) | definitions["$defs"]
        )
        return document


@dataclass
class OptionalBody(Operation):
    """An operation whose body may be left out."""

    def __post_init__(self) -> None:
        """Say so."""
        if self.request_body is not None:
            self.request_body.required = False  # type: ignore[union-attr]


class Document(JsonRenderPlugin):
    """The document at `/schema/openapi.json`, made once."""

    def __init__(self, shapes: Shapes) -> None:
        super().__init__()
        self.shapes = shapes
        self.written: bytes | None = None

    def render(self, request: AnyRequest, openapi_schema: dict[str, Any]) -> bytes:
        """Return the document in JSON."""
        if self.written is None:
            self.written = self.render_json(request, self.shapes.complete(openapi_schema))
        return self.written


class ReferencePage(OpenAPIRenderPlugin):
    """The page at `/schema`, which shows the document with files of our own."""

    def __init__(self) -> None:
        super().__init__(path="/")

    def render(self, request: AnyRequest, openapi_schema: dict[str, Any]) -> bytes:  # noqa: ARG002
        """Return the page."""
        engine = request.app.template_engine
        return engine.get_template("reference.html").render().encode() if engine else b""


async def _plain_not_found(response: Response[Any]) -> Response[Any]:
    """Answer what is not there as everywhere else, not with Litestar's page."""
    return answer(RefusedError(404, *DETAILS[404])) if response.status_code == 404 else response


def config(shapes: Shapes, version: str) -> OpenAPIConfig:
    """Return what Litestar needs to know to write and show the document."""
    return OpenAPIConfig(
        title="Curriculum",
        version=version,
        description=DESCRIPTION,
        use_handler_docstrings=True,
        render_plugins=[Document(shapes), ReferencePage()],
        openapi_router=Router(
            "/schema",
            route_handlers=[],
            include_in_schema=False,
            after_request=_plain_not_found,
            response_headers={"Content-Security-Policy": PAGE_POLICY},
        ),
        operation_id_creator=lambda handler, _method, _path: handler.handler_name,
        tags=[
            Tag("library", "Sessions, programmes and their revisions."),
            Tag("authoring", "An organisation's own sessions."),
            Tag("workshops", "What a facilitator assembled, and its plan."),
            Tag("documents", "PDFs and other files to download."),
            Tag("organisation", "Settings, people and tokens."),
            Tag("service", "Whether the server is well."),
        ],
        components=Components(
            security_schemes={
                "token": SecurityScheme(type="http", scheme="bearer", description="`cur_...`"),
                "cookie": SecurityScheme(
                    type="apiKey",
                    name=COOKIE,
                    security_scheme_in="cookie",
                    description="Of a person who signed in; changes need `X-CSRF-Token` too.",
                ),
            }
        ),
    )


def _operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for item in document["paths"].values():
        yield from (one for one in item.values() if isinstance(one, dict) and "responses" in one)


def _point(node: Any, refs: dict[str, str]) -> None:
    """Let every reference below the node point to the shape of that name."""
    if isinstance(node, dict):
        name = str(node.get("$ref", "")).removeprefix(REFERENCE)
        if name in refs:
            node["$ref"] = refs[name]
        for value in node.values():
            _point(value, refs)
    elif isinstance(node, list):
        for value in node:
            _point(value, refs)


def _drop_null(parameter: dict[str, Any]) -> None:
    """Say of a parameter that may be left out no more than that: a URL cannot carry a null."""
    schema = parameter.get("schema", {})
    kinds = [one for one in schema.pop("oneOf", ()) if one != {"type": "null"}]
    schema.update(kinds[0] if len(kinds) == 1 else {"oneOf": kinds} if kinds else {})


def _used(document: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """Return the shapes that the routes speak of, directly or through others."""
    found: dict[str, Any] = {}
    waiting = set(_references(document["paths"]))
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
