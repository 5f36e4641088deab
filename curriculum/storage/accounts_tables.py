"""The table of invitations; those who were invited stand among the people."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from curriculum.storage.tables import Moment, metadata, organisation

invitation = Table(
    "invitation",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("organisation_id", ForeignKey(organisation.c.id), nullable=False),
    Column("role", String(20), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("expires_at", Moment, nullable=False),
    Index(None, "organisation_id"),
    sqlite_autoincrement=True,
)
