"""Clients: programs that trade a secret for access tokens that soon expire (OAuth 2.0, RFC 6749).

The database keeps digests of secrets and tokens alone.
"""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, Select, delete, insert, select, update

from curriculum.errors import ConflictError, NotFoundError
from curriculum.storage.integrators_tables import access_token, client_secret
from curriculum.storage.integrators_tables import client as table
from curriculum.storage.names import is_name, is_number
from curriculum.storage.scopes import Scope, read_scopes, write_scopes
from curriculum.storage.secret import hash_secret, new_secret

ID_PREFIX = "cli_"
SECRET_PREFIX = "cus_"  # noqa: S105 - what every secret begins with
TOKEN_PREFIX = "cat_"  # noqa: S105 - what every token begins with
"""What each begins with, so that leaked ones are found by scanners."""

TOKEN_LIFETIME = dt.timedelta(hours=1)
MOST_SECRETS = 2
"""So many live at once: the one in use, and the one to change to."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A live secret; the text itself is shown once and never stored."""

    id: int
    created_at: dt.datetime


@dataclass(frozen=True, slots=True)
class Client:
    """A program that may ask for access tokens of these scopes."""

    id: int
    organisation_id: int
    public_id: str
    name: str
    scopes: frozenset[Scope]
    secrets: tuple[Secret, ...]
    created_at: dt.datetime
    last_used_at: dt.datetime | None
    revoked_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class AccessToken:
    """What a client enters with until it expires."""

    client_id: int
    organisation_id: int
    scopes: frozenset[Scope]


def create_client(
    connection: Connection,
    organisation_id: int,
    *,
    name: str,
    scopes: Iterable[Scope],
    now: dt.datetime,
) -> tuple[Client, str]:
    """Store a client and return it with its first secret, which cannot be had again."""
    row = {"organisation_id": organisation_id, "name": name, "created_at": now}
    row |= {"public_id": ID_PREFIX + secrets.token_hex(12), "scopes": write_scopes(scopes)}
    client_id = connection.execute(insert(table).values(row).returning(table.c.id)).scalar_one()
    secret = _add_secret(connection, client_id, now)
    return load_client(connection, organisation_id, client_id), secret


def load_client(connection: Connection, organisation_id: int, client_id: int) -> Client:
    """Return a client of the organisation; NotFoundError."""
    one = _of(organisation_id).where(table.c.id == client_id)
    row = connection.execute(one).first() if is_number(client_id) else None
    if row is None:
        raise NotFoundError("There is no such client; see the list of clients.")
    return _client(connection, row)


def list_clients(connection: Connection, organisation_id: int) -> tuple[Client, ...]:
    """Return the clients of an organisation, revoked ones too, the newest first."""
    rows = connection.execute(_of(organisation_id).order_by(table.c.id.desc())).all()
    return tuple(_client(connection, row) for row in rows)


def add_secret(
    connection: Connection, organisation_id: int, client_id: int, *, now: dt.datetime
) -> tuple[Client, str]:
    """Return the client with a further secret; NotFoundError, ConflictError for a third one."""
    _hold(connection, client_id)
    client = load_client(connection, organisation_id, client_id)
    if client.revoked_at is not None:
        raise ConflictError(f"{client.name} was revoked; make a new client.")
    if len(client.secrets) >= MOST_SECRETS:
        raise ConflictError(f"{client.name} has {MOST_SECRETS} secrets; take the older one away.")
    secret = _add_secret(connection, client_id, now)
    return load_client(connection, organisation_id, client_id), secret


def remove_secret(
    connection: Connection, organisation_id: int, client_id: int, secret_id: int
) -> None:
    """Let a secret in no more; tokens that it got live on for their hour.

    Raises NotFoundError, and ConflictError for the only one.
    """
    _hold(connection, client_id)
    client = load_client(connection, organisation_id, client_id)
    if secret_id not in [one.id for one in client.secrets]:
        raise NotFoundError(f"{client.name} has no such secret; see the client.")
    if len(client.secrets) == 1:
        raise ConflictError(f"{client.name} has no other secret; make one first, or revoke it.")
    connection.execute(delete(client_secret).where(client_secret.c.id == secret_id))


def revoke_client(
    connection: Connection, organisation_id: int, client_id: int, *, now: dt.datetime
) -> None:
    """Revoke a client with its secrets and tokens, at once and for good; NotFoundError."""
    client = load_client(connection, organisation_id, client_id)
    for one in (client_secret, access_token):
        connection.execute(delete(one).where(one.c.client_id == client.id))
    unrevoked = update(table).where(table.c.id == client.id, table.c.revoked_at.is_(None))
    connection.execute(unrevoked.values(revoked_at=now))


# --- access ---------------------------------------------------------------------------------------


def client_of_secret(connection: Connection, public_id: str, secret: str) -> Client | None:
    """Return the client that proves itself with this secret; None if it is not."""
    known = select(table).join_from(table, client_secret).where(table.c.revoked_at.is_(None))
    proved = known.where(client_secret.c.hash == hash_secret(secret))
    named = proved.where(table.c.public_id == (public_id if is_name(public_id) else ""))
    row = connection.execute(named).first()
    return None if row is None else _client(connection, row)


def issue_token(
    connection: Connection, client: Client, scopes: Iterable[Scope], *, now: dt.datetime
) -> str:
    """Return a new access token of the client; it lives for `TOKEN_LIFETIME`."""
    connection.execute(delete(access_token).where(access_token.c.expires_at <= now))
    secret = new_secret(TOKEN_PREFIX)
    row = {"hash": hash_secret(secret), "client_id": client.id, "scopes": write_scopes(scopes)}
    connection.execute(insert(access_token).values(row | {"expires_at": now + TOKEN_LIFETIME}))
    connection.execute(update(table).where(table.c.id == client.id).values(last_used_at=now))
    return secret


def forget_token(connection: Connection, client: Client, secret: str) -> None:
    """End an access token of this client; nothing for another's."""
    own = (access_token.c.hash == hash_secret(secret), access_token.c.client_id == client.id)
    connection.execute(delete(access_token).where(*own))


def load_access_token(
    connection: Connection, secret: str, *, now: dt.datetime
) -> AccessToken | None:
    """Return what an access token lets do, unless it has expired or its client was revoked."""
    columns = (access_token.c.client_id, table.c.organisation_id, access_token.c.scopes)
    found = select(*columns).join_from(access_token, table)
    fresh = (access_token.c.hash == hash_secret(secret), access_token.c.expires_at > now)
    row = connection.execute(found.where(*fresh, table.c.revoked_at.is_(None))).first()
    return row and AccessToken(row.client_id, row.organisation_id, read_scopes(row.scopes))


def _add_secret(connection: Connection, client_id: int, now: dt.datetime) -> str:
    secret = new_secret(SECRET_PREFIX)
    row = {"client_id": client_id, "hash": hash_secret(secret), "created_at": now}
    connection.execute(insert(client_secret).values(row))
    return secret


def _hold(connection: Connection, client_id: int) -> None:
    """Hold a client until the transaction ends, so that its secrets are counted by one alone."""
    if is_number(client_id):
        connection.execute(select(table.c.id).where(table.c.id == client_id).with_for_update())


def _of(organisation_id: int) -> Select[Any]:
    return select(table).where(table.c.organisation_id == organisation_id)


def _client(connection: Connection, row: Row[Any]) -> Client:
    """Return a row as it is handed out, with its secrets, the oldest first."""
    columns = (client_secret.c.id, client_secret.c.created_at)
    own = select(*columns).where(client_secret.c.client_id == row.id).order_by(client_secret.c.id)
    return Client(
        id=row.id,
        organisation_id=row.organisation_id,
        public_id=row.public_id,
        name=row.name,
        scopes=read_scopes(row.scopes),
        secrets=tuple(Secret(*one) for one in connection.execute(own)),
        created_at=row.created_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
