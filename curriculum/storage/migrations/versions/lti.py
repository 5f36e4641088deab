"""Learning platforms."""

from __future__ import annotations

revision = "lti"
down_revision = "integrators"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
