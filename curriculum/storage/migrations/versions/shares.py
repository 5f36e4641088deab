"""Links for participants."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "shares"
down_revision = "accounts"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table."""
    name = sa.String(30)
    op.create_table(
        "share",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column(
            "workshop_id",
            name.with_variant(sa.String(30, collation="C"), "postgresql"),
            nullable=False,
        ),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name="share_workshop_id_of_workshop",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name="share_key"),
        sa.UniqueConstraint("hash", name="share_hash_unique"),
        sqlite_autoincrement=True,
    )
    op.create_index("share_workshop_id", "share", ["workshop_id"])
