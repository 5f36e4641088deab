from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import HealthCheck, given, settings

from curriculum.errors import UnknownFormatError
from curriculum.markdown import read_session
from curriculum.revision import Change, ChangeKind, difference, digest, upgrade
from curriculum.session import FORMAT, Session
from tests.curriculum.folder import good_folder
from tests.strategies import sessions

few = settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))


def read(*changes: tuple[str, str]) -> Session:
    files = good_folder()
    for old, new in changes:
        name = next(name for name, raw in files.items() if old.encode() in raw)
        files[name] = files[name].replace(old.encode(), new.encode())
    return read_session(files, slug="hearing", topic="listening")


def told(*changes: tuple[str, str]) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (one.where, one.kind.value, one.before, one.after)
        for one in difference(read(), read(*changes))
    ]


@few
@given(sessions(), sessions())
def test_no_difference_means_equal_and_the_same_digest(one: Session, other: Session):
    assert difference(one, one) == ()
    assert digest(one) == digest(Session.model_validate_json(one.model_dump_json()))
    assert (difference(one, other) == ()) == (one == other) == (digest(one) == digest(other))


def test_digest_is_the_same_in_another_process():
    program = (
        "from tests.curriculum.folder import good_folder\n"
        "from curriculum.markdown import read_session\n"
        "from curriculum.revision import digest\n"
        "print(digest(read_session(good_folder(), slug='hearing', topic='listening')))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONHASHSEED": "7", "PYTHONPATH": "."},
    )
    assert run.stdout.strip() == digest(read())


def test_changed_words_are_told_before_and_after():
    assert told(("Hearing it once", "Hearing it")) == [
        ("title", "changed", "Hearing it once", "Hearing it")
    ]


def test_change_in_a_step_is_told_by_its_name():
    assert told(("Find somebody you do not know.", "Find anybody.")) == [
        (
            "activity first-round · step begin · text",
            "changed",
            "Find somebody you do not know.",
            "Find anybody.",
        )
    ]


def test_step_without_a_name_is_told_by_its_number():
    where = "activity second-round · step 1 · text"
    assert told(("The same again.", "Once more.")) == [
        (where, "changed", "The same again.", "Once more.")
    ]


def test_minutes_are_told_in_words():
    changes = (("minutes: 20 + 1", "minutes: 21 + 1"), ("do 13 +", "do 14 +"), ("70", "71"))
    assert told(*changes) == [
        ("minutes", "changed", "70", "71"),
        ("activity first-round · minutes", "changed", "20 + 1 per person", "21 + 1 per person"),
        (
            "activity first-round · step 3 · minutes",
            "changed",
            "13 + 1 per person",
            "14 + 1 per person",
        ),
    ]


def test_added_and_removed_entries_are_told_alone():
    assert told(("- Ask one open question.", "- Ask one open question.\n- Wait.")) == [
        ("objective 3", "added", None, "Wait.")
    ]
    assert told(("- Bell: 1 per meeting", "- Pen: 1 per person")) == [
        ("material Pen", "added", None, "Pen"),
        ("material Bell", "removed", "Bell", None),
    ]


def test_activities_that_changed_places_are_told_as_moved():
    session = read()
    moved = session.model_copy(update={"activities": session.activities[::-1]})
    assert [change.kind for change in difference(session, moved)] == [ChangeKind.MOVED]


def test_block_of_another_kind_is_told_as_one_change():
    assert told(("::: checklist\n- I listened once.", "::: text\nI listened once.")) == [
        (
            "handout practice-log · block 1",
            "changed",
            "checklist: I listened once.",
            "text: I listened once.",
        )
    ]


def test_pictures_are_told_by_their_names_only():
    session = read()
    without = session.model_copy(update={"images": {}})
    assert difference(session, without) == (
        Change(where="picture two-chairs.png", kind=ChangeKind.REMOVED),
    )


def test_body_of_today_is_taken_as_it_is():
    body = read().model_dump(mode="json")
    assert Session.model_validate(upgrade(body)) == read()


@pytest.mark.parametrize("number", [FORMAT + 1, 0, -1, None, "1", True, 1.5])
def test_body_of_an_unknown_format_is_refused(number: object):
    with pytest.raises(UnknownFormatError, match="release"):
        upgrade({"format": number})
