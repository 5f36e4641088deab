from __future__ import annotations

import datetime as dt

import pytest

from curriculum.plan import Turns, Where
from curriculum.session import Condition, Grouping, Size
from curriculum.values import Access, Mode, Setting
from pdf_templates import phrases
from pdf_templates.words import words_of

WORDS = words_of("en")


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (120, "2 min each in a group of 3"),
        (135, "2 min 15 s each in a group of 3"),
        (45, "45 s each in a group of 3"),
    ],
)
def test_turns_are_told_in_minutes_and_seconds(seconds: int, said: str):
    assert phrases.turn_words(Turns(group_size=3, seconds_each=seconds), WORDS) == said


@pytest.mark.parametrize(
    ("groups", "said"),
    [
        ((2, 2, 2), "3 pairs"),
        ((3, 2, 2), "1 group of 3, 2 pairs"),
        ((4, 4), "2 groups of 4"),
        ((), "Groups of three"),
    ],
)
def test_groups_are_told_as_they_are(groups: tuple[int, ...], said: str):
    assert phrases.grouping_words(Grouping.TRIOS, groups, WORDS) == said


def test_partners_stay_named_beside_their_pairs():
    said = phrases.grouping_words(Grouping.PARTNERS, (2, 2), WORDS)
    assert said == "With one’s partner (2 pairs)"


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (Condition(mode=Mode.COUPLES, setting=Setting.ONLINE), "couples, an online group"),
        (Condition(size=Size(at_most=5)), "up to 5 people"),
        (Condition(size=Size(at_least=12)), "12 people or more"),
        (Condition(size=Size(at_least=6, at_most=8)), "6 to 8 people"),
        (Condition(short=True, access=Access.SIGHT), "people with little or no sight, less time"),
        (Condition(culture="Fasting month"), "Fasting month"),
    ],
)
def test_conditions_are_told_in_words(when: Condition, said: str):
    assert phrases.condition_words(when, WORDS) == said


def test_a_place_is_told_from_the_meeting_down():
    where = Where(meeting=2, item=1, session="AL1", activity="three-rounds")
    assert phrases.where_words(where, WORDS) == "Meeting 2, AL1, three-rounds"


def test_an_elapsed_clock_has_no_leading_zero():
    assert [phrases.clock(dt.time(0, 5), kind) for kind in ("wall", "elapsed")] == ["00:05", "0:05"]


@pytest.mark.parametrize("language", ["en", "en-GB", "xx", "tlh-Latn"])
def test_a_language_without_words_has_the_english_ones(language: str):
    assert phrases.date_words(dt.date(2027, 3, 9), words_of(language)) == "Tuesday 9 March 2027"
