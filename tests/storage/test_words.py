"""Words to find a session by: whatever somebody types, the same on every database."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.session import Session, TextBlock
from curriculum.storage.words import LONGEST, MOST_ASKED, MOST_WORDS, asked, findable, fold
from tests.builders import activity, debrief, handout, session, step


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Feeling Heard", ["feeling", "heard"]),
        ("Über-Ängste, déjà vu", ["uber", "angste", "deja", "vu"]),
        ("the partner's partners’", ["the", "partner", "partners"]),
        ('don\'t "quote" me*', ["don", "t", "quote", "me"]),
        ("snake_case AL1-RIVER", ["snake", "case", "al1", "river"]),
        ("Straße ﬁnd", ["strasse", "find"]),
        ("倾听 слушать", ["倾听", "слушать"]),
        ("?! -- ''", []),
    ],
)
def test_fold_keeps_letters_and_digits(text: str, words: list[str]):
    assert fold(text) == words


@given(st.text())
def test_fold_gives_only_what_needs_no_quoting(text: str):
    assert all(word.isalnum() and len(word) <= LONGEST for word in fold(text))


def test_asked_takes_the_last_word_as_unfinished():
    kind, boundaries = asked("kind boundar", None)
    assert (kind.forms, kind.prefix) == (("kind",), None)
    assert (boundaries.forms, boundaries.prefix) == (("boundar",), "boundar")


def test_asked_takes_a_word_with_a_space_behind_it_as_finished():
    assert [word.prefix for word in asked("kind boundaries ", None)] == [None, None]


def test_asked_gives_a_word_and_its_stem():
    assert asked("stories ", None)[0].forms == ("stories", "stori")


def test_asked_stems_in_the_language_asked_for():
    assert asked("Häuser ", "de-CH")[0].forms == ("hauser", "haus")


def test_asked_takes_words_of_an_unknown_language_as_they_are():
    assert asked("stories ", "qaa")[0].forms == ("stories",)


def test_asked_stops_at_a_few_words():
    assert len(asked("word " * 1000, None)) == MOST_ASKED


def _everywhere() -> Session:
    """Return a session with a word of its own in each place."""
    steps = (step(text="stepping"),)
    return session(
        "ZQ7",
        activity("naming", *steps, title="acting", aim="aiming", debrief=debrief()),
        title="titling",
        subtitle="subtitling",
        topic="topical",
        purpose="purposing",
        objectives=("objecting",),
        key_messages=("messaging",),
        safety=("safekeeping",),
        handouts=(handout("slugging", title="handing", blocks=(TextBlock(text="blocking"),)),),
    )


def test_findable_sorts_words_by_where_they_stand():
    words = findable(_everywhere())
    assert {"titling", "titl", "subtitling", "zq7"} <= words.title
    assert {"topical", "purposing", "objecting", "messaging"} <= words.gist - words.title
    found = {"acting", "aiming", "stepping", "safekeeping", "handing", "blocking"}
    assert found <= words.body - words.gist


def test_findable_leaves_out_names_for_machines():
    words = findable(_everywhere())
    assert words.body & {"naming", "slugging", "say", "practice", "solo", "en"} == set()


def test_findable_leaves_out_pictures():
    made = session(images={"a.png": "iVBORw0KGgo="})
    assert findable(made) == findable(session())


def test_findable_stops_at_a_size_that_every_database_holds():
    assert len(findable(enormous()).body) == MOST_WORDS["body"]


def enormous() -> Session:
    """Return a session of more words than can be found, each as long as can be."""
    words = (f"{number:08}" + "𝒜𐎀𠀀𐤀" * 8 for number in range(10_000))
    steps = tuple(step(text=" ".join(islice(words, 180))) for _ in range(40))
    messages = tuple(" ".join(islice(words, 7)) for _ in range(100))
    return session("AL1", activity("long", *steps), key_messages=messages)
