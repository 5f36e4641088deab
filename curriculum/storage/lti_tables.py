"""The tables of learning platforms: who they are, our keys, and who is on their way through.

Nothing here tells who a learner is. A person is a digest under a key of the platform's own, and
what the platform said about a visit is sealed with a secret that only the visitor's browser has.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from curriculum.storage.tables import Moment, metadata, organisation


def _organisation_key(*, nullable: bool = False, primary_key: bool = False) -> Column[int]:
    """Return the column that says whose it is."""
    owner = ForeignKey(organisation.c.id, ondelete="CASCADE")
    return Column("organisation_id", owner, nullable=nullable, primary_key=primary_key)


lti_door = Table(
    "lti_door",
    metadata,
    _organisation_key(primary_key=True),
    Column("name", String(64), nullable=False, unique=True),
)

lti_key = Table(
    "lti_key",
    metadata,
    Column("kid", String(64), primary_key=True),
    _organisation_key(nullable=True),
    Column("private_key", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("retired_at", Moment),
    Index(None, "organisation_id"),
)
"""Without an organisation it is the server's, which platforms of the shared addresses know."""

lti_platform = Table(
    "lti_platform",
    metadata,
    Column("id", Integer, primary_key=True),
    _organisation_key(),
    Column("version", Integer, nullable=False),
    Column("issuer", String(255), nullable=False),
    Column("client_id", String(255), nullable=False),
    Column("active", Boolean, nullable=False),
    Column("shared", Boolean, nullable=False),
    Column("person_key", String(64), nullable=False),
    Column("body", Text, nullable=False),
    UniqueConstraint("organisation_id", "issuer", "client_id"),
    Index(None, "organisation_id"),
    sqlite_autoincrement=True,
)


def _platform_key(*, primary_key: bool = False) -> Column[int]:
    """Return the column that says through which platform somebody came."""
    platform = ForeignKey(lti_platform.c.id, ondelete="CASCADE")
    return Column("platform_id", platform, nullable=False, primary_key=primary_key)


lti_registration = Table(
    "lti_registration",
    metadata,
    Column("hash", String(64), primary_key=True),
    _organisation_key(),
    Column("roster", Boolean, nullable=False),
    Column("planning", Boolean, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index(None, "organisation_id"),
)

lti_state = Table(
    "lti_state",
    metadata,
    Column("hash", String(64), primary_key=True),
    _platform_key(),
    Column("nonce", String(64), nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index(None, "platform_id"),
)

lti_visit = Table(
    "lti_visit",
    metadata,
    Column("id", String(32), primary_key=True),
    _platform_key(),
    Column("hash", String(64), nullable=False),
    Column("role", String(20), nullable=False),
    Column("person", String(64), nullable=False),
    Column("sealed", Text, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index(None, "platform_id"),
)

lti_completion = Table(
    "lti_completion",
    metadata,
    _platform_key(primary_key=True),
    Column("person", String(64), primary_key=True),
    Column("line_item", String(64), primary_key=True),
    Column("done_at", Moment, nullable=False),
)

lti_planning = Table(
    "lti_planning",
    metadata,
    Column("visit_id", String(32), primary_key=True),
    _platform_key(),
    Column("workshop_id", String(64), nullable=False),
    Column("person", String(64), nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("changes", Integer, nullable=False),
    Index(None, "platform_id"),
)
"""It outlives its visit: who changed what is told for half a year."""
