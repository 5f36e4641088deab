"""Answers in fewer bytes: text is packed with gzip for whoever takes it.

A packed body is another representation, so its strong entity tag is another one too (RFC 9110,
8.8.3.3): it ends in `-gzip`. Whoever sends it back is understood as if it had no such ending.
PDFs, pictures and streams of events go out as they are.
"""

from __future__ import annotations

import gzip
import re
from typing import Any

from litestar.types import HTTPScope, Message, Send

LEAST = 1_000
"""Bytes below which packing saves nothing that a network would notice."""
LEVEL = 6
PACKED = {
    *(b"text/html", b"text/css", b"text/javascript", b"text/plain", b"text/csv"),
    *(b"application/javascript", b"application/json", b"application/problem+json"),
    *(b"application/vnd.oai.openapi+json", b"image/svg+xml"),
}
CONDITIONS = {b"if-match", b"if-none-match"}
"""Not `If-Range`: a part of the unpacked body would be no part of the packed one."""

_ENDING = re.compile(rb'-gzip"')
_CODINGS = re.compile(rb"(gzip|\*)\s*(?:;\s*q=([0-9.]+))?\s*(?:,|$)", re.IGNORECASE)

Headers = list[tuple[bytes, bytes]]


def unpacked(scope: HTTPScope) -> HTTPScope:
    """Return a request with its entity tags as the application knows them."""
    scope["headers"] = [
        (name, _ENDING.sub(b'"', value) if name in CONDITIONS else value)
        for name, value in scope["headers"]
    ]
    return scope


def packing(scope: HTTPScope, send: Send) -> Send:
    """Return what sends the answer to this request, as it came, packed where that is right."""
    asked = dict(scope["headers"])
    return _Packer(
        send,
        takes=_takes(asked.get(b"accept-encoding", b"")),
        knows=_ENDING.search(asked.get(b"if-none-match", b"")) is not None,
    )


def _takes(accepted: bytes) -> bool:
    """Tell whether gzip is accepted (RFC 9110, 12.5.3): `*` speaks where gzip is not named."""
    weights: dict[bytes, bytes] = {
        name.lower(): weight for name, weight in _CODINGS.findall(accepted)
    }
    weight = weights.get(b"gzip", weights.get(b"*", b"0"))
    return weight.strip(b"0.") != b"" or weight == b""


class _Packer:
    """One answer on its way out; text is held back until it is whole."""

    def __init__(self, send: Send, *, takes: bool, knows: bool) -> None:
        self._send = send
        self._takes = takes
        self._knows = knows
        self._start: dict[str, Any] | None = None
        self._held = b""

    async def __call__(self, message: Message) -> None:
        """Pass a part of the answer on, or keep it for a moment."""
        if message["type"] == "http.response.start":
            await self._begin(dict(message))
        elif message["type"] == "http.response.body" and self._start is not None:
            self._held += message.get("body", b"")
            if not message.get("more_body"):
                await self._finish()
        else:
            await self._send(message)

    async def _begin(self, start: dict[str, Any]) -> None:
        headers: Headers = list(start["headers"])
        told = {name.lower(): value for name, value in headers}
        kind = told.get(b"content-type", b"").partition(b";")[0].strip()
        if start["status"] == 304 and self._knows:
            start["headers"] = _tagged(headers)
        elif kind in PACKED and not told.keys() & {b"content-encoding", b"content-range"}:
            start["headers"] = _varying(headers)
            if self._takes:
                self._start = start
                return
        await self._send(start)  # type: ignore[arg-type]

    async def _finish(self) -> None:
        start, body = self._start or {}, self._held
        if len(body) >= LEAST:
            body = gzip.compress(body, LEVEL, mtime=0)
            others = [pair for pair in start["headers"] if pair[0].lower() != b"content-length"]
            length = (b"content-length", b"%d" % len(body))
            start["headers"] = [*_tagged(others), (b"content-encoding", b"gzip"), length]
        await self._send(start)  # type: ignore[arg-type]
        await self._send({"type": "http.response.body", "body": body, "more_body": False})


def _tagged(headers: Headers) -> Headers:
    """Return headers whose entity tag is that of the packed body."""
    return [
        (name, re.sub(rb'"$', b'-gzip"', value) if name.lower() == b"etag" else value)
        for name, value in headers
    ]


def _varying(headers: Headers) -> Headers:
    """Return headers that say that the answer depends on what the sender takes."""
    vary = [value for name, value in headers if name.lower() == b"vary"]
    others = [pair for pair in headers if pair[0].lower() != b"vary"]
    return [*others, (b"vary", b", ".join([*vary, b"Accept-Encoding"]))]
