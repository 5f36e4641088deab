"""The tables of runs: the record of a meeting, and apart from it the words that a person wrote."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint

from curriculum.storage.tables import PERSONAL, Moment, metadata, user, workshop

run = Table(
    "run",
    metadata,
    Column("id", String(30), primary_key=True),
    Column("workshop_id", ForeignKey(workshop.c.id, ondelete="CASCADE"), nullable=False),
    Column("meeting", Integer, nullable=False),
    Column("began_at", Moment, nullable=False),
    Column("ended_at", Moment),
    Column("sessions", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("body", Text, nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("updated_at", Moment, nullable=False),
    # The same meeting cannot begin twice at one moment: a record that is sent twice is found out.
    UniqueConstraint("workshop_id", "meeting", "began_at"),
)

reflection = Table(
    "reflection",
    metadata,
    Column("run_id", ForeignKey(run.c.id, ondelete="CASCADE"), primary_key=True),
    Column("user_id", ForeignKey(user.c.id)),
    Column("text", Text, nullable=False, info=PERSONAL),
    Index(None, "user_id"),
)
