"""A draft's files: what can be read of them, and where each mistake and each advice stands."""

from __future__ import annotations

from dataclasses import replace

import pytest

from curriculum.drafting import Draft, draft_of, examine
from curriculum.library import shipped_library
from curriculum.session import Session
from tests.builders import activity, debrief, handout, session, step


@pytest.fixture(scope="module")
def heard() -> Session:
    """Return the session that ships as AL1."""
    return next(one for one in shipped_library().sessions if one.code == "AL1")


def changed(draft: Draft, before: str, after: str, path: str = "session.md") -> Draft:
    assert before in draft.texts[path]
    text = draft.texts[path].replace(before, after, 1)
    return replace(draft, texts={**draft.texts, path: text})


def line_of(draft: Draft, words: str, path: str = "session.md") -> int:
    return draft.texts[path][: draft.texts[path].index(words)].count("\n") + 1


def test_the_files_of_a_session_read_as_that_session(heard: Session):
    examined = examine(draft_of(heard))
    assert (examined.whole, examined.mistakes, examined.advice) == (heard, (), ())


def test_a_mistake_stands_at_its_line(heard: Session):
    draft = changed(draft_of(heard), "::: say 1 min {#welcome}", "::: sey 1 min {#welcome}")
    examined = examine(draft)
    places = [(one.file, one.line) for one in examined.mistakes]
    assert ("session.md", line_of(draft, "::: sey")) in places
    assert examined.whole is None


def test_a_mistake_in_a_handout_stands_in_its_file(heard: Session):
    path = "handouts/moves-card.md"
    draft = changed(draft_of(heard), "kind: card", "kind: kard", path)
    assert [(one.file, one.line) for one in examine(draft).mistakes] == [
        (path, line_of(draft, "kind: kard", path))
    ]


def test_another_code_is_a_mistake_where_it_stands(heard: Session):
    draft = changed(draft_of(heard), "code: AL1", "code: AL9")
    assert [(one.line, one.code) for one in examine(draft).mistakes] == [(2, "other-code")]


def test_a_draft_without_its_first_file_says_so(heard: Session):
    draft = replace(draft_of(heard), texts={})
    assert [one.code for one in examine(draft).mistakes] == ["no-session"]


def test_advice_stands_at_the_words_it_is_about(heard: Session):
    draft = changed(
        draft_of(heard), "Put things down.", "A toxic friend may call. Put things down.",
        "handouts/moves-card.md",
    )  # fmt: skip
    examined = examine(draft)
    line = line_of(draft, "A toxic", "handouts/moves-card.md")
    assert [(one.file, one.line, one.code) for one in examined.advice] == [
        ("handouts/moves-card.md", line, "label")
    ]
    assert examined.whole is not None


def test_advice_about_a_step_stands_at_that_step():
    spoken = "Here we are, and we will see what a toxic word does to us. " * 30
    talk = activity("one", step(5), step(1, text=spoken.strip()), debrief=debrief())
    draft = draft_of(session("AL1", talk, minutes=10, at_least=10, at_most=10))
    found = {one.code: one.line for one in examine(draft).advice}
    words = line_of(draft, "Here we are, and we will see")
    assert (found["label"], found["say-too-long"], found["no-safety"]) == (words, words - 1, 1)


def test_a_handout_that_nothing_hands_out_is_told_in_its_file():
    talk = activity("one", step(10))
    draft = draft_of(session("AL1", talk, minutes=10, at_least=10, at_most=10))
    sheet = draft_of(session("AL1", talk, handouts=(handout("card"),)))
    path = "handouts/card.md"
    both = replace(draft, texts={**draft.texts, path: sheet.texts[path]})
    assert [(one.file, one.line) for one in examine(both).mistakes] == [(path, 1)]
    assert examine(draft).mistakes == ()
