"""Workshops of an organisation: pinned, guarded, listed, and nobody else's."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine

from curriculum.errors import NotFoundError, StaleError
from curriculum.storage.database import reading
from curriculum.storage.drafts import create_draft, delete_session, publish
from curriculum.storage.pages import CursorError, write_cursor
from curriculum.storage.pinning import pin
from curriculum.storage.sessions import load_session
from curriculum.storage.workshops import (
    StoredWorkshop,
    create_workshop,
    delete_workshop,
    list_workshops,
    load_workshop,
    save_workshop,
)
from curriculum.workshop import BreakItem, Meeting, OwnItem, SessionItem, Workshop
from tests.builders import session
from tests.storage.conftest import Ship


def evening(*sessions: str | tuple[str, int], title: str = "Evening") -> Workshop:
    """Return a workshop of one meeting with these codes, or codes and revisions."""
    pins = (pin if isinstance(pin, tuple) else (pin, None) for pin in sessions)
    items = (SessionItem(session=code, revision=number, notes="Slowly.") for code, number in pins)
    own = (BreakItem(**{"break": 10}), OwnItem(title="Tea", minutes=5, start="20:00"))
    meeting = Meeting(date="2026-11-27", start="19:00", minutes=120, items=(*items, *own))
    return Workshop(title=title, meetings=(meeting,))


def pins_of(workshop: Workshop) -> list[tuple[str, int | None]]:
    items = (item for meeting in workshop.meetings for item in meeting.items)
    return [(one.session, one.revision) for one in items if isinstance(one, SessionItem)]


def create(engine: Engine, organisation_id: int, workshop: Workshop) -> StoredWorkshop:
    with engine.begin() as connection:
        return create_workshop(connection, organisation_id, workshop)


def save(
    engine: Engine, organisation_id: int, stored: StoredWorkshop, workshop: Workshop
) -> StoredWorkshop:
    with engine.begin() as connection:
        return save_workshop(
            connection, organisation_id, stored.id, workshop, expected_etag=stored.etag
        )


def load(engine: Engine, organisation_id: int, workshop_id: str) -> StoredWorkshop:
    with reading(engine) as connection:
        return load_workshop(connection, organisation_id, workshop_id)


# --- stored ---------------------------------------------------------------------------------------


def test_workshop_is_stored_as_it_was_made(engine: Engine, ship: Ship, river: int):
    ship(session("AL1"))
    made = evening(("AL1", 1), title="Ängste ❤")
    created = create(engine, river, made)
    assert (created.workshop, created.version) == (made, 1)
    assert created == load(engine, river, created.id)
    assert created.created_at == created.updated_at


def test_ids_cannot_be_guessed(engine: Engine, river: int):
    ids = {create(engine, river, evening()).id for _ in range(20)}
    assert {len(one) for one in ids} == {16}
    assert len(ids) == 20


def test_saving_replaces_a_workshop(engine: Engine, river: int):
    created = create(engine, river, evening())
    saved = save(engine, river, created, evening(title="Two"))
    assert saved == load(engine, river, created.id)
    assert (saved.workshop.title, saved.version) == ("Two", 2)
    assert saved.etag != created.etag
    assert saved.updated_at > saved.created_at == created.created_at


def test_changing_what_somebody_else_changed_is_refused(engine: Engine, river: int):
    created = create(engine, river, evening())
    saved = save(engine, river, created, evening(title="Two"))
    with pytest.raises(StaleError):
        save(engine, river, created, evening(title="Three"))
    with engine.begin() as connection, pytest.raises(StaleError):
        delete_workshop(connection, river, created.id, expected_etag=created.etag)
    assert load(engine, river, created.id) == saved


def test_one_of_two_saves_at_once_is_refused(engine: Engine, river: int):
    created = create(engine, river, evening())
    together = Barrier(2)

    def change(title: str) -> str:
        together.wait()
        try:
            return save(engine, river, created, evening(title=title)).workshop.title
        except StaleError as error:
            return error.code

    with ThreadPoolExecutor(2) as threads:
        told = sorted(threads.map(change, ["First", "Second"]))
    assert told == sorted([load(engine, river, created.id).workshop.title, "stale"])


def test_somebody_elses_workshop_is_not_found(engine: Engine, river: int, hill: int):
    created = create(engine, river, evening())
    with pytest.raises(NotFoundError):
        load(engine, hill, created.id)
    with pytest.raises(NotFoundError):
        save(engine, hill, created, evening(title="Ours"))
    with engine.begin() as connection:
        with pytest.raises(NotFoundError):
            delete_workshop(connection, hill, created.id, expected_etag=created.etag)
        assert list_workshops(connection, hill, limit=9).items == ()
    assert load(engine, river, created.id) == created


def test_what_is_no_id_is_not_found(engine: Engine, river: int):
    for workshop_id in ("", "x", "\x00", "\ud800", "é", "a" * 10_000):
        with pytest.raises(NotFoundError):
            load(engine, river, workshop_id)


def test_deleted_workshop_is_gone(engine: Engine, river: int):
    created = create(engine, river, evening())
    with engine.begin() as connection:
        delete_workshop(connection, river, created.id, expected_etag=created.etag)
    with pytest.raises(NotFoundError):
        load(engine, river, created.id)


# --- listed ---------------------------------------------------------------------------------------


def test_list_begins_with_the_last_made(engine: Engine, river: int):
    made = [create(engine, river, evening(title=f"Evening {number}")) for number in range(5)]
    save(engine, river, made[0], evening(title="Evening 0 again"))
    pages, after = [], None
    for _ in range(3):
        with reading(engine) as connection:
            page = list_workshops(connection, river, limit=2, after=after)
        pages.append([one.workshop.title[:9] for one in page.items])
        after = page.next
    assert pages == [["Evening 4", "Evening 3"], ["Evening 2", "Evening 1"], ["Evening 0"]]
    assert after is None


def test_list_goes_on_where_it_was_while_workshops_come_and_go(engine: Engine, river: int):
    made = [create(engine, river, evening(title=f"Evening {number}")) for number in range(4)]
    with engine.begin() as connection:
        first = list_workshops(connection, river, limit=2)
        delete_workshop(connection, river, made[2].id, expected_etag=made[2].etag)
    create(engine, river, evening(title="Evening 9"))
    with reading(engine) as connection:
        later = list_workshops(connection, river, limit=2, after=first.next)
    assert [one.workshop.title for one in later.items] == ["Evening 1", "Evening 0"]


def test_list_refuses_a_cursor_that_is_not_ours(engine: Engine, river: int):
    with reading(engine) as connection:
        for cursor in ("x", write_cursor(("now", "a")), write_cursor(("9" * 60, "a"))):
            with pytest.raises(CursorError):
                list_workshops(connection, river, limit=2, after=cursor)


# --- pinned ---------------------------------------------------------------------------------------


def test_a_session_without_a_revision_is_pinned_to_the_newest(
    engine: Engine, ship: Ship, river: int
):
    ship(session("AL1"), session("AL2"))
    ship(session("AL1", title="New"), session("AL2"))
    created = create(engine, river, evening("AL1", ("AL1", 1), "AL2"))
    assert pins_of(created.workshop) == [("AL1", 2), ("AL1", 1), ("AL2", 1)]
    expected = evening(("AL1", 2), ("AL1", 1), ("AL2", 1))
    assert created.workshop == expected


def test_a_pin_stays_when_the_library_moves_on(engine: Engine, ship: Ship, river: int):
    ship(session("AL1"))
    created = create(engine, river, evening("AL1"))
    ship(session("AL1", title="New"))
    saved = save(engine, river, created, created.workshop)
    ship()
    again = save(engine, river, saved, saved.workshop)
    assert pins_of(again.workshop) == [("AL1", 1)]


def test_a_withdrawn_session_can_be_kept_but_not_chosen(engine: Engine, river: int):
    with engine.begin() as connection:
        create_draft(connection, river, session("MY1"))
        publish(connection, river, "MY1")
        created = create_workshop(connection, river, evening("MY1"))
        etag = load_session(connection, river, "MY1").etag
        delete_session(connection, river, "MY1", expected_etag=etag)
    assert pins_of(save(engine, river, created, created.workshop).workshop) == [("MY1", 1)]
    with pytest.raises(NotFoundError, match="no published session MY1"):
        create(engine, river, evening("MY1"))


def test_a_session_that_does_not_exist_is_named_with_its_place(
    engine: Engine, ship: Ship, river: int, hill: int
):
    ship(session("AL1"))
    with engine.begin() as connection:
        create_draft(connection, river, session("MY1"))
        create_draft(connection, hill, session("HILL"))
        publish(connection, hill, "HILL")
    with reading(engine) as connection:
        for pins, told in (
            (["AL1", "AL9"], "Meeting 1, item 2: there is no published session AL9"),
            (["MY1"], "Meeting 1, item 1: there is no published session MY1"),
            (["AL1", ("AL1", 2)], "Meeting 1, item 2: session AL1 has no revision 2"),
            ([("HILL", 1)], "Meeting 1, item 1: session HILL has no revision 1"),
        ):
            with pytest.raises(NotFoundError, match=told):
                pin(connection, river, evening(*pins))
