"""A learning platform for tests: its own keys and a real server on a free port."""

from __future__ import annotations

import html
import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from api.lti.claims import DEEP_LINKING, GRADES, LTI, MEMBERSHIPS, SCORE_SCOPE
from curriculum.storage.lti_platforms import Platform

CLIENT_ID = "tool-7"
DEPLOYMENT = "1"
INSTRUCTOR = "http://purl.imsglobal.org/vocab/lis/v2/membership#Instructor"
LEARNER = "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"
TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
ABSENT: Any = object()
"""Stands for a claim that is left out."""


@dataclass
class Lms:
    """The platform: what it says, and what it was told."""

    address: str = ""
    keys: list[RSAKey] = field(default_factory=lambda: [first_key()])
    heard: list[tuple[str, str, dict[str, str], bytes]] = field(default_factory=list)
    """Method, path, headers and body of every request."""
    answers: dict[str, Callable[[], tuple[int, bytes]]] = field(default_factory=dict)
    """What is answered instead, by path."""
    pages: list[list[dict[str, Any]]] = field(default_factory=list)
    """The members of the course, page by page."""
    more: str = ""
    """Where it says that their list goes on, if that is not the truth."""
    tool_keys: str = ""
    """Where the tool publishes its keys."""
    launch: dict[str, Any] = field(default_factory=dict)
    """What the next token says, for a browser that goes through the sign-in page."""

    @property
    def platform(self) -> Platform:
        return Platform(
            name="Campus",
            issuer=self.address,
            client_id=CLIENT_ID,
            authorization_url=f"{self.address}/auth?theme=1",
            token_url=f"{self.address}/token",
            keyset_url=f"{self.address}/keys",
            deployments=(DEPLOYMENT,),
            active=True,
        )

    def asked(self, path: str) -> list[bytes]:
        """Return the bodies that came to a path."""
        return [body for _, where, _, body in self.heard if where == path]

    # --- tokens -----------------------------------------------------------------------------------

    def claims(self, nonce: str, target: str, /, **changes: Any) -> dict[str, Any]:
        """Return what a token says; a claim of LTI's own may be named without its prefix."""
        now = int(time.time())
        said: dict[str, Any] = {
            "iss": self.address,
            "aud": CLIENT_ID,
            "sub": "7",
            "iat": now,
            "exp": now + 60,
            "nonce": nonce,
            "name": "Ada Lovelace",
            "email": "ada@example.org",
            f"{LTI}deployment_id": DEPLOYMENT,
            f"{LTI}version": "1.3.0",
            f"{LTI}message_type": "LtiResourceLinkRequest",
            f"{LTI}target_link_uri": target,
            f"{LTI}roles": [LEARNER],
            f"{LTI}resource_link": {"id": "42", "title": "Read this"},
            f"{LTI}launch_presentation": {"return_url": f"{self.address}/course/5"},
        }
        for name, value in changes.items():
            claim = name if name in said or name.startswith("https:") else f"{LTI}{name}"
            said[name if name in ("azp", "nbf") else claim] = value
        return {name: value for name, value in said.items() if value is not ABSENT}

    def sign(self, claims: dict[str, Any], *, key: Any = None, **header: Any) -> str:
        """Return a token."""
        key = key or self.keys[0]
        told = {"alg": "RS256", "kid": key.kid, "typ": "JWT", **header}
        told = {name: value for name, value in told.items() if value is not ABSENT}
        return jwt.encode(told, claims, key, algorithms=[told["alg"]])

    def grades(self) -> dict[str, Any]:
        """Return the claim of a link that wants to know who is done."""
        item = f"{self.address}/items/3/lineitem?type_id=1"
        return {GRADES: {"scope": [SCORE_SCOPE], "lineitem": item}}

    def roster(self) -> dict[str, Any]:
        """Return the claim of a course that shares its members."""
        return {MEMBERSHIPS: {"context_memberships_url": f"{self.address}/members?page=0"}}

    def choosing(self, **changes: Any) -> dict[str, Any]:
        """Return the claims of somebody who is to choose for a course."""
        settings = {
            "deep_link_return_url": f"{self.address}/return",
            "accept_types": ["link", "ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe"],
            "accept_multiple": True,
            "data": "course 5",
            **changes,
        }
        return {
            "message_type": "LtiDeepLinkingRequest",
            "roles": [INSTRUCTOR],
            "resource_link": ABSENT,
            f"{DEEP_LINKING}deep_linking_settings": settings,
        }

    def read(self, token: str) -> dict[str, Any]:
        """Return the claims of a token that the tool signed, checked with its published keys."""
        with urlopen(self.tool_keys) as answer:  # noqa: S310 - our own server
            keys = KeySet.import_key_set(json.load(answer))
        return jwt.decode(token, keys, algorithms=["RS256"]).claims

    # --- the server -------------------------------------------------------------------------------

    def answer(self, method: str, where: str, body: bytes) -> tuple[int, bytes, dict[str, str]]:
        """Return status, body and headers."""
        parts = urlsplit(where)
        if parts.path in self.answers:
            return *self.answers[parts.path](), {}
        if method == "POST" and parts.path.endswith("/scores"):
            return 200, b"", {}
        handler = getattr(self, f"_{parts.path.strip('/')}", None)
        if handler is None:
            return 404, b"", {}
        query = {name: values[0] for name, values in parse_qs(parts.query).items()}
        found: tuple[int, bytes, dict[str, str]] = handler(query, body)
        return found

    def _keys(self, _query: dict[str, str], _body: bytes) -> tuple[int, bytes, dict[str, str]]:
        published = {"keys": [{**key.as_dict(private=False), "use": "sig"} for key in self.keys]}
        return 200, json.dumps(published).encode(), {}

    def _config(self, _query: dict[str, str], _body: bytes) -> tuple[int, bytes, dict[str, str]]:
        return 200, json.dumps(self.configuration()).encode(), {}

    def configuration(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/auth",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "registration_endpoint": f"{self.address}/register",
            "https://purl.imsglobal.org/spec/lti-platform-configuration": {
                "product_family_code": "moodle",
                "version": "5.1",
            },
        }

    def _register(self, _query: dict[str, str], body: bytes) -> tuple[int, bytes, dict[str, str]]:
        told = json.loads(body)
        told["client_id"] = "dynamic-1"
        told[TOOL]["deployment_id"] = "9"
        return 201, json.dumps(told).encode(), {}

    def _token(self, _query: dict[str, str], body: bytes) -> tuple[int, bytes, dict[str, str]]:
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        claims = self.read(form["client_assertion"])
        if (claims["iss"], claims["aud"]) != (CLIENT_ID, f"{self.address}/token"):
            return 401, b"{}", {}
        granted = {"access_token": "let-in", "token_type": "Bearer", "scope": form["scope"]}
        return 200, json.dumps(granted).encode(), {}

    def _members(self, query: dict[str, str], _body: bytes) -> tuple[int, bytes, dict[str, str]]:
        page = int(query["page"])
        body = json.dumps({"id": "x", "members": self.pages[page]}).encode()
        following = f"{self.address}/members?page={page + 1}" if page + 1 < len(self.pages) else ""
        where = self.more or following
        return 200, body, {"Link": f'<{where}>; rel="next"'} if where else {}

    def _auth(self, query: dict[str, str], _body: bytes) -> tuple[int, bytes, dict[str, str]]:
        """Answer a browser with a form that it sends on by itself."""
        changes = {name: one for name, one in self.launch.items() if name != "target"}
        claims = self.claims(query["nonce"], self.launch["target"], **changes)
        fields = {"id_token": self.sign(claims), "state": query["state"]}
        inputs = "".join(f'<input name="{name}" value="{fields[name]}">' for name in fields)
        page = (
            f'<form method="post" action="{html.escape(query["redirect_uri"])}">{inputs}</form>'
            "<script>document.forms[0].submit()</script>"
        )
        return 200, page.encode(), {"Content-Type": "text/html"}

    def _course(self, query: dict[str, str], _body: bytes) -> tuple[int, bytes, dict[str, str]]:
        """Answer a browser with a page of the course that has the tool in a frame."""
        page = (
            f'<title>Course</title><iframe width="800" height="600" src="{query["tool"]}"></iframe>'
        )
        return 200, page.encode(), {"Content-Type": "text/html"}


@cache
def first_key() -> RSAKey:
    """Return the key that platforms begin with: making one takes long."""
    return new_key("first")


def new_key(kid: str, bits: int = 2048) -> RSAKey:
    return RSAKey.generate_key(bits, {"kid": kid})


@contextmanager
def open_lms() -> Iterator[Lms]:
    """Serve a platform on a free port of this machine."""
    lms = Lms()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer("GET", b"")

        def do_POST(self) -> None:
            self._answer("POST", self.rfile.read(int(self.headers["Content-Length"] or 0)))

        def _answer(self, method: str, body: bytes) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            lms.heard.append((method, self.path, headers, body))
            status, content, more = lms.answer(method, self.path, body)
            self.send_response(status)
            for name, value in {"Content-Type": "application/json", **more}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    lms.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield lms
    finally:
        server.shutdown()
        thread.join(30)
        server.server_close()
