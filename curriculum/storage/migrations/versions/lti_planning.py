"""Teachers who plan from inside a course: where it may be allowed, and who did."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "lti_planning"
down_revision = "lti_doors"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the table; links that wait to connect a platform do not allow it."""
    op.add_column(
        "lti_registration",
        sa.Column("planning", sa.Boolean, nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "lti_planning",
        sa.Column("visit_id", sa.String(32), nullable=False),
        sa.Column("platform_id", sa.Integer, nullable=False),
        sa.Column("workshop_id", sa.String(64), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("began_at", MOMENT, nullable=False),
        sa.Column("changed_at", MOMENT, nullable=False),
        sa.Column("changes", sa.Integer, nullable=False),
        sa.ForeignKeyConstraint(
            ["platform_id"],
            ["lti_platform.id"],
            name="lti_planning_platform_id_of_lti_platform",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("visit_id", name="lti_planning_key"),
    )
    op.create_index("lti_planning_platform_id", "lti_planning", ["platform_id"])
