"""The first tables, the words of the search, and the lock on what was published."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "first"
down_revision = None
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make everything."""
    _organisations()
    _people()
    _sessions()
    _revisions()
    _catalogue()
    _workshops()
    if op.get_context().dialect.name == "sqlite":
        _words_on_sqlite()
        _lock_revisions_on_sqlite()
    else:
        _words_on_postgresql()
        _lock_revisions_on_postgresql()


def _name(length: int) -> sa.String:
    """Return the type of a name for machines, in the same order on every database."""
    return sa.String(length).with_variant(sa.String(length, collation="C"), "postgresql")


def _organisations() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="organisation_key"),
        sqlite_autoincrement=True,
    )


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    """Return the constraint that a column names a row of another table."""
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"{table}_{column}_of_{other}")


def _people() -> None:
    op.create_table(
        "user",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("organisation_id", sa.Integer, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("email", sa.Text),
        sa.Column("password_hash", sa.Text),
        sa.Column("created_at", MOMENT, nullable=False),
        _of("user", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name="user_key"),
        sa.UniqueConstraint("email", name="user_email_unique"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "token",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("organisation_id", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("last_used_at", MOMENT),
        sa.Column("revoked_at", MOMENT),
        _of("token", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name="token_key"),
        sa.UniqueConstraint("hash", name="token_hash_unique"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "sign_in_link",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT),
        _of("sign_in_link", "user_id", "user"),
        sa.PrimaryKeyConstraint("hash", name="sign_in_link_key"),
    )
    op.create_table(
        "web_session",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("user_id", sa.Integer, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        _of("web_session", "user_id", "user"),
        sa.PrimaryKeyConstraint("hash", name="web_session_key"),
    )
    op.create_index("user_organisation_id", "user", ["organisation_id"])
    op.create_index("token_organisation_id", "token", ["organisation_id"])
    op.create_index("sign_in_link_user_id", "sign_in_link", ["user_id"])
    op.create_index("web_session_user_id", "web_session", ["user_id"])


def _sessions() -> None:
    op.create_table(
        "session",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("organisation_id", sa.Integer),
        sa.Column("code", _name(30), nullable=False),
        sa.Column("copied_from", sa.String(30)),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
        _of("session", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name="session_key"),
        sa.UniqueConstraint("organisation_id", "code", name="session_organisation_id_code_unique"),
        sqlite_autoincrement=True,
    )
    shipped = sa.text("organisation_id IS NULL")
    op.create_index(
        "session_shipped_code",
        "session",
        ["code"],
        unique=True,
        sqlite_where=shipped,
        postgresql_where=shipped,
    )


def _revisions() -> None:
    op.create_table(
        "draft",
        sa.Column("session_id", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        _of("draft", "session_id", "session"),
        sa.PrimaryKeyConstraint("session_id", name="draft_key"),
    )
    op.create_table(
        "revision",
        sa.Column("session_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("note", sa.Text),
        sa.Column("published_at", MOMENT, nullable=False),
        _of("revision", "session_id", "session"),
        sa.PrimaryKeyConstraint("session_id", "number", name="revision_key"),
    )


def _catalogue() -> None:
    op.create_table(
        "catalogue",
        sa.Column("session_id", sa.Integer, nullable=False),
        sa.Column("scope", sa.Integer, nullable=False),
        sa.Column("code", _name(30), nullable=False),
        sa.Column("slug", sa.String(60), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("subtitle", sa.Text),
        sa.Column("topic", _name(60), nullable=False),
        sa.Column("language", sa.String(35), nullable=False),
        sa.Column("level", sa.String(20), nullable=False),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("minutes", sa.Integer, nullable=False),
        sa.Column("at_least", sa.Integer, nullable=False),
        sa.Column("at_most", sa.Integer, nullable=False),
        sa.Column("short_cut", sa.Integer, nullable=False),
        sa.Column("modes", sa.String(60), nullable=False),
        sa.Column("settings", sa.String(60), nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        _of("catalogue", "session_id", "session"),
        sa.PrimaryKeyConstraint("session_id", name="catalogue_key"),
        sa.UniqueConstraint("scope", "code", name="catalogue_scope_code_unique"),
    )
    op.create_index(
        "catalogue_order",
        "catalogue",
        ["scope", "topic", "code", "session_id", "language", "minutes", "modes", "settings"],
    )
    op.create_table(
        "programme",
        sa.Column("code", _name(60), nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("code", name="programme_key"),
    )


def _workshops() -> None:
    op.create_table(
        "workshop",
        sa.Column("id", _name(30), nullable=False),
        sa.Column("organisation_id", sa.Integer, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        _of("workshop", "organisation_id", "organisation"),
        sa.PrimaryKeyConstraint("id", name="workshop_key"),
    )
    op.create_index(
        "workshop_organisation_id_created_at_id",
        "workshop",
        ["organisation_id", "created_at", "id"],
    )


def _words_on_sqlite() -> None:
    op.execute(
        """
        CREATE VIRTUAL TABLE words USING fts5(
            marked, tokenize = "ascii tokenchars '#'", detail = none, columnsize = 0,
            prefix = '3 4 5 6'
        )
        """
    )


def _words_on_postgresql() -> None:
    op.execute(
        "CREATE TABLE words (session_id integer PRIMARY KEY REFERENCES session, marked tsvector)"
    )
    op.execute("CREATE INDEX words_marked ON words USING gin (marked)")
    # Out of line, words would look free to read, and every search would read them all.
    op.execute("ALTER TABLE words ALTER marked SET STORAGE MAIN, ALTER marked SET STATISTICS 1000")


def _lock_revisions_on_sqlite() -> None:
    for action in ("UPDATE", "DELETE"):
        op.execute(
            f"""
            CREATE TRIGGER revision_refuses_{action.lower()} BEFORE {action} ON revision
            BEGIN SELECT RAISE(ABORT, 'a published revision never changes'); END
            """
        )


def _lock_revisions_on_postgresql() -> None:
    op.execute(
        """
        CREATE FUNCTION revision_never_changes() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'a published revision never changes'; END $$
        """
    )
    op.execute(
        """
        CREATE TRIGGER revision_refuses_change BEFORE UPDATE OR DELETE OR TRUNCATE ON revision
        FOR EACH STATEMENT EXECUTE FUNCTION revision_never_changes()
        """
    )
