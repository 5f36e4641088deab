"""JSON bodies: checked early, then read by Pydantic in one go, strictly."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncGenerator
from typing import Any, TypeVar

from litestar import Request
from litestar.datastructures import State
from litestar.enums import RequestEncodingType
from litestar.exceptions import InternalServerException
from litestar.plugins.pydantic import PydanticInitPlugin
from pydantic import BaseModel, ValidationError
from pydantic_core import from_json

from api.faults import Fault, faults_in
from api.log import log
from api.problems import RefusedError

Model = TypeVar("Model", bound=BaseModel)

MOST_PARTS = 250_000
"""How many keys and values a body may have, counted by the marks between them, also in texts.

Eight megabytes of text have fewer; as many keys would hold the server up for half a minute.
"""
MOST_FIELDS = 20_000
"""How many fields a form may have; a workshop of many meetings has a few thousand."""
MOST_TOLD = 1_000
"""How many mistakes are told one by one."""
_ESCAPED_NUL = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")


class JsonText(bytes):
    """A request's body that says it is JSON, not yet decoded."""

    __slots__ = ()


class StrictRequest(Request[Any, Any, State]):
    """A request whose JSON is handed to Pydantic as it came, and whose forms are not endless.

    Decoding JSON first would lose what only strict JSON can tell apart (`"8"` from `8`, a date
    from a text) and would meet numbers, depths and surrogates that Python cannot take.
    """

    async def stream(self) -> AsyncGenerator[bytes, None]:
        """Yield the body as it comes; who hangs up before its end has failed, and not we."""
        try:
            async for part in super().stream():
                yield part
        except InternalServerException as error:
            if "disconnect" not in error.detail:
                raise
            log.info("client gone", route=self.scope.get("path_template") or "(none)")
            raise RefusedError(
                400, "client-gone", "The connection ended before the body did; send it again."
            ) from None

    async def body(self) -> bytes:
        """Return the body; a form of hundreds of thousands of fields would hold the server up."""
        body = await super().body()
        is_form = self.content_type[0] == RequestEncodingType.URL_ENCODED
        if is_form and body.count(b"&") >= MOST_FIELDS:
            raise _too_many("fields")
        return body

    async def json(self) -> JsonText:
        """Return the body, which is UTF-8, without NUL, and declared as JSON."""
        body = await self.body()
        kind = self.content_type[0]
        if kind != "application/json" and not kind.endswith("+json"):
            raise RefusedError(
                415,
                "not-json",
                f"The body is of type '{kind or 'unknown'}'; send JSON with the header "
                "'Content-Type: application/json'.",
            )
        return JsonText(_checked(body))


async def read_form(request: Request[Any, Any, Any]) -> None:
    """Read a form of several parts before its handler does; one that cannot be is a bad request."""
    try:
        await request.form()
    except (UnicodeDecodeError, LookupError):  # the latter: an unknown charset
        raise RefusedError(
            400, "bad-form", "The form cannot be read; send its text as UTF-8."
        ) from None


def _checked(body: bytes) -> bytes:
    try:
        body.decode()
    except UnicodeDecodeError as error:
        raise RefusedError(
            400, "not-utf-8", f"The body is not UTF-8 from byte {error.start} on; encode it so."
        ) from None
    if sum(body.count(mark) for mark in (b",", b":", b"[", b"{")) > MOST_PARTS:
        raise _too_many("parts")
    if _ESCAPED_NUL.search(body):
        raise RefusedError(422, "nul", "The body holds a NUL character (\\u0000); delete it.")
    return body


def _too_many(what: str) -> RefusedError:
    detail = f"The body has more {what} than this server takes; send less."
    return RefusedError(413, "too-large", detail)


def decode(model: type[Model], value: Any) -> Model:
    """Return the model that a JSON body holds; Litestar calls it for every Pydantic argument."""
    if not isinstance(value, JsonText):
        return model.model_validate(value)
    try:
        read = model.model_validate_json(value, strict=True)
    except ValidationError as error:
        raise _refusal(error, value) from None
    json.loads(value, object_pairs_hook=_without_repeats, parse_int=str, parse_float=str)
    return read


def _without_repeats(pairs: list[tuple[str, Any]]) -> None:
    """Refuse an object in which a key stands twice: of the two values one would be lost."""
    keys = [key for key, _ in pairs]
    if len(set(keys)) < len(keys):
        twice = next(key for key in keys if keys.count(key) > 1)
        fault = Fault(where="/", message=f"the key '{twice}' stands twice", action="Keep one.")
        detail = f"In one object the key '{twice}' stands twice; keep one."
        raise RefusedError(422, "duplicate-key", detail, errors=(fault,))


def _refusal(error: ValidationError, body: bytes) -> RefusedError:
    found = error.error_count()
    if found > MOST_TOLD:
        detail = f"The body has {found} mistakes, too many to tell; see /schema for what it may be."
        return RefusedError(422, "invalid", detail)
    first = error.errors(include_url=False, include_input=False)[0]
    if first["type"] == "json_invalid":
        reason = first["ctx"]["error"]
        return RefusedError(400, "bad-json", f"The body is not JSON that can be read: {reason}.")
    faults = faults_in(from_json(body), error)
    count = "1 mistake" if len(faults) == 1 else f"{len(faults)} mistakes"
    where = faults[0].where or "/"
    detail = f"The body has {count}, first at '{where}': {faults[0].message}."
    return RefusedError(422, "invalid", detail, errors=faults)


class StrictPydantic(PydanticInitPlugin):
    """Litestar's Pydantic, reading bodies as `decode` does."""

    @classmethod
    def decoders(cls, validate_strict: bool = False) -> list[Any]:  # noqa: ARG003 - its signature
        """Return how to read each kind of argument."""
        return [(_is_model, decode)]


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, BaseModel)
