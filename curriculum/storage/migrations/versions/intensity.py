"""How intense each listed session gets, so that the library can be narrowed by it."""

from __future__ import annotations

import json

import sqlalchemy as sa
from alembic import op

revision = "intensity"
down_revision = "pictures"
branch_labels = None
depends_on = None

LISTED = sa.text(
    "SELECT catalogue.session_id, revision.body FROM catalogue JOIN revision"
    " ON revision.session_id = catalogue.session_id AND revision.number = catalogue.revision"
)
CHANGE = sa.text("UPDATE catalogue SET intensity = :intensity WHERE session_id = :session_id")


def upgrade() -> None:
    """Add the column, and fill it from what is published."""
    op.add_column(
        "catalogue", sa.Column("intensity", sa.Integer, nullable=False, server_default="1")
    )
    connection = op.get_bind()
    for session_id, body in connection.execute(LISTED).all():
        most = max(one.get("intensity", 1) for one in json.loads(body)["activities"])
        connection.execute(CHANGE, {"session_id": session_id, "intensity": most})
