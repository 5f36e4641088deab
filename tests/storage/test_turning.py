"""What was kept before characters that turn the direction of text were refused in lines."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import alembic.command
import pytest
from sqlalchemy import Engine, text

from curriculum.storage.bodies import read_session, write_body
from curriculum.storage.database import migrate, migration_config, open_database, reading
from curriculum.storage.organisations import load_organisation
from curriculum.storage.people import list_users
from curriculum.storage.workshops import load_workshop
from tests.builders import session, workshop

TURNED = "\u202bTuesdays\u202c \u2066in\u2069 town"
STRAIGHT = "Tuesdays in town"
NOTES = "\u202bOne line.\u202c\nAnother."


@pytest.fixture
def older(bare_url: str) -> Iterator[Engine]:
    """Open a database of the version before, in which lines turn."""
    engine = open_database(bare_url)
    body: dict[str, Any] = json.loads(write_body(workshop(session())))
    body |= {"title": TURNED, "notes": NOTES}
    kept = {"house": json.dumps({"name": TURNED}), "name": TURNED, "workshop": json.dumps(body)}
    with engine.begin() as connection:
        alembic.command.upgrade(migration_config(connection), "lti_planning")
        for statement in (
            "INSERT INTO organisation (id, version, body) VALUES (1, 1, :house)",
            """INSERT INTO "user" (organisation_id, role, name, created_at)
            VALUES (1, 'owner', :name, '2026-11-01 00:00')""",
            """INSERT INTO workshop (id, organisation_id, version, body, created_at, updated_at)
            VALUES ('w', 1, 1, :workshop, '2026-11-01 00:00', '2026-11-01 00:00')""",
        ):
            connection.execute(text(statement), kept)
    yield engine
    engine.dispose()


def test_lines_that_turn_can_still_be_read(older: Engine):
    migrate(older)
    with reading(older) as connection:
        assert load_organisation(connection, 1).organisation.name == STRAIGHT
        assert [one.name for one in list_users(connection, 1)] == [STRAIGHT]
        found = load_workshop(connection, 1, "w").workshop
        assert (found.title, found.notes) == (STRAIGHT, NOTES)


def test_a_revision_whose_lines_turn_can_still_be_read():
    kept = session()
    body = json.loads(write_body(kept)) | {"title": TURNED}
    assert read_session(json.dumps(body)).title == STRAIGHT
    assert read_session(write_body(kept)) == kept
