"""Runs of workshops, and the reflections on them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "runs"
down_revision = "first"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "run",
        sa.Column("id", sa.String(30), nullable=False),
        sa.Column("workshop_id", _workshop_id(), nullable=False),
        sa.Column("meeting", sa.Integer, nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("sessions", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        _of("run", "workshop_id", "workshop", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="run_key"),
        _unique("run", "workshop_id", "meeting", "began_at"),
    )
    op.create_table(
        "reflection",
        sa.Column("run_id", sa.String(30), nullable=False),
        sa.Column("user_id", sa.Integer),
        sa.Column("text", sa.Text, nullable=False),
        _of("reflection", "run_id", "run", ondelete="CASCADE"),
        _of("reflection", "user_id", "user"),
        sa.PrimaryKeyConstraint("run_id", name="reflection_key"),
    )
    op.create_index("reflection_user_id", "reflection", ["user_id"])


def _workshop_id() -> sa.String:
    """Return the type of a workshop's id, as the table of workshops has it."""
    return sa.String(30).with_variant(sa.String(30, collation="C"), "postgresql")


def _of(
    table: str, column: str, other: str, ondelete: str | None = None
) -> sa.ForeignKeyConstraint:
    """Return the constraint that a column names a row of another table."""
    name = f"{table}_{column}_of_{other}"
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete=ondelete)


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    """Return the constraint that no two rows have the same of these."""
    return sa.UniqueConstraint(*columns, name=f"{table}_{'_'.join(columns)}_unique")
