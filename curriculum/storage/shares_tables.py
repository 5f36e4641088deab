"""The table of links for participants: whose sheets, until when; nobody's name stands in it."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from curriculum.storage.tables import Moment, metadata, workshop

share = Table(
    "share",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("workshop_id", ForeignKey(workshop.c.id, ondelete="CASCADE"), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Index(None, "workshop_id"),
    sqlite_autoincrement=True,
)
