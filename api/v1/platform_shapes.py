"""Learning platforms, our keys and links to connect one, as the API sends and takes them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import Field

from api.v1.shapes import READ_ONLY, Next, example
from curriculum.storage.lti_platforms import Platform
from curriculum.values import Value

EXAMPLE = {
    "name": "Campus Moodle",
    "issuer": "https://campus.example.org",
    "client_id": "Zb3kQ1",
    "authorization_url": "https://campus.example.org/mod/lti/auth.php",
    "token_url": "https://campus.example.org/mod/lti/token.php",
    "keyset_url": "https://campus.example.org/mod/lti/certs.php",
    "deployments": ["1"],
    "active": True,
}


class PlatformBody(Platform):
    """A learning platform to connect; the id that a GET tells may be sent along."""

    model_config = example(**EXAMPLE)

    id: Annotated[int | None, Field(json_schema_extra=READ_ONLY)] = None
    shared: bool | None = None
    """False once a platform of the shared addresses was given your organisation's own."""


class PlatformFacts(Platform):
    """A learning platform that is connected, or waits to be let in."""

    id: int
    shared: bool
    """It has the addresses that all organisations of this server once shared, and knows the
    server's key. Give it those of `/platforms/tool`, then save it with false here."""


class PlatformList(Value):
    """The organisation's learning platforms, the oldest first."""

    items: tuple[PlatformFacts, ...]
    next: Next = None


class ToolFacts(Value):
    """What a platform has to know of your organisation on this server."""

    login_url: str
    launch_url: str
    """The only redirect address, and the address of the tool itself."""
    deep_link_url: str
    keyset_url: str
    domain: str


class NewRegistration(Value):
    """What a platform that is connected by a link may tell us."""

    model_config = example(roster=False, planning=True)

    roster: bool = False
    """Ask it for the members of courses, who become codes."""
    planning: bool = False
    """Let its instructors change the workshop that their link leads to."""


class RegistrationLink(Value):
    """A link that connects one platform; it waits afterwards to be made active."""

    url: str
    expires_at: dt.datetime


class KeyFacts(Value):
    """A key that your organisation publishes."""

    kid: str
    created_at: dt.datetime
    retired_at: dt.datetime | None
    """Since when it signs no more; it is published for a week after."""


class KeyList(Value):
    """The published keys, the one that signs first."""

    items: tuple[KeyFacts, ...]
    next: Next = None
