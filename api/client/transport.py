"""What every call of the client goes through: signing in, waiting when told to, telling errors."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Generic, Self, TypeVar
from urllib.parse import quote

import httpx

Value = TypeVar("Value")

EARLY = 30.0
"""A token is renewed so many seconds before it expires."""
SHORT_WAIT = 2.0
"""How long to wait where the server does not say."""
WAITING = (429, 503)


class CallError(Exception):
    """A call that was refused: its status, its stable code, and what to do."""

    def __init__(self, status: int, code: str, detail: str, problem: Mapping[str, Any]) -> None:
        super().__init__(f"{status} {code}: {detail}")
        self.status = status
        self.code = code
        self.problem = problem


@dataclass(frozen=True, slots=True)
class Answer(Generic[Value]):
    """What a call was answered."""

    status: int
    headers: Mapping[str, str]
    content: Value | None
    """None where there is none, as with 204 and 304."""

    @property
    def value(self) -> Value:
        """Return the content; CallError where it has not changed (304), so that there is none."""
        if self.content is None:
            raise CallError(self.status, "no-content", "The answer has no content.", {})
        return self.content

    @property
    def etag(self) -> str:
        """Return the entity tag as it is sent back, quotation marks and all."""
        return self.headers.get("etag", "")

    @property
    def is_unchanged(self) -> bool:
        """Tell whether what the caller has still holds."""
        return self.status == 304


class Transport:
    """A connection to a server, as a program with a token or as a client with a secret.

    When there is too much to do it waits as long as the server says, `patience` seconds at most.
    """

    def __init__(  # noqa: PLR0913 - the ways to enter
        self,
        address: str,
        *,
        token: str | None = None,
        client_id: str | None = None,
        client_secret: str | None = None,
        scopes: Iterable[str] = (),
        patience: float = 60,
        http: httpx.Client | None = None,
    ) -> None:
        self._address = address.rstrip("/")
        self._token = token
        self._renewed_at = float("inf")
        self._secret = (client_id, client_secret) if client_id and client_secret else None
        self._scopes = " ".join(scopes)
        self._patience = patience
        self._http = http or httpx.Client(timeout=60)

    def __enter__(self) -> Self:
        """Return itself; its connections close with the block."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the connections."""
        self._http.close()

    def call(
        self,
        method: str,
        path: str,
        *,
        query: Mapping[str, Any] | None = None,
        headers: Mapping[str, str | None] | None = None,
        body: Any = None,
    ) -> Answer[Any]:
        """Call an address; CallError where it is refused."""
        asked: dict[str, Any] = {
            "params": {name: _text(one) for name, one in (query or {}).items() if one is not None},
            "headers": {name: one for name, one in (headers or {}).items() if one is not None},
        }
        if body is not None:
            asked["json"] = body
        response = self._sent(method, path, asked)
        if response.status_code == 401 and self._secret is not None:
            self._token = None
            response = self._sent(method, path, asked)
        return _answer(response)

    def pages(self, first: Answer[Any]) -> Iterator[Any]:
        """Yield the items of a list, page after page."""
        answer = first
        while True:
            yield from answer.value["items"]
            link = answer.headers.get("link", "")
            if not link:
                return
            answer = self.call("GET", link[1 : link.index(">")])

    def _sent(self, method: str, path: str, asked: Mapping[str, Any]) -> httpx.Response:
        """Return the response, after waiting where the server asks for patience."""
        headers = dict(asked["headers"])
        if (token := self._fresh_token()) is not None:
            headers["Authorization"] = f"Bearer {token}"
        until = time.monotonic() + self._patience
        more = {"json": asked["json"]} if "json" in asked else {}
        more |= {"params": asked["params"]} if asked["params"] else {}
        while True:
            response = self._http.request(method, self._address + path, headers=headers, **more)
            wait = float(response.headers.get("Retry-After", SHORT_WAIT))
            if response.status_code not in WAITING or time.monotonic() + wait > until:
                return response
            time.sleep(wait)

    def _fresh_token(self) -> str | None:
        """Return the token, a new one for an old one where there is a secret to ask with."""
        if self._secret is None or (self._token and time.monotonic() < self._renewed_at):
            return self._token
        form = {"grant_type": "client_credentials", "scope": self._scopes}
        basic = (quote(self._secret[0], ""), quote(self._secret[1], ""))
        response = self._http.post(f"{self._address}/oauth/token", data=form, auth=basic)
        answer = _answer(response).value
        self._token = str(answer["access_token"])
        self._renewed_at = time.monotonic() + float(answer["expires_in"]) - EARLY
        return self._token


def _answer(response: httpx.Response) -> Answer[Any]:
    """Return what came; CallError where it is a refusal."""
    if response.status_code >= 400:
        raise _refusal(response)
    kind = response.headers.get("Content-Type", "").partition(";")[0]
    content: Any = None
    if response.status_code not in (204, 304):
        content = response.json() if kind == "application/json" else response.content
    return Answer(response.status_code, response.headers, content)


def _refusal(response: httpx.Response) -> CallError:
    try:
        problem = response.json()
    except ValueError:
        problem = {}
    code = problem.get("code") or problem.get("error") or "unknown"
    detail = problem.get("detail") or problem.get("error_description") or response.reason_phrase
    return CallError(response.status_code, code, detail, problem)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
