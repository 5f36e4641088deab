"""Platforms that were connected before organisations had their own addresses and keys."""

from __future__ import annotations

from collections.abc import Iterator

import alembic.command
import pytest
from sqlalchemy import Engine, select, text

from curriculum.storage.database import migrate, migration_config, open_database, reading
from curriculum.storage.lti_doors import behind_door, door_of
from curriculum.storage.lti_tables import lti_completion, lti_key, lti_platform, lti_state

BEFORE = (
    """INSERT INTO organisation (id, version, body) VALUES (1, 1, '{}'), (2, 1, '{}')""",
    """INSERT INTO lti_key (kid, private_key, created_at)
    VALUES ('old', 'pem', '2026-11-01 00:00')""",
    """INSERT INTO lti_platform
    (id, organisation_id, version, issuer, client_id, active, person_key, body)
    VALUES (5, 1, 3, 'https://lms.example', 'c1', TRUE, 'key', '{}')""",
    """INSERT INTO lti_state (hash, platform_id, nonce, expires_at)
    VALUES ('h', 5, 'n', '2026-11-01 00:00')""",
    """INSERT INTO lti_completion (platform_id, person, line_item, done_at)
    VALUES (5, 'p', 'l', '2026-11-01 00:00')""",
)


@pytest.fixture
def older(bare_url: str) -> Iterator[Engine]:
    """Open a database of the version before, with a platform that people came through."""
    engine = open_database(bare_url)
    with engine.begin() as connection:
        alembic.command.upgrade(migration_config(connection), "intensity")
        for statement in BEFORE:
            connection.execute(text(statement))
    yield engine
    engine.dispose()


def test_what_was_connected_keeps_its_addresses_and_what_it_has_still_to_be_told(older: Engine):
    migrate(older)
    with reading(older) as connection:
        platform = connection.execute(select(lti_platform)).one()
        assert (platform.id, platform.version, platform.shared) == (5, 3, True)
        assert connection.execute(select(lti_key.c.kid, lti_key.c.organisation_id)).all() == [
            ("old", None)
        ]
        assert connection.execute(select(lti_state.c.nonce)).scalars().all() == ["n"]
        assert connection.execute(select(lti_completion.c.person)).scalars().all() == ["p"]


def test_each_organisation_that_is_there_gets_a_door(older: Engine):
    migrate(older)
    with reading(older) as connection:
        assert [behind_door(connection, door_of(connection, one)) for one in (1, 2)] == [1, 2]
