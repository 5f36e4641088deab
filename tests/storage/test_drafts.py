"""Sessions of an organisation: drafted, saved, copied, published, withdrawn."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from pydantic import ValidationError
from sqlalchemy import Engine, delete, func, select, text, update
from sqlalchemy.exc import DBAPIError

from curriculum.errors import ConflictError, NotFoundError, ReadOnlyError, StaleError
from curriculum.revision import digest
from curriculum.session import Session
from curriculum.storage import tables
from curriculum.storage.database import reading
from curriculum.storage.drafts import (
    copy_session,
    create_draft,
    delete_session,
    publish,
    save_draft,
)
from curriculum.storage.sessions import (
    StoredRevision,
    StoredSession,
    latest_revisions,
    list_revisions,
    load_revision,
    load_session,
)
from tests.builders import session
from tests.storage.conftest import Ship


def create(engine: Engine, organisation_id: int, made: Session) -> StoredSession:
    with engine.begin() as connection:
        return create_draft(connection, organisation_id, made)


def save(engine: Engine, organisation_id: int, made: Session, etag: str) -> StoredSession:
    with engine.begin() as connection:
        return save_draft(connection, organisation_id, made, expected_etag=etag)


def publish_it(engine: Engine, organisation_id: int, code: str = "MY1") -> StoredRevision:
    with engine.begin() as connection:
        return publish(connection, organisation_id, code, note=f"{code} is ready")


def remove(engine: Engine, organisation_id: int, code: str, etag: str | None = None) -> None:
    with engine.begin() as connection:
        etag = etag or load_session(connection, organisation_id, code).etag
        delete_session(connection, organisation_id, code, expected_etag=etag)


def load(engine: Engine, organisation_id: int, code: str = "MY1") -> StoredSession:
    with reading(engine) as connection:
        return load_session(connection, organisation_id, code)


# --- drafts ---------------------------------------------------------------------------------------


def test_draft_is_stored_as_it_was_made(engine: Engine, river: int):
    made = session("MY1", title="Ängste ❤ 倾听")
    created = create(engine, river, made)
    assert created == load(engine, river)
    assert (created.draft, created.published, created.session) == (made, None, made)
    assert (created.own, created.revision, created.copied_from) == (True, None, None)


def test_draft_is_its_organisations_alone(engine: Engine, river: int, hill: int):
    create(engine, river, session("MY1"))
    with pytest.raises(NotFoundError):
        load(engine, hill)
    created = create(engine, hill, session("MY1", title="Ours"))
    assert (load(engine, river).session.title, created.session.title) == ("Session MY1", "Ours")


def test_draft_of_a_taken_code_is_refused(engine: Engine, ship: Ship, river: int):
    ship(session("AL1"))
    create(engine, river, session("MY1"))
    for code in ("AL1", "MY1"):
        with pytest.raises(ConflictError, match=f"There is a session {code} already"):
            create(engine, river, session(code))


def test_one_of_two_drafts_of_a_code_at_once_is_refused(engine: Engine, river: int):
    together = Barrier(2)

    def make(_: int) -> str:
        together.wait()
        try:
            create(engine, river, session("MY1"))
        except ConflictError as error:
            return error.code
        return "made"

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(make, range(2))) == ["conflict", "made"]


def test_saving_replaces_the_draft(engine: Engine, river: int):
    created = create(engine, river, session("MY1"))
    changed = session("MY1", title="Better")
    saved = save(engine, river, changed, created.etag)
    assert saved == load(engine, river)
    assert (saved.draft, saved.draft_version) == (changed, created.draft_version + 1)
    assert saved.etag != created.etag


def test_saving_over_somebody_elses_change_is_refused(engine: Engine, river: int):
    created = create(engine, river, session("MY1"))
    saved = save(engine, river, session("MY1", title="First"), created.etag)
    for etag in (created.etag, "", "*", "1", saved.etag + " "):
        with pytest.raises(StaleError):
            save(engine, river, session("MY1", title="Second"), etag)
    assert load(engine, river) == saved


def test_one_of_two_saves_at_once_is_refused(engine: Engine, river: int):
    created = create(engine, river, session("MY1"))
    together = Barrier(2)

    def change(title: str) -> str:
        together.wait()
        try:
            return save(engine, river, session("MY1", title=title), created.etag).session.title
        except StaleError as error:
            return error.code

    with ThreadPoolExecutor(2) as threads:
        told = sorted(threads.map(change, ["First", "Second"]))
    assert told == sorted([load(engine, river).session.title, "stale"])


def test_saving_what_is_not_there_is_refused(engine: Engine, river: int, hill: int):
    etag = create(engine, hill, session("MY1")).etag
    with pytest.raises(NotFoundError, match="no session MY1"):
        save(engine, river, session("MY1"), etag)


def test_a_shipped_session_is_read_only(engine: Engine, ship: Ship, river: int):
    ship(session("AL1"))
    etag = load(engine, river, "AL1").etag
    with pytest.raises(ReadOnlyError, match="copy it under a code of your own"):
        save(engine, river, session("AL1", title="Ours"), etag)
    with pytest.raises(ReadOnlyError):
        publish_it(engine, river, "AL1")
    with pytest.raises(ReadOnlyError):
        remove(engine, river, "AL1")


# --- copies ---------------------------------------------------------------------------------------


def test_copy_is_a_draft_of_the_newest_revision(engine: Engine, ship: Ship, river: int):
    ship(session("AL1", title="Old"))
    ship(session("AL1", title="New"))
    with engine.begin() as connection:
        copied = copy_session(connection, river, "AL1", "AL1-RIVER")
    assert copied.draft == session("AL1", title="New").model_copy(update={"code": "AL1-RIVER"})
    assert (copied.code, copied.copied_from, copied.own) == ("AL1-RIVER", "AL1", True)


def test_copy_to_a_taken_code_or_of_nothing_is_refused(engine: Engine, ship: Ship, river: int):
    ship(session("AL1"), session("AL2"))
    with engine.begin() as connection:
        with pytest.raises(ConflictError):
            copy_session(connection, river, "AL1", "AL2")
        with pytest.raises(NotFoundError):
            copy_session(connection, river, "AL9", "AL9-RIVER")
        with pytest.raises(ValidationError):
            copy_session(connection, river, "AL1", "not a code")


# --- revisions ------------------------------------------------------------------------------------


def test_publishing_makes_numbered_revisions(engine: Engine, river: int):
    first, second = session("MY1"), session("MY1", title="Better")
    create(engine, river, first)
    one = publish_it(engine, river)
    save(engine, river, second, load(engine, river).etag)
    two = publish_it(engine, river)
    assert [(one.number, one.session), (two.number, two.session)] == [(1, first), (2, second)]
    assert (two.own, two.digest, two.note) == (True, digest(second), "MY1 is ready")
    with reading(engine) as connection:
        assert load_revision(connection, river, "MY1") == two
        assert load_revision(connection, river, "MY1", 1) == one
        assert latest_revisions(connection, river, ["MY1", "MY9"]) == {"MY1": 2}
        numbers = [(one.number, one.note) for one in list_revisions(connection, river, "MY1")]
    assert numbers == [(2, "MY1 is ready"), (1, "MY1 is ready")]


def test_publishing_leaves_no_draft_and_a_new_etag(engine: Engine, river: int):
    created = create(engine, river, session("MY1"))
    publish_it(engine, river)
    stored = load(engine, river)
    assert (stored.draft, stored.published, stored.revision) == (None, session("MY1"), 1)
    assert stored.etag != created.etag


def test_publishing_without_a_change_makes_no_revision(engine: Engine, river: int):
    create(engine, river, session("MY1"))
    one = publish_it(engine, river)
    assert publish_it(engine, river) == one
    save(engine, river, session("MY1"), load(engine, river).etag)
    assert publish_it(engine, river) == one
    assert load(engine, river).draft is None


def test_publishing_at_once_makes_consecutive_numbers(engine: Engine, river: int):
    create(engine, river, session("MY1"))
    publish_it(engine, river)

    def change_and_publish(number: int) -> int:
        with engine.begin() as connection:
            made = session("MY1", title=f"Title {number}")
            held = select(tables.session.c.id).where(tables.session.c.code == "MY1")
            connection.execute(held.with_for_update())
            etag = load_session(connection, river, "MY1").etag
            save_draft(connection, river, made, expected_etag=etag)
            return publish(connection, river, "MY1").number

    with ThreadPoolExecutor(4) as threads:
        assert sorted(threads.map(change_and_publish, range(8))) == list(range(2, 10))


def test_publishing_one_draft_twice_at_once_makes_one_revision(engine: Engine, river: int):
    create(engine, river, session("MY1"))
    together = Barrier(2)

    def publish_together(_: int) -> int:
        together.wait()
        return publish_it(engine, river).number

    with ThreadPoolExecutor(2) as threads:
        assert list(threads.map(publish_together, range(2))) == [1, 1]


def test_a_revision_never_changes(engine: Engine, river: int):
    create(engine, river, session("MY1"))
    publish_it(engine, river)
    for change in (
        update(tables.revision).values(body="{}"),
        update(tables.revision).values(note=None),
        delete(tables.revision),
    ):
        with engine.connect() as connection, pytest.raises(DBAPIError, match="never changes"):
            connection.execute(change)


def test_revisions_cannot_be_emptied_on_postgresql(postgresql_engine: Engine):
    with postgresql_engine.connect() as connection, pytest.raises(DBAPIError, match="never"):
        connection.execute(text("TRUNCATE revision"))


def test_revisions_of_nothing_are_not_found(engine: Engine, river: int, hill: int):
    create(engine, hill, session("MY1"))
    publish_it(engine, hill)
    with reading(engine) as connection:
        for code in ("MY1", "MY2", "my1", "\x00", "\ud800", "A" * 10_000):
            with pytest.raises(NotFoundError):
                load_session(connection, river, code)
            with pytest.raises(NotFoundError):
                list_revisions(connection, river, code)
            for number in (None, 1):
                with pytest.raises(NotFoundError):
                    load_revision(connection, river, code, number)
        for number in (0, 2, -1, 2**31, 2**63, 10**30):
            with pytest.raises(NotFoundError, match="see its list of revisions"):
                load_revision(connection, hill, "MY1", number)


# --- deleted --------------------------------------------------------------------------------------


def test_an_unpublished_session_is_deleted_for_good(engine: Engine, river: int):
    before = create(engine, river, session("MY1"))
    remove(engine, river, "MY1")
    with pytest.raises(NotFoundError):
        load(engine, river)
    with reading(engine) as connection:
        assert connection.execute(select(func.count()).select_from(tables.session)).scalar() == 0
    assert create(engine, river, session("MY1")).etag != before.etag


def test_deleting_a_changed_session_is_refused(engine: Engine, river: int):
    created = create(engine, river, session("MY1"))
    save(engine, river, session("MY1", title="Better"), created.etag)
    with pytest.raises(StaleError):
        remove(engine, river, "MY1", created.etag)
    assert load(engine, river).session.title == "Better"


def test_a_withdrawn_session_keeps_its_revisions(engine: Engine, river: int):
    create(engine, river, session("MY1"))
    published = publish_it(engine, river)
    remove(engine, river, "MY1")
    with pytest.raises(NotFoundError):
        load(engine, river)
    with reading(engine) as connection:
        assert load_revision(connection, river, "MY1", 1) == published
        assert latest_revisions(connection, river, ["MY1"]) == {}
        with pytest.raises(NotFoundError):
            load_revision(connection, river, "MY1")


def test_a_withdrawn_code_goes_on_where_it_ended(engine: Engine, river: int):
    create(engine, river, session("MY1"))
    publish_it(engine, river)
    remove(engine, river, "MY1")
    again = create(engine, river, session("MY1", title="Again"))
    assert (again.session.title, again.revision) == ("Again", None)
    assert publish_it(engine, river).number == 2


def test_a_withdrawn_session_comes_back_as_the_same_revision(engine: Engine, river: int):
    create(engine, river, session("MY1"))
    published = publish_it(engine, river)
    remove(engine, river, "MY1")
    create(engine, river, session("MY1"))
    assert publish_it(engine, river) == published
