"""What the handlers work with: the database and the press, and who asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine

from api.auth import Caller, bearer, caller_by_cookie, caller_of, sign_in_needed
from api.clock import now
from api.http import AnyRequest
from api.prints import Counter
from api.settings import Settings
from curriculum.storage.database import reading
from curriculum.storage.people import Role
from curriculum.storage.tokens import load_token, use_token


@dataclass(frozen=True, slots=True)
class Desk:
    """One for each server."""

    settings: Settings
    engine: Engine
    counter: Counter
    """Where documents are printed."""

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
        """Open the database to write; it is all done, or nothing is."""
        secret = bearer(request)
        with self.engine.begin() as connection:
            if secret is None:
                caller = caller_by_cookie(connection, request)
            else:
                caller = caller_of(use_token(connection, secret, now=now()))
            yield connection, caller.needs(role)

    @contextmanager
    def reading_anything(self, request: AnyRequest) -> Iterator[tuple[Connection, Caller]]:
        """Open the database to read, and tell who asks."""
        secret = bearer(request)
        if secret is None:
            with reading(self.engine) as connection:
                yield connection, caller_by_cookie(connection, request)
            return
        with reading(self.engine) as connection:
            token = load_token(connection, secret)
            yield connection, caller_of(token)
        if token is not None and not token.use_is_noted(now()):
            with self.engine.begin() as connection:
                use_token(connection, secret, now=now())
