"""What the handlers work with: the database and the press, and who asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeGuard

from sqlalchemy import Connection, Engine

from api.auth import (
    COOKIE,
    Caller,
    bearer,
    caller_by_access,
    caller_by_cookie,
    caller_of,
    sign_in_needed,
)
from api.clock import now
from api.http import AnyRequest
from api.idempotency import claim
from api.prints import Counter
from api.rates import Rates
from api.scopes import within_scopes
from api.settings import Settings
from curriculum.storage.clients import TOKEN_PREFIX
from curriculum.storage.database import reading
from curriculum.storage.people import Role
from curriculum.storage.tokens import Token, load_token, use_token


@dataclass(frozen=True, slots=True)
class Desk:
    """One for each server."""

    settings: Settings
    engine: Engine
    counter: Counter
    """Where documents are printed."""
    rates: Rates
    """How often somebody may ask."""

    @contextmanager
    def reading(self, request: AnyRequest, role: Role) -> Iterator[tuple[Connection, int]]:
        """Open the database to read for a member of an organisation, whose id comes with it."""
        with self.reading_anything(request) as (connection, caller):
            yield connection, caller.needs(role)

    @contextmanager
    def reading_library(self, request: AnyRequest) -> Iterator[tuple[Connection, Caller]]:
        """Open the database to read the library, which is open to anybody unless it is closed."""
        with self.reading_anything(request) as (connection, caller):
            if caller.organisation_id is None and not self.settings.public_library:
                raise sign_in_needed()
            yield connection, caller

    @contextmanager
    def writing(self, request: AnyRequest, role: Role) -> Iterator[tuple[Connection, int]]:
        """Open the database to write for a member of an organisation, whose id comes with it."""
        with self.writing_as(request, role) as (connection, organisation_id, _):
            yield connection, organisation_id

    @contextmanager
    def writing_as(
        self, request: AnyRequest, role: Role
    ) -> Iterator[tuple[Connection, int, int | None]]:
        """Open the database to write; it is all done, or nothing is.

        The person who writes comes after the organisation's id; a program is nobody. A request
        with an idempotency key comes this far once.
        """
        secret = bearer(request)
        with self.engine.begin() as connection:
            token = use_token(connection, secret, now=now()) if _is_of_token(secret) else None
            caller = self._caller(connection, request, token)
            organisation_id = caller.needs(role)
            claim(connection, request, caller)
            yield connection, organisation_id, caller.user_id

    @contextmanager
    def reading_anything(self, request: AnyRequest) -> Iterator[tuple[Connection, Caller]]:
        """Open the database to read, and tell who asks."""
        secret = bearer(request)
        with reading(self.engine) as connection:
            token = load_token(connection, secret) if _is_of_token(secret) else None
            yield connection, self._caller(connection, request, token)
        if secret is not None and token is not None and not token.use_is_noted(now()):
            with self.engine.begin() as connection:
                use_token(connection, secret, now=now())

    def _caller(self, connection: Connection, request: AnyRequest, token: Token | None) -> Caller:
        """Return who asks, within the scopes that they have; `token` is the request's, if any."""
        secret = bearer(request)
        if secret is None:
            caller = caller_by_cookie(connection, request)
            secret = request.cookies.get(COOKIE, "")
        elif _is_of_token(secret):
            caller = caller_of(token)
        else:
            caller = caller_by_access(connection, secret)
        if caller.credential:
            self.rates.remember(secret, caller.credential)
        return within_scopes(caller, request)


def _is_of_token(secret: str | None) -> TypeGuard[str]:
    """Tell whether this may be a token's secret, and is not a client's for an hour."""
    return secret is not None and not secret.startswith(TOKEN_PREFIX)
