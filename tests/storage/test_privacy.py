"""What is stored about a person is handed over whole and erased whole."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, String, Table, insert, select

import curriculum.storage.accounts_tables
import curriculum.storage.face_tables
import curriculum.storage.lti_tables
import curriculum.storage.shares_tables  # noqa: F401
from curriculum.errors import ConflictError, NotFoundError
from curriculum.run import Run, RunPart, RunStep
from curriculum.storage.answers import claim_key
from curriculum.storage.people import Role, User, create_user
from curriculum.storage.privacy import PERSONAL_TABLES, erase_person, export_person
from curriculum.storage.runs import create_run
from curriculum.storage.sign_in import create_sign_in_link, start_web_session
from curriculum.storage.tables import metadata, user
from curriculum.storage.workshops import create_workshop
from curriculum.workshop import Meeting, Workshop
from tests.storage.test_people import add

NOW = dt.datetime(2026, 11, 27, 18, 0, tzinfo=dt.UTC)

IMPERSONAL = {
    "organisation": {"body"},
    "logo": {"name"},
    "user": {"role"},
    "token": {"name", "role", "hash", "scopes"},
    "change": {"kind", "key"},
    "client": {"public_id", "name", "scopes"},
    "client_secret": {"hash"},
    "access_token": {"hash", "scopes"},
    "kept_answer": {"credential", "key", "fingerprint", "headers", "body"},
    "webhook": {"url", "events", "secret", "old_secret"},
    "delivery": {"event", "type", "body", "problem"},
    "sign_in_link": {"hash"},
    "web_session": {"hash"},
    "invitation": {"role", "hash"},
    "session": {"code", "copied_from"},
    "draft": {"body"},
    "draft_text": {"path", "text"},
    "picture": {"name"},
    "revision": {"digest", "body", "note"},
    "programme": {"code", "title", "body"},
    "lti_door": {"name"},
    "lti_key": {"kid", "private_key"},
    "lti_platform": {"issuer", "client_id", "person_key", "body"},
    "lti_planning": {"visit_id", "workshop_id", "person"},
    "lti_registration": {"hash"},
    "lti_state": {"hash", "nonce"},
    "lti_visit": {"id", "hash", "role", "person", "sealed"},
    "lti_completion": {"person", "line_item"},
    "workshop": {"id", "body"},
    "share": {"workshop_id", "hash"},
    "run": {"id", "workshop_id", "sessions", "body"},
    "reflection": {"run_id"},
}
"""Text that is about organisations, programs and sessions; the catalogue repeats revisions.

Of those who come from a learning platform there are digests, and words that their browsers seal."""


def test_every_text_column_is_called_personal_or_not():
    texts = {
        table.name: {column.name for column in table.c if _is_text(column.type)}
        - {column.name for column in table.c if column.info.get("personal")}
        for table in metadata.tables.values()
        if table.name != "catalogue"
    }
    assert texts == IMPERSONAL


def test_every_table_that_names_a_person_is_handled():
    named = {
        table
        for table in metadata.tables.values()
        if any(key.column.table is user for key in table.foreign_keys)
        or any(column.info.get("personal") for column in table.c)
    }
    assert named == set(PERSONAL_TABLES)


def _is_text(kind: Any) -> bool:
    return isinstance(kind, String)


@pytest.fixture
def ada(engine: Engine, river: int) -> User:
    """Return somebody of whom something is stored in every personal column."""
    add(engine, river, "Bo", Role.OWNER)
    with engine.begin() as connection:
        row: dict[str, Any] = {
            column.name: f"marked {column.name}" for column in user.c if column.info.get("personal")
        }
        facts = {"organisation_id": river, "role": Role.OWNER, "created_at": NOW}
        added = connection.execute(insert(user).values(row | facts).returning(user.c.id))
        user_id = added.scalar_one()
        start_web_session(connection, user_id, now=NOW)
        create_sign_in_link(connection, user_id, now=NOW)
        _reflect(connection, river, user_id)
        claim_key(connection, (river, f"user:{user_id}"), "k", "f", now=NOW, user_id=user_id)
    return User(user_id, river, Role.OWNER, "marked name", "marked email")


def _reflect(connection: Connection, river: int, user_id: int) -> None:
    evening = Workshop(title="Evening", meetings=(Meeting(minutes=90),))
    stored = create_workshop(connection, river, evening)
    part = RunPart(item=1, title="Rounds", steps=(RunStep(minutes=10),))
    held = Run(meeting=1, planned_at=NOW, began_at=NOW, ended_at=NOW, parts=(part,))
    told = held.model_copy(update={"reflection": "marked reflection"})
    create_run(connection, river, stored.id, told, user_id=user_id)


def _rows(connection: Connection, table: Table) -> list[str]:
    return [str(tuple(row)) for row in connection.execute(select(table))]


def test_export_hands_over_every_row(engine: Engine, ada: User, river: int):
    with engine.begin() as connection:
        told = export_person(connection, ada.id)
    link, cookie = told["sign_in_link"][0], told["web_session"][0]
    assert told["user"] == [
        {
            "id": ada.id,
            "organisation_id": river,
            "role": "owner",
            "name": "marked name",
            "email": "marked email",
            "created_at": "2026-11-27T18:00:00+00:00",
        }
    ]
    assert (link["expires_at"], cookie["user_id"]) == ("2026-11-27T18:15:00+00:00", ada.id)
    assert {name: len(rows) for name, rows in told.items()} == {
        table.name: 1 for table in PERSONAL_TABLES
    }


def test_export_can_be_written_as_json_without_secrets(engine: Engine, ada: User):
    with engine.begin() as connection:
        written = json.dumps(export_person(connection, ada.id))
    assert [word for word in ("hash", "password") if word in written] == []


def test_erasing_leaves_nothing(engine: Engine, ada: User):
    with engine.begin() as connection:
        erase_person(connection, ada.id)
        rows = [row for table in metadata.sorted_tables for row in _rows(connection, table)]
        assert [row for row in rows if "marked" in row] == []
        assert [len(_rows(connection, table)) for table in PERSONAL_TABLES] == [0] * 4 + [1]
        with pytest.raises(NotFoundError):
            export_person(connection, ada.id)
        with pytest.raises(NotFoundError):
            erase_person(connection, ada.id)


def test_the_last_owner_stays_until_there_is_another(engine: Engine, river: int):
    with engine.begin() as connection:
        owner = create_user(connection, river, name="Cy", role=Role.OWNER, now=NOW)
        reader = create_user(connection, river, name="Di", role=Role.READER, now=NOW)
        with pytest.raises(ConflictError, match="make somebody else an owner first"):
            erase_person(connection, owner.id)
        erase_person(connection, reader.id)
