"""The tables of drafts that are written as text: their files, readable or not."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, LargeBinary, String, Table, Text

from curriculum.storage.tables import metadata, session

draft_text = Table(
    "draft_text",
    metadata,
    Column("session_id", ForeignKey(session.c.id), primary_key=True),
    Column("path", String(80), primary_key=True),
    Column("text", Text, nullable=False),
)

picture = Table(
    "picture",
    metadata,
    Column("session_id", ForeignKey(session.c.id), primary_key=True),
    Column("name", String(80), primary_key=True),
    Column("content", LargeBinary, nullable=False),
)
