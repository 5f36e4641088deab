"""Tokens and people as the API sends and takes them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated

from pydantic import AfterValidator, Field

from api.v1.client_shapes import Scopes
from api.v1.shapes import Next, example
from curriculum.storage.people import Role
from curriculum.storage.scopes import Scope
from curriculum.values import Line, Value, mail_address


class NewToken(Value):
    """A token to make."""

    model_config = example(name="Our LMS", role="reader")

    name: Line
    role: Role = Role.FACILITATOR
    scopes: Scopes | None = None
    """What it may do of what its role may; left out or null, all of it."""


class TokenFacts(Value):
    """A token without its secret."""

    id: int
    name: Line
    role: Role
    scopes: tuple[Scope, ...] | None
    created_at: dt.datetime
    last_used_at: dt.datetime | None
    revoked_at: dt.datetime | None


class TokenList(Value):
    """The organisation's tokens, revoked ones too, the newest first."""

    items: tuple[TokenFacts, ...]
    next: Next = None


class TokenSecret(TokenFacts):
    """A new token with its secret, which cannot be had again."""

    token: str


Email = Annotated[
    str,
    Field(pattern=r"^[^@\s]{1,64}@[^@\s]{1,190}$", max_length=254),
    AfterValidator(mail_address),
]


class NewUser(Value):
    """A person to let in."""

    model_config = example(name="Ada", role="facilitator", email="ada@example.org")

    name: Line
    role: Role = Role.FACILITATOR
    email: Email | None = None


class RoleChange(Value):
    """What a person may do from now on."""

    role: Role


class UserResource(Value):
    """A person of the organisation."""

    id: int
    name: Line
    role: Role
    email: str | None


class UserList(Value):
    """The people of the organisation, by name."""

    items: tuple[UserResource, ...]
    next: Next = None


class SignInLink(Value):
    """A link that signs a person in once, within a quarter of an hour."""

    url: str
    expires_at: dt.datetime


class NewInvitation(Value):
    """An invitation to make: what the person may do, and how many days the link works."""

    model_config = example(role="facilitator", days=3)

    role: Role = Role.FACILITATOR
    days: Annotated[int, Field(ge=1, le=30)] = 3


class InvitationFacts(Value):
    """An open invitation without its link."""

    id: int
    role: Role
    expires_at: dt.datetime


class InvitationList(Value):
    """The open invitations, those that expire first in front."""

    items: tuple[InvitationFacts, ...]
    next: Next = None


class InvitationLink(InvitationFacts):
    """A new invitation with its link, which cannot be had again."""

    url: str
