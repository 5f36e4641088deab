"""What changed and what went, clients, kept answers, webhooks and their deliveries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "integrators"
down_revision = "shares"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, and note what there is already."""
    op.add_column("token", sa.Column("scopes", sa.String(200)))
    _changes()
    _clients()
    _answers()
    _webhooks()


def _name(length: int) -> sa.String:
    """Return the type of a name for machines, in the same order on every database."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    """Return the constraint that a column names a row of another table."""
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"{table}_{column}_of_{other}")


def _changes() -> None:
    op.create_table(
        "change",
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("scope", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("key", _name(64), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("number", name="change_key"),
        sa.UniqueConstraint("scope", "kind", "key", name="change_scope_kind_key_unique"),
        sqlite_autoincrement=True,
    )
    op.create_index("change_scope_kind_number", "change", ["scope", "kind", "number"])
    op.execute(
        """
        INSERT INTO change (scope, kind, key, at)
        SELECT scope, kind, key, at FROM (
            SELECT scope, 'session' AS kind, code AS key, updated_at AS at FROM catalogue
            UNION ALL SELECT organisation_id, 'workshop', id, updated_at FROM workshop
        ) AS known ORDER BY at
        """
    )


def _clients() -> None:
    op.create_table(
        "client",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("organisation_id", sa.Integer, nullable=False),
        sa.Column("public_id", _name(40), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("scopes", sa.String(200), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT),
        sa.Column("revoked_at", MOMENT),
        _of("client", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name="client_key"),
        sa.UniqueConstraint("public_id", name="client_public_id_unique"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "client_secret",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("client_id", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        _of("client_secret", "client_id", "client"),
        sa.PrimaryKeyConstraint("id", name="client_secret_key"),
        sa.UniqueConstraint("hash", name="client_secret_hash_unique"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "access_token",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("client_id", sa.Integer, nullable=False),
        sa.Column("scopes", sa.String(200), nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        _of("access_token", "client_id", "client"),
        sa.PrimaryKeyConstraint("hash", name="access_token_key"),
    )
    op.create_index("client_organisation_id", "client", ["organisation_id"])
    op.create_index("client_secret_client_id", "client_secret", ["client_id"])
    op.create_index("access_token_client_id", "access_token", ["client_id"])
    op.create_index("access_token_expires_at", "access_token", ["expires_at"])


def _answers() -> None:
    op.create_table(
        "kept_answer",
        sa.Column("organisation_id", sa.Integer, nullable=False),
        sa.Column("credential", sa.String(40), nullable=False),
        sa.Column("key", _name(255), nullable=False),
        sa.Column("user_id", sa.Integer),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("status", sa.Integer),
        sa.Column("headers", sa.Text),
        sa.Column("body", sa.Text),
        _of("kept_answer", "organisation_id", "organisation"),
        _of("kept_answer", "user_id", "user"),
        sa.PrimaryKeyConstraint("organisation_id", "credential", "key", name="kept_answer_key"),
    )
    op.create_index("kept_answer_created_at", "kept_answer", ["created_at"])
    op.create_index("kept_answer_user_id", "kept_answer", ["user_id"])


def _webhooks() -> None:
    op.create_table(
        "webhook",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("organisation_id", sa.Integer, nullable=False),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("events", sa.String(200), nullable=False),
        sa.Column("secret", sa.String(80), nullable=False),
        sa.Column("old_secret", sa.String(80)),
        sa.Column("old_secret_until", MOMENT),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("stopped_at", MOMENT),
        _of("webhook", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name="webhook_key"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "delivery",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("webhook_id", sa.Integer, nullable=False),
        sa.Column("event", sa.String(40), nullable=False),
        sa.Column("type", sa.String(40), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due_at", MOMENT),
        sa.Column("delivered_at", MOMENT),
        sa.Column("status", sa.Integer),
        sa.Column("problem", sa.Text),
        _of("delivery", "webhook_id", "webhook"),
        sa.PrimaryKeyConstraint("id", name="delivery_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("webhook_organisation_id", "webhook", ["organisation_id"])
    op.create_index("delivery_webhook_id_id", "delivery", ["webhook_id", "id"])
    op.create_index("delivery_due_at", "delivery", ["due_at"])
