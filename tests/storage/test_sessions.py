"""Sessions, read for a workshop and for their authors."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import Engine, event, insert

from curriculum.errors import UnknownFormatError
from curriculum.storage.bodies import utc_now
from curriculum.storage.database import reading
from curriculum.storage.drafts import create_draft, delete_session, publish
from curriculum.storage.sessions import (
    latest_revisions,
    list_own,
    load_pinned,
    load_revision,
    load_session,
)
from curriculum.storage.tables import revision
from tests.builders import session
from tests.storage.conftest import Ship


def test_shipped_session_as_it_stands(engine: Engine, ship: Ship):
    ship(session("AL1"))
    with reading(engine) as connection:
        stored = load_session(connection, None, "AL1")
    assert (stored.own, stored.draft, stored.published) == (False, None, session("AL1"))
    assert (stored.revision, stored.session) == (1, session("AL1"))


def test_etag_changes_with_a_new_shipped_revision(engine: Engine, ship: Ship):
    etags = set()
    for title in ("One", "Two", "Two", "One"):
        ship(session("AL1", title=title))
        with reading(engine) as connection:
            etags.add(load_session(connection, None, "AL1").etag)
    assert len(etags) == 3


def test_own_sessions_are_listed_for_their_authors(
    engine: Engine, ship: Ship, river: int, hill: int
):
    ship(session("AL1"))
    with engine.begin() as connection:
        for code in ("MY2", "MY1", "MY3"):
            create_draft(connection, river, session(code))
        publish(connection, river, "MY3")
        etag = load_session(connection, river, "MY2").etag
        delete_session(connection, river, "MY2", expected_etag=etag)
    with reading(engine) as connection:
        assert [one.code for one in list_own(connection, river)] == ["MY1", "MY3"]
        assert list_own(connection, hill) == ()


def test_pins_are_loaded_together(engine: Engine, ship: Ship, river: int, hill: int):
    ship(session("AL1", title="Old"), session("AL2"))
    ship(session("AL1", title="New"), session("AL2"))
    with engine.begin() as connection:
        for organisation_id in (river, hill):
            create_draft(connection, organisation_id, session("MY1", title=f"{organisation_id}"))
            publish(connection, organisation_id, "MY1")
    pins = [("AL1", 1), ("AL1", None), ("AL2", None), ("MY1", None), ("MY1", 1)]
    missing = [("AL1", 3), ("AL9", None), ("AL9", 1), ("\x00", 1), ("AL1", 2**70), ("AL1", 0)]
    with reading(engine) as connection:
        found = load_pinned(connection, river, [*pins, *missing])
        latest = latest_revisions(connection, river, ["AL1", "AL2", "MY1", "\ud800"])
    assert {pin: one.title for pin, one in found.items()} == {
        ("AL1", 1): "Old",
        ("AL1", 2): "New",
        ("AL2", 1): "Session AL2",
        ("MY1", 1): f"{river}",
    }
    assert latest == {"AL1": 2, "AL2": 1, "MY1": 1}


def test_pins_with_numbers_take_one_query(engine: Engine, ship: Ship):
    ship(*(session(f"AL{number}") for number in range(20)))
    asked: list[str] = []
    event.listen(engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    with reading(engine) as connection:
        found = load_pinned(connection, None, [(f"AL{number}", 1) for number in range(20)])
    assert len(found) == 20
    assert sum("SELECT" in statement for statement in asked) == 1


def test_an_own_session_stands_before_a_later_shipped_one_of_its_code(
    engine: Engine, ship: Ship, river: int
):
    with engine.begin() as connection:
        create_draft(connection, river, session("AL9", title="Ours"))
        publish(connection, river, "AL9")
    ship(session("AL9", title="Theirs"))
    with reading(engine) as connection:
        assert load_session(connection, river, "AL9").session.title == "Ours"
        assert load_revision(connection, river, "AL9").session.title == "Ours"
        assert load_pinned(connection, river, [("AL9", 1)])["AL9", 1].title == "Ours"
        assert load_session(connection, None, "AL9").session.title == "Theirs"


def test_a_body_of_a_newer_release_is_refused(engine: Engine, ship: Ship):
    ship(session("AL1"))
    body = json.dumps(session("AL1").model_dump(mode="json") | {"format": 99})
    row = {"session_id": 1, "number": 2, "digest": "0", "body": body, "published_at": utc_now()}
    with engine.begin() as connection:
        connection.execute(insert(revision).values(row))
    with reading(engine) as connection, pytest.raises(UnknownFormatError):
        load_revision(connection, None, "AL1", 2)
