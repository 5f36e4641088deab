"""Invitations into an organisation."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "accounts"
down_revision = "runs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("organisation_id", sa.Integer, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="invitation_organisation_id_of_organisation",
        ),
        sa.PrimaryKeyConstraint("id", name="invitation_key"),
        sa.UniqueConstraint("hash", name="invitation_hash_unique"),
        sqlite_autoincrement=True,
    )
    op.create_index("invitation_organisation_id", "invitation", ["organisation_id"])
