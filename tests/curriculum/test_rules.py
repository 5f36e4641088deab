"""Rules that a session can break only where it did not come from a folder: through the API."""

from __future__ import annotations

from typing import Any

import pytest

import curriculum.session
import curriculum.workshop
from curriculum.markdown import read_session
from curriculum.rules import breaches
from curriculum.rules.texts import LONG_TEXTS
from curriculum.session import Session
from curriculum.values import Value
from tests.curriculum.folder import good_folder


def broken(path: tuple[Any, ...], value: Any) -> list[tuple[tuple[Any, ...], str]]:
    """Return the breaches of the good session with another value at this path."""
    session = read_session(good_folder(), slug="hearing", topic="listening")
    body = session.model_dump(mode="json")
    holder: Any = body
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = value
    return [(one.path, one.code) for one in breaches(Session.model_validate(body))]


FIRST, SECOND = ("activities", 0), ("activities", 1)
WHEN = (*FIRST, "adaptations", 0, "when")


@pytest.mark.parametrize(
    ("path", "value", "where", "code"),
    [
        ((*FIRST, "cut_order"), 2, (*FIRST, "cut_order"), "essential-or-optional"),
        ((*SECOND, "cut_order"), None, (*SECOND, "cut_order"), "essential-or-optional"),
        (("people", "typical"), 20, ("people",), "bad-people"),
        (("short_cut",), 75, ("short_cut",), "bad-short-cut"),
        (WHEN, {}, WHEN, "no-condition"),
        (WHEN, {"size": {}}, WHEN, "bad-condition"),
        (("images", "two-chairs.png"), "not Base64", ("images", "two-chairs.png"), "not-a-picture"),
        (("images", "two-chairs.png"), "R0lG", ("images", "two-chairs.png"), "not-a-picture"),
        (("modes",), ["solo", "solo"], ("modes", 1), "repeated"),
        (
            ("handouts", 0, "blocks", 4, "rows"),
            [["a", "b"], ["c"]],
            ("handouts", 0, "blocks", 4, "rows"),
            "uneven-row",
        ),
        (("title",), "One <b>two</b>", ("title",), "html"),
        (("room",), "[x](javascript:y)", ("room",), "forbidden-link"),
    ],
)
def test_broken_rule_is_told_with_the_way_to_it(
    path: tuple[Any, ...], value: Any, where: tuple[Any, ...], code: str
):
    assert (where, code) in broken(path, value)


@pytest.mark.parametrize(("kind", "found"), [("movement", True), ("break", False)])
def test_only_a_break_has_no_steps(kind: str, found: bool):
    minutes = {key: {"fixed": 10} for key in ("minutes", "at_least", "at_most")}
    activity = {"id": "rest", "title": "Rest", "kind": kind, "cut_order": 2, "essential": False}
    assert (((*SECOND, "steps"), "no-steps") in broken(SECOND, activity | minutes)) == found


def test_session_stands_by_its_minutes_or_those_of_its_steps():
    """An activity that disagrees with its steps is one breach, whichever of the two is meant."""
    assert broken((*SECOND, "minutes"), {"fixed": 43}) == [
        ((*SECOND, "minutes"), "steps-do-not-add-up")
    ]


def test_every_text_of_several_lines_is_looked_at_as_one():
    kinds = [
        kind
        for module in (curriculum.session, curriculum.workshop)
        for kind in vars(module).values()
        if isinstance(kind, type) and issubclass(kind, Value)
    ]
    long = {
        (kind, name)
        for kind in kinds
        for name, schema in kind.model_json_schema(by_alias=False).get("properties", {}).items()
        if "'maxLength': 8000" in str(schema)
    }
    assert long == {(kind, name) for kind, names in LONG_TEXTS.items() for name in names}
