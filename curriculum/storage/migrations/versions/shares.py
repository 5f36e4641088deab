"""Links for participants."""

from __future__ import annotations

revision = "shares"
down_revision = "accounts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
