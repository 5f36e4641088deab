"""What every request passes first and last: host names, HEAD, headers, the log, the counters."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from math import ceil
from time import perf_counter

from litestar.types import ASGIApp, HTTPScope, Message, Receive, Send

from api.auth import COOKIE
from api.compression import packing, unpacked
from api.http import PAGE_POLICY
from api.log import log
from api.metrics import Metrics
from api.rates import Rates, Verdict

SECURITY_HEADERS = {
    b"content-security-policy": b"default-src 'none'; frame-ancestors 'none'",
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"cache-control": b"no-store",
}
"""Told unless an answer tells them otherwise."""

UNKNOWN_HOST = (
    400,
    "unknown-host",
    (
        "This server does not go by that host name; whoever runs it can add the name to "
        "CURRICULUM_ALLOWED_HOSTS."
    ),
)
TOO_MANY = (
    429,
    "too-many-requests",
    (
        "You ask more often than one may; wait as many seconds as Retry-After says. Requests that "
        "are answered 304 are not counted."
    ),
)
_COOKIE = COOKIE.encode() + b"="
_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^\[\]:/?#@\s]*)(?::(?P<port>[0-9]{0,5}))?")
"""A Host header in small letters (RFC 9110, 7.2)."""
LAST_PORT = 65535

WaitPage = Callable[[str, str, int], str | None]
"""The page for who asks for a path too often, by its `Accept` and the seconds to wait, if any."""


class Edge:
    """One request on its way through: checked, answered, told to the log and the counters."""

    def __init__(
        self, hosts: frozenset[str] | None, metrics: Metrics, rates: Rates, wait_page: WaitPage
    ) -> None:
        self.hosts = hosts
        self.metrics = metrics
        self.rates = rates
        self.wait_page = wait_page

    async def pass_through(
        self, app: ASGIApp, scope: HTTPScope, receive: Receive, send: Send
    ) -> None:
        """Let the application answer; HEAD is asked of it as GET and loses its body."""
        method, began, status = scope["method"], perf_counter(), 500
        verdict = self._verdict(scope)

        async def tell(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = _complete(list(message["headers"]))
                message = {**message, "headers": headers + (verdict.headers if verdict else [])}
            elif method == "HEAD" and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        if not self._is_ours(scope):
            await _refuse(tell, *UNKNOWN_HOST)
        elif verdict is not None and verdict.is_refused:
            await self._send_away(scope, tell, ceil(verdict.wait))
        else:
            asked = _as_get(scope) if method == "HEAD" else scope
            pack = packing(asked, tell)
            await app(unpacked(asked), receive, pack)
        if (
            verdict is not None
            and status == 304
            and (b"if-none-match", b"*") not in scope["headers"]
        ):
            self.rates.give_back(verdict)
        self._note(scope, method, status, perf_counter() - began)

    async def _send_away(self, scope: HTTPScope, send: Send, seconds: int) -> None:
        """Tell who asks too often when to come again."""
        later = (b"retry-after", str(seconds).encode())
        accept = dict(scope["headers"]).get(b"accept", b"").decode("latin-1")
        page = self.wait_page(scope["path"], accept, seconds)
        if page is None:
            await _refuse(send, *TOO_MANY, later)
        else:
            policy = (b"content-security-policy", PAGE_POLICY.encode())
            kind = b"text/html; charset=utf-8"
            await _answer(send, TOO_MANY[0], kind, page.encode(), policy, later)

    def _is_ours(self, scope: HTTPScope) -> bool:
        """Tell whether the Host header is a name of this server, alone or with a port."""
        given = next((value for key, value in scope["headers"] if key == b"host"), b"")
        host = given.decode("latin-1").lower()
        parts = _HOST.fullmatch(host)
        if parts is None or int(parts["port"] or 0) > LAST_PORT:
            return False
        return self.hosts is None or host in self.hosts or parts["name"] in self.hosts

    def _verdict(self, scope: HTTPScope) -> Verdict | None:
        """Count the request under whoever sends it."""
        address = (scope["client"] or ("",))[0]
        return self.rates.take(scope["path"], _secret(scope["headers"]), address)

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


def _secret(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """Return what the sender would prove with who they are: a token, or the cookie of a person."""
    found = b""
    for name, value in headers:
        if name == b"authorization":
            return value.partition(b" ")[2].strip()
        if name == b"cookie" and _COOKIE in value:
            found = value.partition(_COOKIE)[2].partition(b";")[0].strip()
    return found


async def _refuse(
    send: Send, status: int, code: str, detail: str, *headers: tuple[bytes, bytes]
) -> None:
    """Answer with a problem, with no part of the application asked."""
    problem = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        "errors": [],
    }
    body = json.dumps(problem).encode()
    await _answer(send, status, b"application/problem+json", body, *headers)


async def _answer(
    send: Send, status: int, kind: bytes, body: bytes, *headers: tuple[bytes, bytes]
) -> None:
    told = [(b"content-type", kind), (b"content-length", str(len(body)).encode()), *headers]
    await send({"type": "http.response.start", "status": status, "headers": told})
    await send({"type": "http.response.body", "body": body, "more_body": False})
