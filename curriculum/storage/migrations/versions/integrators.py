"""Clients, webhooks, and what was deleted."""

from __future__ import annotations

revision = "integrators"
down_revision = "shares"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
