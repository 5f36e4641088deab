"""What happened in the meetings."""

from __future__ import annotations

revision = "runs"
down_revision = "first"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
