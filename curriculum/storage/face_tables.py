"""The table of logos, apart from the settings so that these stay small."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table

from curriculum.storage.tables import metadata, organisation

logo = Table(
    "logo",
    metadata,
    Column("organisation_id", ForeignKey(organisation.c.id), primary_key=True),
    Column("name", String(50), nullable=False),
    Column("content", LargeBinary, nullable=False),
)
