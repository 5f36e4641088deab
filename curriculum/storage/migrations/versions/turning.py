"""Lines that were kept before characters that turn the direction of text were refused in them.

They lose those characters, which nobody sees; otherwise they could not be read. What cannot change,
a revision, loses them whenever it is read.
"""

from __future__ import annotations

import json
from collections.abc import Callable

import sqlalchemy as sa
from alembic import op

from curriculum.storage.bodies import straightened

revision = "turning"
down_revision = "lti_planning"
branch_labels = None
depends_on = None

LINES = (
    ("user", "name"),
    ("token", "name"),
    ("client", "name"),
    ("catalogue", "title"),
    ("catalogue", "subtitle"),
)
BODIES = ("organisation", "lti_platform", "workshop", "run")


def upgrade() -> None:
    """Write anew what holds such characters."""
    for table, column in LINES:
        _rewrite(table, column, straightened)
    for table in BODIES:
        _rewrite(table, "body", _straight_body)


def _rewrite(table: str, column: str, rewrite: Callable[[str], str]) -> None:
    kept: sa.ColumnClause[str] = sa.column(column)
    rows = sa.table(table, kept)
    connection = op.get_bind()
    for text in connection.execute(sa.select(kept).select_from(rows).distinct()).scalars().all():
        if text is not None and (straight := rewrite(text)) != text:
            change = sa.update(rows).where(kept == text).values({column: straight})
            connection.execute(change)


def _straight_body(text: str) -> str:
    body = json.loads(text)
    straight = straightened(body)
    return text if straight == body else json.dumps(straight, ensure_ascii=False)
