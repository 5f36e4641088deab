"""Learning platforms."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "lti"
down_revision = "integrators"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    _platforms()
    _visits()


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    """Return the constraint that a row goes with a row of another table."""
    name = f"{table}_{column}_of_{other}"
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=name, ondelete="CASCADE")


def _platforms() -> None:
    op.create_table(
        "lti_key",
        sa.Column("kid", sa.String(64), nullable=False),
        sa.Column("private_key", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("retired_at", MOMENT),
        sa.PrimaryKeyConstraint("kid", name="lti_key_key"),
    )
    op.create_table(
        "lti_platform",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("organisation_id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("issuer", sa.String(255), nullable=False),
        sa.Column("client_id", sa.String(255), nullable=False),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("person_key", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        _of("lti_platform", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name="lti_platform_key"),
        sa.UniqueConstraint("issuer", "client_id", name="lti_platform_issuer_client_id_unique"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "lti_registration",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("organisation_id", sa.Integer, nullable=False),
        sa.Column("roster", sa.Boolean, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        _of("lti_registration", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("hash", name="lti_registration_key"),
    )
    for table in ("lti_platform", "lti_registration"):
        op.create_index(f"{table}_organisation_id", table, ["organisation_id"])


def _visits() -> None:
    op.create_table(
        "lti_state",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("platform_id", sa.Integer, nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        _of("lti_state", "platform_id", "lti_platform"),
        sa.PrimaryKeyConstraint("hash", name="lti_state_key"),
    )
    op.create_table(
        "lti_visit",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("platform_id", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("sealed", sa.Text, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        _of("lti_visit", "platform_id", "lti_platform"),
        sa.PrimaryKeyConstraint("id", name="lti_visit_key"),
    )
    op.create_table(
        "lti_completion",
        sa.Column("platform_id", sa.Integer, nullable=False),
        sa.Column("person", sa.String(64), nullable=False),
        sa.Column("line_item", sa.String(64), nullable=False),
        sa.Column("done_at", MOMENT, nullable=False),
        _of("lti_completion", "platform_id", "lti_platform"),
        sa.PrimaryKeyConstraint("platform_id", "person", "line_item", name="lti_completion_key"),
    )
    for table in ("lti_state", "lti_visit"):
        op.create_index(f"{table}_platform_id", table, ["platform_id"])
