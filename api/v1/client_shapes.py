"""Clients as the API sends and takes them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from api.v1.shapes import Next, example
from curriculum.storage.scopes import Scope
from curriculum.values import Line, Value

Scopes = Annotated[tuple[Scope, ...], Field(min_length=1, max_length=len(Scope))]


class NewClient(Value):
    """A client to make."""

    model_config = example(name="Our LMS", scopes=["library:read", "workshops:read"])

    name: Line
    scopes: Scopes


class SecretFacts(Value):
    """A live secret without its text."""

    id: int
    created_at: dt.datetime


class ClientFacts(Value):
    """A client without the text of its secrets."""

    id: int
    client_id: str
    """What it calls itself when it asks for a token."""
    name: Line
    scopes: tuple[Scope, ...]
    secrets: tuple[SecretFacts, ...]
    """Those that are live, the oldest first; two at most."""
    created_at: dt.datetime
    last_used_at: dt.datetime | None
    revoked_at: dt.datetime | None


class ClientList(Value):
    """The organisation's clients, revoked ones too, the newest first."""

    items: tuple[ClientFacts, ...]
    next: Next = None


class ClientSecret(ClientFacts):
    """A client with a new secret, which cannot be had again."""

    client_secret: str
