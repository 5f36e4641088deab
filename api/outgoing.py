"""Requests to addresses that others name: guarded, short and small.

Only https, only public hosts (see `api.network`), no redirects, and limits of time and size. The
networks that whoever runs the server trusts are exempt from the first two.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from ssl import SSLContext, SSLError
from urllib.parse import SplitResult, urlsplit, urlunsplit

import httpcore
import httpx

from api.network import ForbiddenAddressError, GuardedNetwork, Network, left
from curriculum.errors import CurriculumError

SECONDS = 10.0
"""How long a whole exchange may take."""
MOST_BYTES = 500_000
"""How much of an answer is read."""


_LABEL = "[a-z0-9_-]{1,63}"
_HOST = re.compile(rf"(?=.{{1,253}}$)(?:{_LABEL}(?:\.{_LABEL})*\.?|[0-9a-f:.]*:[0-9a-f:.]*)")
"""A host's name (RFC 1035, 2.3.4, with the underscores that some have), or an IPv6 address."""


class UnreachableError(CurriculumError):
    """A host that did not answer as it should; it may later."""

    code = "unreachable"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back; the names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_ok(self) -> bool:
        """Tell whether it worked."""
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class Outgoing:
    """The one way out of the server; all of its methods may be called by several threads."""

    trusted: tuple[Network, ...] = ()
    seconds: float = SECONDS
    most_bytes: int = MOST_BYTES
    tls: Callable[[], SSLContext] = field(default=httpcore.default_ssl_context)

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Return what is there; ForbiddenAddressError, UnreachableError."""
        return self._ask("GET", url, None, headers or {})

    def send(self, url: str, body: bytes, headers: Mapping[str, str] | None = None) -> Answer:
        """Post a body and return the answer; ForbiddenAddressError, UnreachableError."""
        return self._ask("POST", url, body, headers or {})

    def check(self, url: str) -> SplitResult:
        """Return the parts of an address that may be asked, as far as it tells by itself.

        A host in letters of any script comes back as it is looked up (RFC 5891).
        ForbiddenAddressError says what is the matter.
        """
        parts = _split(url)
        if " " in url or not url.isprintable():
            wrong = "has a space or a sign that no address has; write it with % and digits"
        else:
            wrong = self._wrong_with(parts) if parts else "is no address of a server"
        if parts is None or wrong:
            raise ForbiddenAddressError(f"{url[:200]!r} {wrong}.")
        return parts

    def _wrong_with(self, parts: SplitResult) -> str:
        """Return what is the matter with an address, as a sentence about it goes on, if it is."""
        if parts.scheme != "https" and not (parts.scheme == "http" and self.trusted):
            return "does not begin with https://"
        if "@" in parts.netloc:
            return "has a name or a password in it; leave out what ends with @"
        if parts.fragment:
            return "has a #, and no server is told what follows; leave it out"
        if not parts.geturl().isascii():
            return "has letters after the host that no address has; write them with % and digits"
        return ""

    def _ask(self, method: str, url: str, body: bytes | None, headers: Mapping[str, str]) -> Answer:
        parts = self.check(url)
        network = GuardedNetwork(self.trusted, self.seconds, public=parts.scheme == "https")
        sent = {"Accept-Encoding": "identity", "User-Agent": "curriculum", **headers}
        try:
            with (
                httpcore.ConnectionPool(self.tls(), network_backend=network) as pool,
                pool.stream(
                    method, urlunsplit(parts), headers=_encoded(sent), content=body
                ) as answer,
            ):
                body = self._body(answer, network.until)
                return Answer(answer.status, _joined(answer.headers), body)
        except (httpcore.TimeoutException, TimeoutError):
            raise UnreachableError(f"{parts.hostname} took too long to answer.") from None
        except (httpcore.NetworkError, httpcore.ProtocolError, SSLError, OSError) as error:
            raise UnreachableError(f"{parts.hostname} cannot be reached: {error}.") from error

    def _body(self, answer: httpcore.Response, until: float) -> bytes:
        """Return the body as long as it is neither too large nor too slow."""
        found = bytearray()
        for part in answer.iter_stream():
            left(until)
            found += part
            if len(found) > self.most_bytes:
                raise UnreachableError(f"The answer has more than {self.most_bytes} bytes.")
        return bytes(found)


def _split(url: str) -> SplitResult | None:
    """Return the parts of an address, its host in ASCII; None where it has none."""
    try:
        parts = urlsplit(url)
        host = httpx.URL(scheme="https", host=parts.hostname or "").raw_host.decode()
        if not _HOST.fullmatch(host) or parts.port == 0:
            return None
    except (ValueError, httpx.InvalidURL):
        return None
    if parts.netloc.isascii() or "@" in parts.netloc:
        return parts
    return parts._replace(netloc=host if parts.port is None else f"{host}:{parts.port}")


def _encoded(headers: Mapping[str, str]) -> list[tuple[bytes, bytes]]:
    return [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]


def _joined(headers: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers by their names; several of one name are one list (RFC 9110, 5.3)."""
    found: dict[str, str] = {}
    for name, value in headers:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        found[key] = f"{found[key]}, {text}" if key in found else text
    return found
