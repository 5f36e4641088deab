"""The tables: indexed columns beside a JSON body in the shape of the house's values.

A text column says with `info` whether it holds something about a person (see `privacy`).
The words of the search are no table here: each database keeps them its own way (see `search`).
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

metadata = MetaData(
    naming_convention={
        "pk": "%(table_name)s_key",
        "ix": "%(table_name)s_%(column_0_N_name)s",
        "uq": "%(table_name)s_%(column_0_N_name)s_unique",
        "fk": "%(table_name)s_%(column_0_name)s_of_%(referred_table_name)s",
    }
)

PERSONAL = {"personal": True}
SHIPPED = 0
"""The scope of shipped sessions in the catalogue; an organisation's own have its id."""


def _name(length: int) -> String:
    """Return the type of a name for machines, in the same order on every database."""
    in_bytes = String(length, collation="C")
    return String(length).with_variant(in_bytes, "postgresql")


class Moment(TypeDecorator[dt.datetime]):
    """A moment in UTC, on databases with and without time zones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        """Write it in UTC; a time without a zone is a mistake."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(dt.UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> Any:
        """Read it in UTC."""
        if value is None:
            return None
        return (
            value.replace(tzinfo=dt.UTC) if dialect.name == "sqlite" else value.astimezone(dt.UTC)
        )


organisation = Table(
    "organisation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    sqlite_autoincrement=True,
)


def _organisation_key(*, nullable: bool = False) -> Column[int]:
    """Return the column that says whose it is."""
    return Column("organisation_id", ForeignKey(organisation.c.id), nullable=nullable)


# --- people ---------------------------------------------------------------------------------------

user = Table(
    "user",
    metadata,
    Column("id", Integer, primary_key=True),
    _organisation_key(),
    Column("role", String(20), nullable=False),
    Column("name", Text, nullable=False, info=PERSONAL),
    Column("email", Text, unique=True, info=PERSONAL),
    Column("password_hash", Text, info=PERSONAL),
    Column("created_at", Moment, nullable=False),
    Index(None, "organisation_id"),
    sqlite_autoincrement=True,
)

token = Table(
    "token",
    metadata,
    Column("id", Integer, primary_key=True),
    _organisation_key(),
    Column("name", Text, nullable=False),
    Column("role", String(20), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("scopes", String(200)),
    Column("created_at", Moment, nullable=False),
    Column("last_used_at", Moment),
    Column("revoked_at", Moment),
    Index(None, "organisation_id"),
    sqlite_autoincrement=True,
)

sign_in_link = Table(
    "sign_in_link",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("user_id", ForeignKey(user.c.id), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("used_at", Moment),
    Index(None, "user_id"),
)

web_session = Table(
    "web_session",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("user_id", ForeignKey(user.c.id), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index(None, "user_id"),
)

# --- the library ----------------------------------------------------------------------------------

session = Table(
    "session",
    metadata,
    Column("id", Integer, primary_key=True),
    _organisation_key(nullable=True),
    Column("code", _name(30), nullable=False),
    Column("copied_from", String(30)),
    Column("version", Integer, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Column("withdrawn_at", Moment),
    UniqueConstraint("organisation_id", "code"),
    sqlite_autoincrement=True,
)
Index(
    "session_shipped_code",
    session.c.code,
    unique=True,
    sqlite_where=session.c.organisation_id.is_(None),
    postgresql_where=session.c.organisation_id.is_(None),
)

draft = Table(
    "draft",
    metadata,
    Column("session_id", ForeignKey(session.c.id), primary_key=True),
    Column("body", Text, nullable=False),
)

revision = Table(
    "revision",
    metadata,
    Column("session_id", ForeignKey(session.c.id), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("digest", String(64), nullable=False),
    Column("body", Text, nullable=False),
    Column("note", Text),
    Column("published_at", Moment, nullable=False),
)

catalogue = Table(
    "catalogue",
    metadata,
    Column("session_id", ForeignKey(session.c.id), primary_key=True),
    Column("scope", Integer, nullable=False),
    Column("code", _name(30), nullable=False),
    Column("slug", String(60), nullable=False),
    Column("title", Text, nullable=False),
    Column("subtitle", Text),
    Column("topic", _name(60), nullable=False),
    Column("language", String(35), nullable=False),
    Column("level", String(20), nullable=False),
    Column("purpose", Text, nullable=False),
    Column("minutes", Integer, nullable=False),
    Column("at_least", Integer, nullable=False),
    Column("at_most", Integer, nullable=False),
    Column("short_cut", Integer, nullable=False),
    Column("intensity", Integer, nullable=False, server_default="1"),
    Column("modes", String(60), nullable=False),
    Column("settings", String(60), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("updated_at", Moment, nullable=False),
    UniqueConstraint("scope", "code"),
    # The columns after the session are there to filter without a look at the row.
    Index(
        "catalogue_order",
        *("scope", "topic", "code", "session_id", "language", "minutes", "modes", "settings"),
    ),
)

programme = Table(
    "programme",
    metadata,
    Column("code", _name(60), primary_key=True),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
)

# --- workshops ------------------------------------------------------------------------------------

workshop = Table(
    "workshop",
    metadata,
    Column("id", _name(30), primary_key=True),
    _organisation_key(),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    Index(None, "organisation_id", "created_at", "id"),
)
