"""The tables of programs that work with the house: what changed, clients, answers, webhooks."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from curriculum.storage.tables import Moment, metadata, organisation, user


def _in_bytes(length: int) -> String:
    """Return the type of a name for machines, in the same order on every database."""
    in_bytes = String(length, collation="C")
    return String(length).with_variant(in_bytes, "postgresql")


change = Table(
    "change",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("scope", Integer, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("key", _in_bytes(64), nullable=False),
    Column("at", Moment, nullable=False),
    UniqueConstraint("scope", "kind", "key"),
    Index(None, "scope", "kind", "number"),
    sqlite_autoincrement=True,
)
"""One row for each thing that was ever listed: when it last changed, or went."""

# --- clients --------------------------------------------------------------------------------------

client = Table(
    "client",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", ForeignKey(organisation.c.id), nullable=False),
    Column("public_id", _in_bytes(40), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("scopes", String(200), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("last_used_at", Moment),
    Column("revoked_at", Moment),
    Index(None, "organisation_id"),
    sqlite_autoincrement=True,
)

client_secret = Table(
    "client_secret",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("client_id", ForeignKey(client.c.id), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Index(None, "client_id"),
    sqlite_autoincrement=True,
)

access_token = Table(
    "access_token",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("client_id", ForeignKey(client.c.id), nullable=False),
    Column("scopes", String(200), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index(None, "client_id"),
    Index(None, "expires_at"),
)

# --- answers --------------------------------------------------------------------------------------

kept_answer = Table(
    "kept_answer",
    metadata,
    Column("organisation_id", ForeignKey(organisation.c.id), primary_key=True),
    Column("credential", String(40), primary_key=True),
    Column("key", _in_bytes(255), primary_key=True),
    Column("user_id", ForeignKey(user.c.id)),
    Column("fingerprint", String(64), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("status", Integer),
    Column("headers", Text),
    Column("body", Text),
    Index(None, "created_at"),
    Index(None, "user_id"),
)
"""What a request with an idempotency key was answered; without a status it is not known."""

# --- webhooks -------------------------------------------------------------------------------------

webhook = Table(
    "webhook",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", ForeignKey(organisation.c.id), nullable=False),
    Column("url", Text, nullable=False),
    Column("events", String(200), nullable=False),
    Column("secret", String(80), nullable=False),
    Column("old_secret", String(80)),
    Column("old_secret_until", Moment),
    Column("created_at", Moment, nullable=False),
    Column("stopped_at", Moment),
    Index(None, "organisation_id"),
    sqlite_autoincrement=True,
)
"""Where to tell of events; its secrets sign what is sent, so they cannot be digests."""

delivery = Table(
    "delivery",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("webhook_id", ForeignKey(webhook.c.id), nullable=False),
    Column("event", String(40), nullable=False),
    Column("type", String(40), nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due_at", Moment),
    Column("delivered_at", Moment),
    Column("status", Integer),
    Column("problem", Text),
    Index(None, "webhook_id", "id"),
    Index(None, "due_at"),
    sqlite_autoincrement=True,
)
"""The outbox and the log in one: an event for a webhook, and what came of it."""
