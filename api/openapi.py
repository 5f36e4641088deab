"""The OpenAPI document: Litestar tells the routes, Pydantic the exact shapes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar import Response, Router
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin, OpenAPIRenderPlugin
from litestar.openapi.spec import (
    Components,
    OAuthFlow,
    OAuthFlows,
    Operation,
    Schema,
    SecurityScheme,
    Tag,
)
from litestar.openapi.spec.enums import OpenAPIType
from litestar.plugins import OpenAPISchemaPlugin
from litestar.typing import FieldDefinition
from pydantic import BaseModel

from api.auth import COOKIE
from api.document import complete
from api.http import PAGE_POLICY, AnyRequest
from api.problems import DETAILS, RefusedError, answer
from curriculum.storage.scopes import Scope

DESCRIPTION = """\
Sessions, workshops and their printed documents.

Every address that answers GET answers HEAD too. Errors are `application/problem+json` with a
stable `code`. What can change has an `ETag`: send it as `If-None-Match` to ask whether it did, and
as `If-Match` to change it. Lists are paged: follow the `Link` header, or send `next` as `cursor`.
Unknown keys and unknown query parameters are errors.

Programs enter with a token of a role, or as a client with scopes (OAuth 2.0). A POST with an
`Idempotency-Key` is carried out once. `RateLimit` tells how much more may be asked; answers of 304
do not count."""


class Shapes(OpenAPISchemaPlugin):
    """Keep a place for every Pydantic model that a route names; `complete` fills it."""

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
            self.written = self.render_json(request, complete(openapi_schema, self.shapes.models))
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
                "client": SecurityScheme(
                    type="oauth2",
                    description="A program trades its id and secret for a token of an hour.",
                    flows=OAuthFlows(
                        client_credentials=OAuthFlow(
                            token_url="/oauth/token",  # noqa: S106 - an address
                            scopes={scope: scope.meaning for scope in Scope},
                        )
                    ),
                ),
                "cookie": SecurityScheme(
                    type="apiKey",
                    name=COOKIE,
                    security_scheme_in="cookie",
                    description="Of a person who signed in; changes need `X-CSRF-Token` too.",
                ),
            }
        ),
    )
