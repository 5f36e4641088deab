"""What changed is told in order, nothing is lost, and what went is told too."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from alembic.command import upgrade
from sqlalchemy import Engine, insert, select, update

from curriculum.storage import integrators_tables as tables
from curriculum.storage.catalogue import find_changed_sessions
from curriculum.storage.changes import Kind, list_changes, note_change
from curriculum.storage.database import migrate, migration_config, open_database, reading
from curriculum.storage.drafts import create_draft, delete_session, publish
from curriculum.storage.pages import CursorError, write_cursor
from curriculum.storage.sessions import load_session
from curriculum.storage.tables import organisation, workshop
from curriculum.storage.workshops import (
    create_workshop,
    delete_workshop,
    list_changed_workshops,
    save_workshop,
)
from tests.builders import session
from tests.storage.conftest import Ship
from tests.storage.test_workshops import evening

LONG_AGO = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)


def changed(engine: Engine, scope: int, kind: Kind = Kind.WORKSHOP, since=LONG_AGO) -> list[str]:
    """Return the keys of all pages, two a page."""
    found, after = [], None
    while True:
        with reading(engine) as connection:
            page = list_changes(connection, [scope], kind, since=since, limit=2, after=after)
        found += [one.key for one in page.items]
        after = page.next
        if after is None:
            return found


def test_each_thing_is_told_once_the_last_changed_last(engine: Engine, river: int):
    with engine.begin() as connection:
        for key in ("a", "b", "c", "d", "e", "b", "a"):
            note_change(connection, river, Kind.WORKSHOP, key)
    assert changed(engine, river) == ["c", "d", "e", "b", "a"]


def test_nobody_is_told_of_others_things(engine: Engine, river: int, hill: int):
    with engine.begin() as connection:
        note_change(connection, river, Kind.WORKSHOP, "ours")
        note_change(connection, hill, Kind.WORKSHOP, "theirs")
        note_change(connection, river, Kind.SESSION, "AL1")
    assert (changed(engine, river), changed(engine, hill)) == (["ours"], ["theirs"])


def test_going_on_from_the_moment_told_loses_nothing(engine: Engine, river: int):
    with engine.begin() as connection:
        note_change(connection, river, Kind.WORKSHOP, "a")
    with reading(engine) as connection:
        seen = list_changes(connection, [river], Kind.WORKSHOP, since=LONG_AGO, limit=9).as_of
    with engine.begin() as connection:
        note_change(connection, river, Kind.WORKSHOP, "b")
    assert changed(engine, river, since=seen)[-1] == "b"


def test_a_clock_that_was_set_back_changes_no_order(engine: Engine, river: int):
    ahead = dt.datetime.now(dt.UTC) + dt.timedelta(hours=1)
    with engine.begin() as connection:
        note_change(connection, river, Kind.WORKSHOP, "before")
        connection.execute(update(tables.change).values(at=ahead))
        assert note_change(connection, river, Kind.WORKSHOP, "after") == ahead
    assert changed(engine, river, since=ahead) == ["before", "after"]


def test_a_change_that_is_seen_late_is_numbered_late(postgresql_engine: Engine):
    """The slow one begins first and ends last: it may not get the lower number."""
    began, go_on = Event(), Event()

    def slow() -> None:
        with postgresql_engine.begin() as connection:
            connection.execute(select(1))
            began.set()
            go_on.wait(60)
            note_change(connection, 1, Kind.WORKSHOP, "slow")

    with ThreadPoolExecutor(1) as threads:
        running = threads.submit(slow)
        began.wait(60)
        with postgresql_engine.begin() as connection:
            note_change(connection, 1, Kind.WORKSHOP, "quick")
        go_on.set()
        running.result()
    assert changed(postgresql_engine, 1) == ["quick", "slow"]


def test_nothing_is_lost_while_many_write_and_one_reads(engine: Engine, river: int):
    writers, each = 4, 15
    start = Barrier(writers + 1)

    def write(writer: int) -> None:
        start.wait(60)
        for number in range(each):
            with engine.begin() as connection:
                note_change(connection, river, Kind.WORKSHOP, f"{writer}-{number}")

    seen: list[str] = []
    since, done = LONG_AGO, False
    with ThreadPoolExecutor(writers) as threads:
        running = [threads.submit(write, writer) for writer in range(writers)]
        start.wait(60)
        while not done:
            done = all(one.done() for one in running)
            with reading(engine) as connection:
                as_of = list_changes(connection, [river], Kind.WORKSHOP, since=since, limit=1).as_of
            seen += changed(engine, river, since=since)
            since = as_of
        for one in running:
            one.result()
    assert len(set(seen)) == writers * each


def test_a_cursor_of_another_list_is_refused(engine: Engine, river: int):
    with reading(engine) as connection, pytest.raises(CursorError):
        list_changes(
            connection,
            [river],
            Kind.WORKSHOP,
            since=LONG_AGO,
            limit=2,
            after=write_cursor(("a", 1)),
        )


def test_workshops_tell_that_they_were_made_changed_and_deleted(
    engine: Engine, river: int, ship: Ship
):
    ship(session("AL1"))
    with engine.begin() as connection:
        made = [create_workshop(connection, river, evening("AL1")) for _ in range(3)]
        save_workshop(
            connection,
            river,
            made[0].id,
            evening("AL1", title="Later"),
            expected_etag=made[0].etag,
        )
        delete_workshop(connection, river, made[1].id, expected_etag=made[1].etag)
    with reading(engine) as connection:
        changes, there = list_changed_workshops(connection, river, since=LONG_AGO, limit=10)
    assert [one.key for one in changes.items] == [made[2].id, made[0].id, made[1].id]
    assert {key: one.workshop.title for key, one in there.items()} == {
        made[2].id: "Evening",
        made[0].id: "Later",
    }


def test_sessions_tell_that_they_were_published_and_withdrawn(
    engine: Engine, river: int, ship: Ship
):
    ship(session("AL1"), session("BD1"))
    with engine.begin() as connection:
        own = session("OWN1")
        create_draft(connection, river, own)
        publish(connection, river, "OWN1")
    ship(session("AL1"))
    with reading(engine) as connection:
        changes, there = find_changed_sessions(connection, river, since=LONG_AGO, limit=10)
        strangers, _ = find_changed_sessions(connection, None, since=LONG_AGO, limit=10)
    assert [one.key for one in changes.items] == ["AL1", "OWN1", "BD1"]
    assert sorted(there) == ["AL1", "OWN1"]
    assert [one.key for one in strangers.items] == ["AL1", "BD1"]
    with engine.begin() as connection:
        etag = load_session(connection, river, "OWN1").etag
        delete_session(connection, river, "OWN1", expected_etag=etag)
        changes, there = find_changed_sessions(connection, river, since=LONG_AGO, limit=10)
    assert [one.key for one in changes.items] == ["AL1", "BD1", "OWN1"]
    assert sorted(there) == ["AL1"]


def test_a_draft_is_no_change_of_the_library(engine: Engine, river: int):
    with engine.begin() as connection:
        create_draft(connection, river, session("OWN1"))
        etag = load_session(connection, river, "OWN1").etag
        delete_session(connection, river, "OWN1", expected_etag=etag)
    assert changed(engine, river, Kind.SESSION) == []


def test_numbers_are_not_given_twice(engine: Engine, river: int):
    """A number that came back would hide a change from whoever read up to it."""
    with engine.begin() as connection:
        for _ in range(3):
            note_change(connection, river, Kind.WORKSHOP, "a")
        row = {"scope": river, "kind": "workshop", "key": "b", "at": LONG_AGO}
        added = insert(tables.change).values(row).returning(tables.change.c.number)
        assert connection.execute(added).scalar_one() == 4


def test_what_there_was_before_changes_were_noted_is_told(bare_url: str):
    engine = open_database(bare_url)
    with engine.begin() as connection:
        upgrade(migration_config(connection), "shares")
        connection.execute(insert(organisation).values(id=1, version=1, body="{}"))
        row = {"organisation_id": 1, "version": 1, "body": "{}", "created_at": LONG_AGO}
        for hours, key in ((2, "second"), (1, "first")):
            at = LONG_AGO + dt.timedelta(hours=hours)
            connection.execute(insert(workshop).values(**row, id=key, updated_at=at))
    migrate(engine)
    assert changed(engine, 1) == ["first", "second"]
    engine.dispose()
