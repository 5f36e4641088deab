"""Drafts as the files they are written in: nothing typed is lost, nothing unreadable is shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Engine, func, select

from curriculum.drafting import Draft, draft_of
from curriculum.errors import (
    AuthoringError,
    ConflictError,
    NotFoundError,
    ReadOnlyError,
    StaleError,
)
from curriculum.session import Session
from curriculum.storage.database import reading
from curriculum.storage.draft_tables import draft_text, picture
from curriculum.storage.drafts import (
    create_draft,
    delete_session,
    discard_draft,
    publish,
    save_draft,
)
from curriculum.storage.sessions import StoredSession, load_session
from curriculum.storage.sources import Source, load_source, save_source
from tests.builders import activity, session, step
from tests.storage.conftest import Ship

MINE = session("MY1", activity("one", step(10)), minutes=10, at_least=10, at_most=10)
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01"


def typed(draft: Draft, before: str, after: str) -> Draft:
    text = draft.texts["session.md"].replace(before, after, 1)
    assert text != draft.texts["session.md"]
    return replace(draft, texts={**draft.texts, "session.md": text})


def load(engine: Engine, organisation_id: int) -> Source:
    with reading(engine) as connection:
        return load_source(connection, organisation_id, "MY1")


def save(engine: Engine, organisation_id: int, draft: Draft, etag: str | None = None) -> Source:
    etag = etag or load(engine, organisation_id).stored.etag
    with engine.begin() as connection:
        return save_source(connection, organisation_id, draft, expected_etag=etag)


def standing(engine: Engine, organisation_id: int) -> StoredSession:
    with reading(engine) as connection:
        return load_session(connection, organisation_id, "MY1")


def stored_files(engine: Engine) -> int:
    with reading(engine) as connection:
        counts = (select(func.count()).select_from(table) for table in (draft_text, picture))
        return sum(connection.execute(count).scalar_one() for count in counts)


@pytest.fixture
def mine(engine: Engine, river: int) -> Draft:
    """Return the files of a draft that River has begun."""
    with engine.begin() as connection:
        create_draft(connection, river, MINE)
    return load(engine, river).draft


def test_a_draft_has_the_files_of_its_body_until_they_are_typed(engine: Engine, mine: Draft):
    assert (mine, stored_files(engine)) == (draft_of(MINE), 0)


def test_what_can_be_read_becomes_the_draft(engine: Engine, river: int, mine: Draft):
    before = standing(engine, river).etag
    saved = save(engine, river, typed(mine, "Welcome.", "Come in."))
    draft = standing(engine, river).draft
    assert draft == Session.model_validate(saved.stored.session.model_dump())
    assert draft is not None
    assert draft.activities[0].steps[0].text == "Come in."
    assert saved.stored.etag != before


def test_what_cannot_be_read_is_kept_to_the_letter(engine: Engine, river: int, mine: Draft):
    broken = replace(typed(mine, "::: say", "::: sey"), pictures={"dot.png": PICTURE})
    save(engine, river, broken)
    assert (load(engine, river).draft, standing(engine, river).draft) == (broken, MINE)


def test_a_file_that_is_gone_stays_gone(engine: Engine, river: int, mine: Draft):
    more = replace(mine, texts={**mine.texts, "handouts/a.md": "…"}, pictures={"dot.png": PICTURE})
    save(engine, river, more)
    assert stored_files(engine) == 3
    save(engine, river, mine)
    assert (load(engine, river).draft, stored_files(engine)) == (mine, 1)


def test_who_is_second_overwrites_nothing(engine: Engine, river: int, mine: Draft):
    etag = standing(engine, river).etag
    first = save(engine, river, typed(mine, "Welcome.", "First."), etag)
    with pytest.raises(StaleError):
        save(engine, river, typed(mine, "Welcome.", "Second."), etag)
    assert load(engine, river) == first


def test_text_that_cannot_be_read_cannot_be_published(engine: Engine, river: int, mine: Draft):
    broken = typed(mine, "::: say", "::: sey")
    save(engine, river, broken)
    with pytest.raises(AuthoringError, match="sey"), engine.begin() as connection:
        publish(connection, river, "MY1")
    assert (load(engine, river).draft, standing(engine, river).revision) == (broken, None)


def test_publishing_puts_the_files_away(engine: Engine, river: int, mine: Draft):
    save(engine, river, typed(mine, "Welcome.", "Come in."))
    with engine.begin() as connection:
        published = publish(connection, river, "MY1", note="Warmer.")
    assert published.session.activities[0].steps[0].text == "Come in."
    assert (stored_files(engine), load(engine, river).draft) == (0, draft_of(published.session))


def test_a_draft_written_another_way_replaces_the_files(engine: Engine, river: int, mine: Draft):
    save(engine, river, typed(mine, "::: say", "::: sey"))
    other = MINE.model_copy(update={"title": "Another"})
    with engine.begin() as connection:
        etag = load_session(connection, river, "MY1").etag
        save_draft(connection, river, other, expected_etag=etag)
    assert (load(engine, river).draft, stored_files(engine)) == (draft_of(other), 0)


def test_discarding_returns_to_what_is_published(engine: Engine, river: int, mine: Draft):
    with engine.begin() as connection:
        publish(connection, river, "MY1")
    save(engine, river, typed(mine, "::: say", "::: sey"))
    assert standing(engine, river).draft == MINE
    with engine.begin() as connection:
        etag = load_session(connection, river, "MY1").etag
        discarded = discard_draft(connection, river, "MY1", expected_etag=etag)
    assert (discarded.draft, discarded.published, stored_files(engine)) == (None, MINE, 0)


@pytest.mark.usefixtures("mine")
def test_what_was_never_published_cannot_be_returned_to(engine: Engine, river: int):
    with engine.begin() as connection:
        etag = load_session(connection, river, "MY1").etag
        with pytest.raises(ConflictError, match="never published"):
            discard_draft(connection, river, "MY1", expected_etag=etag)


def test_deleting_a_session_deletes_its_files(engine: Engine, river: int, mine: Draft):
    save(engine, river, replace(mine, pictures={"dot.png": PICTURE}))
    with engine.begin() as connection:
        etag = load_session(connection, river, "MY1").etag
        delete_session(connection, river, "MY1", expected_etag=etag)
    assert stored_files(engine) == 0


def test_files_are_their_organisations_alone(engine: Engine, river: int, hill: int, mine: Draft):
    save(engine, river, typed(mine, "Welcome.", "Come in."))
    with pytest.raises(NotFoundError):
        load(engine, hill)


def test_shipped_files_cannot_be_opened_to_write(engine: Engine, river: int, ship: Ship):
    ship(MINE)
    with pytest.raises(ReadOnlyError):
        load(engine, river)
