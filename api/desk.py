"""What the handlers work with: the database and the press, and who asks."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import Connection, Engine

from api.auth import Caller, bearer, caller_by_cookie, caller_by_token, sign_in_needed
from api.http import AnyRequest
from api.prints import Keys
from api.settings import Settings
from curriculum.storage.database import reading
from curriculum.storage.people import Role
from pdf_templates.press import Press


@dataclass(frozen=True, slots=True)
class Desk:
    """One for each server."""

    settings: Settings
    engine: Engine
    press: Press
    keys: Keys = field(default_factory=Keys)

    @contextmanager
    def reading(self, request: AnyRequest, role: Role) -> Iterator[tuple[Connection, int]]:
        """Open the database to read for a member of an organisation, whose id comes with it."""
        with self._reading(request) as (connection, caller):
            yield connection, caller.needs(role)

    @contextmanager
    def reading_library(self, request: AnyRequest) -> Iterator[tuple[Connection, Caller]]:
        """Open the database to read the library, which is open to anybody unless it is closed."""
        with self._reading(request) as (connection, caller):
            if caller.organisation_id is None and not self.settings.public_library:
                raise sign_in_needed()
            yield connection, caller

    @contextmanager
    def writing(self, request: AnyRequest, role: Role) -> Iterator[tuple[Connection, int]]:
        """Open the database to write; it is all done, or nothing is."""
        secret = bearer(request)
        with self.engine.begin() as connection:
            caller = (
                caller_by_cookie(connection, request)
                if secret is None
                else caller_by_token(connection, secret)
            )
            yield connection, caller.needs(role)

    @contextmanager
    def _reading(self, request: AnyRequest) -> Iterator[tuple[Connection, Caller]]:
        secret = bearer(request)
        if secret is None:
            with reading(self.engine) as connection:
                yield connection, caller_by_cookie(connection, request)
            return
        with self.engine.begin() as connection:
            caller = caller_by_token(connection, secret)
        with reading(self.engine) as connection:
            yield connection, caller
