"""Pictures of drafts, and the organisation's own face."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "pictures"
down_revision = "lti"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _draft_files()
    _logos()


def _draft_files() -> None:
    for table, name, content in (
        ("draft_text", "path", sa.Column("text", sa.Text, nullable=False)),
        ("picture", "name", sa.Column("content", sa.LargeBinary, nullable=False)),
    ):
        op.create_table(
            table,
            sa.Column("session_id", sa.Integer, nullable=False),
            sa.Column(name, sa.String(80), nullable=False),
            content,
            sa.ForeignKeyConstraint(
                ["session_id"], ["session.id"], name=f"{table}_session_id_of_session"
            ),
            sa.PrimaryKeyConstraint("session_id", name, name=f"{table}_key"),
        )


def _logos() -> None:
    op.create_table(
        "logo",
        sa.Column("organisation_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(50), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name="logo_organisation_id_of_organisation"
        ),
        sa.PrimaryKeyConstraint("organisation_id", name="logo_key"),
    )
