"""Who asks: a program with a token, a person with a cookie, or anybody."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from hashlib import sha256

from litestar.datastructures import Cookie
from sqlalchemy import Connection

from api.clock import now
from api.http import AnyRequest
from api.problems import RefusedError
from api.settings import LOOPBACK_NAMES
from curriculum.storage.clients import load_access_token
from curriculum.storage.people import Role
from curriculum.storage.scopes import Scope, role_of
from curriculum.storage.sign_in import SESSION_LIFETIME, load_web_session
from curriculum.storage.tokens import Token

COOKIE = "curriculum_session"
CSRF_HEADER = "X-CSRF-Token"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Caller:
    """Whoever asks; without an organisation it is anybody."""

    organisation_id: int | None = None
    role: Role | None = None
    user_id: int | None = None
    credential: str = ""
    """What they enter with, as far as it may be written down: `token:7`."""
    scopes: frozenset[Scope] | None = None
    """What a program may do of what its role may; None means all."""

    def needs(self, role: Role) -> int:
        """Return the organisation's id, once it is known that the caller may do so much there."""
        if self.organisation_id is None or self.role is None:
            raise sign_in_needed()
        if not self.role.may(role):
            raise RefusedError(
                403, "role-needed", f"This needs the role '{role}'; yours is '{self.role}'."
            )
        return self.organisation_id


def sign_in_needed(code: str = "sign-in-needed") -> RefusedError:
    """Return the refusal of somebody who is not known (RFC 6750, 3)."""
    error = ', error="invalid_token"' if code == "bad-token" else ""
    return RefusedError(
        401,
        code,
        "Send 'Authorization: Bearer' with a token of your organisation, or sign in; "
        "'curriculum token create' makes a token.",
        headers={"WWW-Authenticate": f'Bearer realm="curriculum"{error}'},
    )


def bearer(request: AnyRequest) -> str | None:
    """Return the token's secret that the request carries, if any."""
    header = request.headers.get("Authorization")
    if header is None:
        return None
    scheme, _, secret = header.partition(" ")
    if scheme.lower() != "bearer" or not secret.strip().isascii():
        raise sign_in_needed("bad-token")
    return secret.strip()


def caller_of(token: Token | None) -> Caller:
    """Return the program that this token belongs to."""
    if token is None:
        raise sign_in_needed("bad-token")
    return Caller(
        token.organisation_id, token.role, credential=f"token:{token.id}", scopes=token.scopes
    )


def caller_by_access(connection: Connection, secret: str) -> Caller:
    """Return the client that an access token was given to."""
    access = load_access_token(connection, secret, now=now())
    if access is None:
        raise sign_in_needed("bad-token")
    return Caller(
        access.organisation_id,
        role_of(access.scopes),
        credential=f"client:{access.client_id}",
        scopes=access.scopes,
    )


def caller_by_cookie(connection: Connection, request: AnyRequest) -> Caller:
    """Return the person who signed in, or anybody; a change needs the page's CSRF token."""
    secret = request.cookies.get(COOKIE)
    user = load_web_session(connection, secret, now=now()) if secret else None
    if user is None or secret is None:
        return Caller()
    if request.method not in SAFE_METHODS:
        check_csrf(secret, request.headers.get(CSRF_HEADER, ""))
    return Caller(user.organisation_id, user.role, user.id, credential=f"user:{user.id}")


# --- cookies --------------------------------------------------------------------------------------


def csrf_token(secret: str) -> str:
    """Return the token that pages of this signed-in person carry."""
    return sha256(b"csrf:" + secret.encode("utf-8", "replace")).hexdigest()


def check_csrf(secret: str, given: object) -> None:
    """Refuse a change that did not come from one of our own pages."""
    text = given if isinstance(given, str) else ""
    if not hmac.compare_digest(csrf_token(secret).encode(), text.encode("utf-8", "replace")):
        raise RefusedError(
            403,
            "csrf",
            f"A change with a cookie needs the page's token in '{CSRF_HEADER}'; "
            "reload the page and try again.",
        )


def session_cookie(request: AnyRequest, secret: str) -> Cookie:
    """Return the cookie of a signed-in person; over the network it travels by https alone."""
    host = request.headers.get("Host", "").lower()
    loopback = host in LOOPBACK_NAMES or host.rpartition(":")[0] in LOOPBACK_NAMES
    return Cookie(
        COOKIE,
        value=secret,
        path="/",
        httponly=True,
        samesite="lax",
        secure=request.url.scheme == "https" or not loopback,
        max_age=int(SESSION_LIFETIME.total_seconds()),
    )
