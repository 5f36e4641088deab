"""Doing a thing once: a POST with an `Idempotency-Key` is carried out once and answered again.

The key is stored in the transaction of what it guards, so that nothing is ever done twice, even if
the server stops halfway; the answer is stored right after (draft-ietf-httpapi-idempotency-key).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from anyio.to_thread import run_sync
from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.types import ASGIApp, Message, Receive, Scope, Send
from sqlalchemy import Connection, Engine

from api.auth import Caller
from api.clock import now
from api.http import AnyRequest
from api.problems import RefusedError
from curriculum.storage.answers import KeptAnswer, Owner, claim_key, keep_answer

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
KEPT_HEADERS = ("content-type", "etag", "location", "cache-control", "vary", "link")
MEANING = ("If-Match",)
"""The headers without which a request asks for something else."""
MOST_BYTES = 1_000_000
_KEY = re.compile(r"[\x21-\x7e]([\x20-\x7e]{0,253}[\x21-\x7e])?")
_STATE = "idempotency"


class ReplayError(Exception):
    """The request was carried out before: this is what it was answered."""

    def __init__(self, answer: KeptAnswer) -> None:
        super().__init__("answered before")
        self.answer = answer


@dataclass(slots=True)
class Guarded:
    """A request with a key."""

    key: str
    fingerprint: str
    owner: Owner | None = None
    """Who sent it, once the key is claimed."""


async def read_key(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Read the key of a POST, and take the fingerprint of what it asks for."""
    key = connection.headers.get(HEADER)
    if key is None or connection.scope.get("method") != "POST":
        return
    if not _KEY.fullmatch(key):
        raise RefusedError(
            400, "bad-idempotency-key", f"'{HEADER}' takes 1 to 255 printable ASCII characters."
        )
    body = await connection.body() if isinstance(connection, Request) else b""
    asked = f"{connection.scope['path']}?{connection.scope['query_string'].decode('latin-1')}"
    told = (
        f"\0{name}: {connection.headers[name]}" for name in MEANING if name in connection.headers
    )
    digest = sha256("".join((asked, *told)).encode() + b"\0" + body).hexdigest()
    connection.scope["state"][_STATE] = Guarded(key, digest)


def claim(connection: Connection, request: AnyRequest, caller: Caller) -> None:
    """Claim the request's key, in the transaction of what it asks for.

    Raises ReplayError with the answer of the same request before, and RefusedError where that is
    not known or another one had the key.
    """
    guarded = request.scope["state"].get(_STATE)
    if guarded is None or guarded.owner is not None or caller.organisation_id is None:
        return
    owner = (caller.organisation_id, caller.credential)
    before = claim_key(
        connection,
        owner,
        guarded.key,
        guarded.fingerprint,
        now=now(),
        user_id=caller.user_id,
    )
    if before is None:
        guarded.owner = owner
        return
    if before.fingerprint != guarded.fingerprint:
        raise RefusedError(
            422,
            "idempotency-key-reused",
            "This key was sent with another request; use a new key for each thing to do.",
        )
    if before.status is None:
        raise RefusedError(
            409,
            "idempotency-in-flight",
            "The request with this key is being carried out, or was and its answer is not kept "
            "(it held a secret, or the server stopped). Look whether it is done before you send "
            "it with another key.",
            headers={"Retry-After": "2"},
        )
    raise ReplayError(before)


def replayed(_: AnyRequest, error: ReplayError) -> Response[bytes]:
    """Answer as before."""
    return Response(
        (error.answer.body or "").encode(),
        status_code=error.answer.status or 500,
        headers={**error.answer.headers, REPLAYED: "true"},
        media_type=error.answer.headers.get("content-type"),
    )


# --- keeping the answer ---------------------------------------------------------------------------


class KeepAnswers:
    """Middleware: store what a request with a key was answered, before it is sent."""

    def __init__(self, app: ASGIApp, engine: Callable[[], Engine]) -> None:
        self._app = app
        self._engine = engine

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request be answered; where there is no key, nothing is in between."""
        if all(name != b"idempotency-key" for name, _ in scope["headers"]):
            await self._app(scope, receive, send)
            return
        state: dict[str, Any] = scope["state"]
        start: Message | None = None
        body = bytearray()

        async def keep(message: Message) -> None:
            nonlocal start
            guarded: Guarded | None = state.get(_STATE)
            if guarded is None or guarded.owner is None:
                await send(message)
            elif message["type"] == "http.response.start":
                start = message
            elif message["type"] == "http.response.body" and start is not None:
                body.extend(message["body"])
                if not message.get("more_body"):
                    await run_sync(self._keep, guarded.owner, guarded.key, start, bytes(body))
                    await send(start)
                    await send({**message, "body": bytes(body)})

        await self._app(scope, receive, keep)

    def _keep(self, owner: Owner, key: str, start: Any, body: bytes) -> None:
        """Store the answer; one that is told only once is not stored, nor one too large."""
        headers = _told(start["headers"])
        if "no-store" in headers.get("cache-control", "") or len(body) > MOST_BYTES:
            return
        with self._engine().begin() as connection:
            keep_answer(
                connection,
                owner,
                key,
                status=start["status"],
                headers=headers,
                body=body.decode(),
            )


def _told(headers: list[tuple[bytes, bytes]]) -> Mapping[str, str]:
    found = {name.decode().lower(): value.decode("latin-1") for name, value in headers}
    return {name: found[name] for name in KEPT_HEADERS if name in found}
