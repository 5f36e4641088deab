"""What an organisation can choose from, listed, filtered and searched."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine

from curriculum.session import Session
from curriculum.storage.catalogue import SessionQuery, find_sessions, list_topics
from curriculum.storage.database import reading
from curriculum.storage.drafts import create_draft, delete_session, publish
from curriculum.storage.pages import CursorError, write_cursor
from curriculum.storage.sessions import load_session
from curriculum.storage.shipped import load_shipped
from curriculum.values import Mode, Setting
from tests.builders import activity, session, step
from tests.storage.conftest import Library, Ship
from tests.storage.test_words import enormous

LIBRARY = (
    session("AL1", title="Feeling heard", purpose="Listen so that the other feels heard."),
    session("AL2", title="When you disagree", modes=("couples",), minutes=90),
    session("BD1", title="What a boundary is", topic="boundaries", settings=("in-person",)),
    session("BD2", title="A kind no", topic="boundaries", minutes=90),
    session("IS1", title="Speaking from I", topic="speaking", language="de"),
)


def codes(
    engine: Engine, organisation_id: int | None = None, *, limit: int = 100, **query: Any
) -> list[str]:
    with reading(engine) as connection:
        page = find_sessions(connection, organisation_id, SessionQuery(**query), limit=limit)
    return [one.code for one in page.items]


def publish_own(engine: Engine, organisation_id: int, *sessions: Session) -> None:
    with engine.begin() as connection:
        for one in sessions:
            create_draft(connection, organisation_id, one)
            publish(connection, organisation_id, one.code)


# --- listed ---------------------------------------------------------------------------------------


def test_list_is_in_the_order_of_topic_and_code(engine: Engine, ship: Ship):
    ship(*reversed(LIBRARY))
    assert codes(engine) == ["BD1", "BD2", "AL1", "AL2", "IS1"]


def test_list_tells_what_a_session_is(engine: Engine, ship: Ship):
    ship(LIBRARY[1])
    with reading(engine) as connection:
        stored = load_session(connection, None, "AL2")
        (found,) = find_sessions(connection, None, SessionQuery(), limit=1).items
    told = found.model_dump(exclude={"revision", "digest", "own", "updated_at", "intensity"})
    assert told == LIBRARY[1].model_dump(include=set(told))
    assert (found.revision, found.digest, found.own) == (1, stored.digest, False)


def test_list_orders_codes_by_their_characters(engine: Engine, ship: Ship):
    ship(*(session(code) for code in ("AL1-RIVER", "AL10", "AL1", "AL1-B", "AL2")))
    assert codes(engine) == ["AL1", "AL1-B", "AL1-RIVER", "AL10", "AL2"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"topic": "boundaries"}, ["BD1", "BD2"]),
        ({"topic": "nothing"}, []),
        ({"mode": Mode.SOLO}, ["BD1", "BD2", "AL1", "IS1"]),
        ({"mode": Mode.COUPLES}, ["BD1", "BD2", "AL1", "AL2", "IS1"]),
        ({"setting": Setting.ONLINE}, ["BD2", "AL1", "AL2", "IS1"]),
        ({"max_minutes": 60}, ["BD1", "AL1", "IS1"]),
        ({"max_minutes": 59}, []),
        ({"language": "de"}, ["IS1"]),
        ({"text": "  "}, ["BD1", "BD2", "AL1", "AL2", "IS1"]),
        ({"text": "session", "max_minutes": 60, "mode": Mode.SOLO, "topic": "boundaries"}, []),
        ({"text": "kind", "max_minutes": 90, "mode": Mode.SOLO, "topic": "boundaries"}, ["BD2"]),
    ],
)
def test_list_holds_to_every_part_of_the_query(
    engine: Engine, ship: Ship, query: dict[str, Any], found: list[str]
):
    ship(*LIBRARY)
    assert codes(engine, **query) == found


def test_list_finds_the_variants_of_a_language(engine: Engine, ship: Ship):
    ship(session("AL1", language="pt-BR"), session("AL2", language="pt"), session("AL3"))
    assert codes(engine, language="pt") == ["AL1", "AL2"]
    assert codes(engine, language="pt-BR") == ["AL1"]


def test_topics_are_counted(engine: Engine, ship: Ship, river: int):
    ship(*LIBRARY)
    publish_own(engine, river, session("OWN", topic="speaking"))
    with reading(engine) as connection:
        assert list_topics(connection, None) == [
            ("boundaries", 2),
            ("listening", 2),
            ("speaking", 1),
        ]
        assert list_topics(connection, river)[-1] == ("speaking", 2)


# --- whose ----------------------------------------------------------------------------------------


def test_own_sessions_are_seen_by_their_organisation_alone(
    engine: Engine, ship: Ship, river: int, hill: int
):
    ship(session("AL1"))
    publish_own(engine, river, session("RIVER", title="Currents"))
    for query in ({}, {"text": "session currents"}, {"text": "currents"}):
        assert "RIVER" not in codes(engine, **query) + codes(engine, hill, **query)
    assert codes(engine, river) == ["AL1", "RIVER"]
    assert codes(engine, river, text="currents") == ["RIVER"]


def test_drafts_are_not_listed(engine: Engine, river: int):
    with engine.begin() as connection:
        create_draft(connection, river, session("RIVER"))
    assert codes(engine, river) == codes(engine, river, text="river") == []


def test_withdrawn_sessions_are_not_listed(engine: Engine, river: int):
    publish_own(engine, river, session("RIVER"))
    with engine.begin() as connection:
        etag = load_session(connection, river, "RIVER").etag
        delete_session(connection, river, "RIVER", expected_etag=etag)
    assert codes(engine, river) == codes(engine, river, text="river") == []


def test_an_own_session_stands_before_a_later_shipped_one_of_its_code(
    engine: Engine, ship: Ship, river: int
):
    publish_own(engine, river, session("AL9", title="Ours"))
    ship(session("AL9", title="Theirs"), session("AL8", title="Theirs too"))
    with reading(engine) as connection:
        found = find_sessions(connection, river, SessionQuery(), limit=9).items
    assert [(one.code, one.title, one.own) for one in found] == [
        ("AL8", "Theirs too", False),
        ("AL9", "Ours", True),
    ]
    assert codes(engine, river, text="theirs") == ["AL8"]
    assert codes(engine, text="theirs") == ["AL9", "AL8"]


# --- pages ----------------------------------------------------------------------------------------


def walk(engine: Engine, organisation_id: int | None, limit: int, **query: Any) -> list[list[str]]:
    """Return the codes of each page."""
    pages, after = [], None
    while True:
        with reading(engine) as connection:
            page = find_sessions(
                connection, organisation_id, SessionQuery(**query), limit=limit, after=after
            )
        pages.append([one.code for one in page.items])
        after = page.next
        if after is None:
            return pages


@pytest.mark.parametrize("query", [{}, {"text": "heard"}])
def test_pages_follow_each_other(engine: Engine, ship: Ship, river: int, query: dict[str, Any]):
    ship(*LIBRARY)
    publish_own(engine, river, session("A1", title="Heard"), session("Z1", topic="a"))
    whole = codes(engine, river, **query)
    for limit in (1, 2, 3, 100):
        pages = walk(engine, river, limit, **query)
        assert [code for page in pages for code in page] == whole
        assert {len(page) for page in pages[:-1]} <= {limit}


@pytest.mark.parametrize("query", [{}, {"text": "heard"}])
def test_pages_miss_and_repeat_nothing_while_sessions_are_added(
    engine: Engine, ship: Ship, river: int, query: dict[str, Any]
):
    ship(*LIBRARY)
    before = codes(engine, river, **query)
    with reading(engine) as connection:
        first = find_sessions(connection, river, SessionQuery(**query), limit=2)
    publish_own(engine, river, *(session(code, title="Heard", topic="a") for code in ("A1", "A2")))
    with reading(engine) as connection:
        later = find_sessions(connection, river, SessionQuery(**query), limit=100, after=first.next)
    found = [one.code for one in (*first.items, *later.items)]
    assert [code for code in found if code in before] == before
    assert len(set(found)) == len(found)


NOT_OURS = [
    "", "x", "é", "WzFd", "W10", "bnVsbA", "W1tbW1tb" * 1000,
    *(write_cursor(key) for key in ((1, 2, 3), (1, 2**63), (-1, 2), (True, 1), ("a", 1))),
    *(write_cursor(("a", word, 1)) for word in ("\x00", "\ud800", "é", "a" * 65)),
]  # fmt: skip


@pytest.mark.parametrize("query", [{}, {"text": "heard"}])
def test_pages_refuse_a_cursor_that_is_not_ours(engine: Engine, query: dict[str, Any]):
    with reading(engine) as connection:
        for cursor in NOT_OURS:
            with pytest.raises(CursorError):
                find_sessions(connection, None, SessionQuery(**query), limit=1, after=cursor)


# --- searched -------------------------------------------------------------------------------------

WORDS = (
    session("BODY", activity("a", step(text="Draw a ladder of lanterns."))),
    session("GIST", objectives=("Climb the ladder of lanterns",)),
    session("TITLE", title="The ladder of lanterns"),
    session("HALF", activity("a", step(text="Lanterns.")), title="The ladder"),
    session("OTHER", title="Déjà vu: stories"),
)


def test_search_puts_the_title_before_the_gist_before_the_text(engine: Engine, ship: Ship):
    ship(*WORDS)
    assert codes(engine, text="ladder lanterns") == ["TITLE", "GIST", "BODY", "HALF"]


def test_search_asks_for_every_word(engine: Engine, ship: Ship):
    ship(*WORDS)
    assert codes(engine, text="ladder stories") == []


def test_search_finds_stems_beginnings_and_words_without_accents(engine: Engine, ship: Ship):
    ship(*WORDS)
    for text in ("story", "STORIES", "deja", "DÉJÀ", "stor", "deja stor", "other"):
        assert (text, codes(engine, text=text)) == (text, ["OTHER"])
    for text in ("stor ", "stor deja", "deja vulture"):
        assert (text, codes(engine, text=text)) == (text, [])


@pytest.mark.parametrize("language", ["en", "de"])
def test_search_stems_in_the_language_of_the_session(engine: Engine, ship: Ship, language: str):
    ship(session("HAUS", title="Viele Häuser", language=language))
    found = codes(engine, text="Haus ", language="de")
    assert found == (["HAUS"] if language == "de" else [])


ANYTHING = [
    '"', "'", 'ladder"', "lad*", "*", "-ladder", "ladder:lanterns", "title:ladder", "(", ")", "❤",
    "NEAR(ladder lanterns)", "ladder AND", "NOT ladder", "OR", "ladder & | !", "^ladder", "{}",
    "ladder\\", "\x00ladder", "%_", ";DROP TABLE words", ":*", "#0", "a" * 10_000, "倾听", "\u0301",
    "ladder <-> lanterns", "'':*A", "e\u0301" * 50, "1 2 3", "word " * 500,
]  # fmt: skip


def test_search_takes_any_characters(engine: Engine, ship: Ship):
    ship(*WORDS)
    for text in ANYTHING:
        assert set(codes(engine, text=text)) <= {one.code for one in WORDS}


def test_search_reads_over_punctuation(engine: Engine, ship: Ship):
    ship(*WORDS)
    for text in ('"ladder"', "ladder*", "(ladder)", "-ladder!", "ladder:", "'ladder"):
        assert (text, codes(engine, text=text)) == (text, ["TITLE", "HALF", "GIST", "BODY"])


def test_search_finds_the_newest_words_only(engine: Engine, ship: Ship):
    ship(session("AL1", title="Old ways"))
    ship(session("AL1", title="New ways"))
    assert (codes(engine, text="old"), codes(engine, text="new")) == ([], ["AL1"])


def test_search_holds_a_session_of_very_many_words(engine: Engine, ship: Ship):
    ship(enormous())
    assert codes(engine, text="00000001") == ["AL1"]


VOCABULARY = ["listen", "listening", "stories", "story", "Ängste", "no", "a", "don't", "10", "x_y"]
QUESTIONS = st.lists(st.sampled_from(VOCABULARY) | st.text(max_size=6), max_size=3).map(" ".join)


def test_search_finds_the_same_on_both_databases(sqlite_engine: Engine, postgresql_engine: Engine):
    both = (sqlite_engine, postgresql_engine)
    _ship_any(both)
    for kind in both:
        assert codes(kind, text="listen") != []

    @settings(max_examples=150, deadline=None)
    @given(QUESTIONS)
    def compare(text: str) -> None:
        assert codes(sqlite_engine, text=text) == codes(postgresql_engine, text=text)

    compare()


def _ship_any(engines: tuple[Engine, ...]) -> None:
    """Ship sessions of every mixture of a few words."""
    made = [
        session(
            f"S{number}",
            activity("a", step(text=f"{VOCABULARY[number % 7]} {VOCABULARY[number % 3]}")),
            title=f"{VOCABULARY[number % 10]} {VOCABULARY[number % 4]}",
            purpose=f"{VOCABULARY[number % 5]} {VOCABULARY[-number % 9]}",
            topic=f"topic-{number % 3}",
        )
        for number in range(40)
    ]
    for engine in engines:
        with engine.begin() as connection:
            load_shipped(connection, Library(sessions=tuple(made), programmes=()))
