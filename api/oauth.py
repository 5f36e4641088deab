"""Access tokens for clients: OAuth 2.0 client credentials (RFC 6749, 4.4), and their end (7009)."""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Any, ClassVar, Literal
from urllib.parse import parse_qsl, unquote_plus

from anyio.to_thread import run_sync
from litestar import Response, Router, post
from litestar.di import NamedDependency
from litestar.openapi import ResponseSpec
from litestar.openapi.spec import OpenAPIMediaType, Operation, RequestBody, Schema
from litestar.openapi.spec.enums import OpenAPIType

from api.clock import now
from api.desk import Desk
from api.http import AnyRequest, Reply
from curriculum.storage.clients import (
    TOKEN_LIFETIME,
    Client,
    client_of_secret,
    forget_token,
    issue_token,
)
from curriculum.storage.scopes import Scope, write_scopes
from curriculum.values import Value

FORM = "application/x-www-form-urlencoded"
HEADERS = {"Cache-Control": "no-store", "Pragma": "no-cache"}
MOST_BYTES = 10_000

ErrorCode = Literal[
    "invalid_request", "invalid_client", "unsupported_grant_type", "invalid_scope", "invalid_grant"
]


class AccessTokenAnswer(Value):
    """An access token (RFC 6749, 5.1)."""

    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - the kind of token
    expires_in: int
    """Seconds."""
    scope: str
    """What it lets do, with spaces between."""


class OAuthProblem(Value):
    """What was wrong (RFC 6749, 5.2)."""

    error: ErrorCode
    error_description: str


class OAuthError(Exception):
    """A request for a token that cannot be met."""

    def __init__(self, error: ErrorCode, description: str) -> None:
        super().__init__(description)
        self.error: ErrorCode = error


@dataclass
class FormOperation(Operation):
    """An operation that takes a form of these fields, the first of them needed."""

    fields: ClassVar[tuple[str, ...]] = ("grant_type", "scope", "client_id", "client_secret")
    values: ClassVar[tuple[str, ...]] = ("client_credentials",)

    def __post_init__(self) -> None:
        """Tell the form."""
        properties: dict[str, Any] = {one: Schema(type=OpenAPIType.STRING) for one in self.fields}
        if self.values:
            properties[self.fields[0]] = Schema(type=OpenAPIType.STRING, enum=list(self.values))
        schema = Schema(type=OpenAPIType.OBJECT, properties=properties, required=[self.fields[0]])
        self.request_body = RequestBody({FORM: OpenAPIMediaType(schema=schema)}, required=True)


@dataclass
class RevocationOperation(FormOperation):
    """The operation that ends a token."""

    fields: ClassVar[tuple[str, ...]] = ("token", "token_type_hint", "client_id", "client_secret")
    values: ClassVar[tuple[str, ...]] = ()


def refused(_: AnyRequest, error: OAuthError) -> Reply[Any]:
    """Answer as RFC 6749 wants it, which is not as a problem."""
    body = OAuthProblem(error=error.error, error_description=str(error))
    if error.error != "invalid_client":
        return Reply(body, status_code=400, headers=HEADERS)
    headers = {**HEADERS, "WWW-Authenticate": 'Basic realm="curriculum", charset="UTF-8"'}
    return Reply(body, status_code=401, headers=headers)


RESPONSES = {
    400: ResponseSpec(OAuthProblem, description="It cannot be read, or asks for too much."),
    401: ResponseSpec(OAuthProblem, description="The client did not prove who it is."),
}


@post("/token", operation_class=FormOperation, status_code=200, responses=RESPONSES)
async def create_access_token(
    request: AnyRequest, desk: NamedDependency[Desk]
) -> Reply[AccessTokenAnswer]:
    """Trade a client's id and secret for an access token that lives for an hour.

    Send both by HTTP Basic or as fields of the form. Without `scope` the token has all scopes of
    the client.
    """
    form = await _form(request)
    return await run_sync(_issue, desk, request.headers.get("Authorization"), form)


@post("/revoke", operation_class=RevocationOperation, status_code=200, responses=RESPONSES)
async def revoke_access_token(request: AnyRequest, desk: NamedDependency[Desk]) -> Response[None]:
    """End an access token of the client before its hour is over; one that is none is no error."""
    form = await _form(request)
    await run_sync(_forget, desk, request.headers.get("Authorization"), form)
    return Response(None, headers=HEADERS)


def _issue(desk: Desk, header: str | None, form: dict[str, str]) -> Reply[AccessTokenAnswer]:
    if "grant_type" not in form:
        raise OAuthError("invalid_request", "Say grant_type=client_credentials.")
    if form["grant_type"] != "client_credentials":
        raise OAuthError("unsupported_grant_type", "Say grant_type=client_credentials.")
    public_id, secret = _credentials(header, form)
    with desk.engine.begin() as connection:
        client = _proved(client_of_secret(connection, public_id, secret))
        scopes = _scopes(client, form.get("scope", ""))
        token = issue_token(connection, client, scopes, now=now())
    body = AccessTokenAnswer(
        access_token=token,
        expires_in=int(TOKEN_LIFETIME.total_seconds()),
        scope=write_scopes(scopes),
    )
    return Reply(body, status_code=200, headers=HEADERS)


def _forget(desk: Desk, header: str | None, form: dict[str, str]) -> None:
    if "token" not in form:
        raise OAuthError("invalid_request", "Say which token.")
    public_id, secret = _credentials(header, form)
    with desk.engine.begin() as connection:
        client = _proved(client_of_secret(connection, public_id, secret))
        forget_token(connection, client, form["token"])


async def _form(request: AnyRequest) -> dict[str, str]:
    """Return the fields of a form in which each stands once."""
    if request.content_type[0] != FORM:
        raise OAuthError("invalid_request", f"Send the fields as {FORM}.")
    body = await request.body()
    if len(body) > MOST_BYTES:
        raise OAuthError("invalid_request", "The form is too large.")
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict", max_num_fields=20)
    except ValueError:
        raise OAuthError("invalid_request", "The form cannot be read.") from None
    if len(dict(pairs)) < len(pairs):
        raise OAuthError("invalid_request", "Send each field once.")
    return dict(pairs)


def _credentials(header: str | None, form: dict[str, str]) -> tuple[str, str]:
    """Return the client's id and secret, sent in one way of the two (RFC 6749, 2.3.1)."""
    if header is None:
        return form.get("client_id", ""), form.get("client_secret", "")
    if "client_secret" in form:
        raise OAuthError("invalid_request", "Send the secret by Basic or in the form, not both.")
    scheme, _, encoded = header.partition(" ")
    try:
        decoded = base64.b64decode(encoded, validate=True).decode()
    except (binascii.Error, ValueError):
        decoded = ""
    public_id, colon, secret = decoded.partition(":")
    if scheme.lower() != "basic" or not colon:
        raise OAuthError("invalid_client", "Send the client's id and secret by HTTP Basic.")
    return unquote_plus(public_id), unquote_plus(secret)


def _proved(client: Client | None) -> Client:
    if client is None:
        raise OAuthError("invalid_client", "No client has this id and this secret.")
    return client


def _scopes(client: Client, asked: str) -> frozenset[Scope]:
    """Return the scopes asked for, which are the client's; all of those if none is asked for."""
    names = set(asked.split())
    if not names <= client.scopes:
        more = "', '".join(sorted(client.scopes))
        raise OAuthError("invalid_scope", f"This client may ask for '{more}'.")
    return frozenset(map(Scope, names)) or client.scopes


router = Router(
    "/oauth",
    route_handlers=[create_access_token, revoke_access_token],
    exception_handlers={OAuthError: refused},
    tags=["organisation"],
)
