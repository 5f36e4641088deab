"""Invitations and signing in."""

from __future__ import annotations

revision = "accounts"
down_revision = "runs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
