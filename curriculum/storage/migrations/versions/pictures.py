"""Pictures of drafts, and the organisation's own face."""

from __future__ import annotations

revision = "pictures"
down_revision = "lti"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
