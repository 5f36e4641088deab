"""What every request passes first and last: host names, HEAD, headers, the log, the counters."""

from __future__ import annotations

import json
from time import perf_counter

from litestar.types import ASGIApp, HTTPScope, Message, Receive, Send

from api.log import log
from api.metrics import Metrics

SECURITY_HEADERS = {
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"cache-control": b"no-store",
}
"""Told unless an answer tells them otherwise."""


class Edge:
    """One request on its way through: checked, answered, told to the log and the counters."""

    def __init__(self, hosts: frozenset[str] | None, metrics: Metrics) -> None:
        self.hosts = hosts
        self.metrics = metrics

    async def pass_through(
        self, app: ASGIApp, scope: HTTPScope, receive: Receive, send: Send
    ) -> None:
        """Let the application answer; HEAD is asked of it as GET and loses its body."""
        method, began, status = scope["method"], perf_counter(), 500

        async def tell(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message = {**message, "headers": _complete(list(message["headers"]))}
            elif method == "HEAD" and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        if not self._is_ours(scope):
            await _refuse_host(tell)
        else:
            await app(_as_get(scope) if method == "HEAD" else scope, receive, tell)
        self._note(scope, method, status, perf_counter() - began)

    def _is_ours(self, scope: HTTPScope) -> bool:
        """Tell whether the Host header is a name of this server."""
        if self.hosts is None:
            return True
        given = next((value for key, value in scope["headers"] if key == b"host"), b"")
        host = given.decode("latin-1").lower()
        return host in self.hosts or host.rpartition(":")[0] in self.hosts

    def _note(self, scope: HTTPScope, method: str, status: int, seconds: float) -> None:
        route = scope.get("path_template") or "(none)"
        self.metrics.note(method, route, status, seconds)
        log.info("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))


def _as_get(scope: HTTPScope) -> HTTPScope:
    """Return the GET that a HEAD asks about, without Range, which is of no account in it."""
    scope["state"] = {**scope.get("state", {}), "head": True}
    scope["method"] = "GET"
    scope["headers"] = [pair for pair in scope["headers"] if pair[0] != b"range"]
    return scope


def _complete(headers: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:
    told = {key.lower() for key, _ in headers}
    return headers + [pair for pair in SECURITY_HEADERS.items() if pair[0] not in told]


async def _refuse_host(send: Send) -> None:
    body = json.dumps(
        {
            "type": "about:blank",
            "title": "Bad Request",
            "status": 400,
            "detail": "This server does not go by that host name; whoever runs it can add the "
            "name to CURRICULUM_ALLOWED_HOSTS.",
            "code": "unknown-host",
            "errors": [],
        }
    ).encode()
    headers = [
        (b"content-type", b"application/problem+json"),
        (b"content-length", str(len(body)).encode()),
    ]
    await send({"type": "http.response.start", "status": 400, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})
