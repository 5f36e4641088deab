"""Letting people and programs in."""

from __future__ import annotations

from argparse import Namespace

from sqlalchemy import Connection

from api.clock import now
from api.commands.failing import WrongCallError, print_alone, say
from api.commands.house import database, the_organisation
from api.settings import Settings
from api.v1.organisation_shapes import NewToken, NewUser
from curriculum.errors import NotFoundError
from curriculum.storage.people import Role, create_user, list_users
from curriculum.storage.sign_in import create_sign_in_link
from curriculum.storage.tokens import create_token as store_token


def create_token(asked: Namespace) -> int:
    """Make a token; its secret is all that goes to standard output."""
    wanted = NewToken(name=asked.name, role=Role(asked.role))
    with database(Settings()) as engine, engine.begin() as connection:
        organisation = the_organisation(connection)
        _, secret = store_token(
            connection, organisation.id, name=wanted.name, role=wanted.role, now=now()
        )
    say(f"This is the token '{wanted.name}'; keep it safe, it cannot be shown again.")
    print_alone(secret)
    return 0


def add_user(asked: Namespace) -> int:
    """Let a person in; their sign-in link is all that goes to standard output."""
    settings = Settings()
    wanted = NewUser(name=asked.name, role=Role(asked.role), email=asked.email)
    with database(settings) as engine, engine.begin() as connection:
        user = create_user(
            connection,
            the_organisation(connection).id,
            name=wanted.name,
            role=wanted.role,
            now=now(),
            email=wanted.email,
        )
        link = sign_in_link(connection, user.id, settings.address)
    _hand_over(wanted.name, link)
    return 0


def link_user(asked: Namespace) -> int:
    """Print a new sign-in link for somebody who is in already."""
    settings = Settings()
    with database(settings) as engine, engine.begin() as connection:
        people = list_users(connection, the_organisation(connection).id)
        found = [user for user in people if asked.name in (user.name, user.email)]
        if not found:
            raise NotFoundError(f"There is no '{asked.name}'; 'curriculum user add' lets them in.")
        if len(found) > 1:
            raise WrongCallError(f"There are {len(found)} of that name; give an e-mail address.")
        link = sign_in_link(connection, found[0].id, settings.address)
    _hand_over(asked.name, link)
    return 0


def sign_in_link(connection: Connection, user_id: int, address: str) -> str:
    """Return a link that signs this person in once."""
    return f"{address}/sign-in/{create_sign_in_link(connection, user_id, now=now())}"


def _hand_over(name: str, link: str) -> None:
    say(f"{name} signs in with this link, once, within 15 minutes:")
    print_alone(link)
