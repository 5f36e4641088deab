"""Each organisation's own addresses and keys for learning platforms.

Platforms that are here already keep the shared ones until their owners move them.
"""

from __future__ import annotations

import secrets
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "lti_doors"
down_revision = "intensity"
branch_labels = None
depends_on = None

LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"
PASSING = ("lti_state", "lti_visit", "lti_completion")
"""What names a platform, and goes when its row goes."""


def upgrade() -> None:
    """Make the table of doors, and say of keys and platforms whose they are."""
    _doors()
    _keys()
    _platforms()


def _doors() -> None:
    op.create_table(
        "lti_door",
        sa.Column("organisation_id", sa.Integer, nullable=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="lti_door_organisation_id_of_organisation",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organisation_id", name="lti_door_key"),
        sa.UniqueConstraint("name", name="lti_door_name_unique"),
    )
    organisations = op.get_bind().execute(sa.text("SELECT id FROM organisation")).scalars()
    doors = [
        {"organisation_id": one, "name": "".join(secrets.choice(LETTERS) for _ in range(16))}
        for one in organisations
    ]
    op.bulk_insert(_table("lti_door"), doors)


def _keys() -> None:
    with op.batch_alter_table("lti_key") as batch:
        batch.add_column(sa.Column("organisation_id", sa.Integer))
        batch.create_foreign_key(
            "lti_key_organisation_id_of_organisation",
            "organisation",
            ["organisation_id"],
            ["id"],
            ondelete="CASCADE",
        )
    op.create_index("lti_key_organisation_id", "lti_key", ["organisation_id"])


def _platforms() -> None:
    kept = {name: _rows(name) for name in PASSING}
    # SQLite can only make the table anew, and deletes with the old one what names its rows.
    with op.batch_alter_table("lti_platform", table_kwargs={"sqlite_autoincrement": True}) as batch:
        batch.add_column(sa.Column("shared", sa.Boolean, nullable=False, server_default=sa.true()))
        batch.drop_constraint("lti_platform_issuer_client_id_unique", type_="unique")
        batch.create_unique_constraint(
            "lti_platform_organisation_id_issuer_client_id_unique",
            ["organisation_id", "issuer", "client_id"],
        )
    for name, rows in kept.items():
        gone = not _rows(name)
        if rows and gone:
            op.bulk_insert(_table(name), rows)


def _rows(name: str) -> list[dict[str, Any]]:
    found = op.get_bind().execute(sa.select(_table(name)))
    return [dict(row) for row in found.mappings()]


def _table(name: str) -> sa.Table:
    return sa.Table(name, sa.MetaData(), autoload_with=op.get_bind(), resolve_fks=False)
