"""The standard finds what it is for, and the shipped library meets it."""

import pytest

from curriculum.session import Stage, TextBlock, Voice
from curriculum.standard import hold
from curriculum.standard.reading import grade
from curriculum.standard.wording import FORBIDDEN
from tests.builders import activity, debrief, handout, minutes, rest, session, step

SOUND = {
    "safety": ("Stop when somebody is afraid.",),
    "fidelity": ("Everybody spoke once",),
    "home_practice": "Notice one kind word.",
}


def _sound(*activities, code="AL1", **parts):
    first = activity("close", step(5), debrief=debrief())
    return session(code, *activities, first, **{**SOUND, **parts})


def _codes(*sessions, evidence=()):
    return [one.code for one in hold(sessions, evidence)]


def test_a_sound_session_falls_short_of_nothing():
    assert _codes(_sound()) == []


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("If you listen, your partner will come around.", "promise"),
        ("This will save your marriage.", "promise"),
        ("Maybe it is your fault.", "blame"),
        ("A toxic person does that.", "label"),
        ("Men usually say less.", "gender"),
        ("About 69% of problems stay.", "percent-of-problems"),
        ("Aim for five to one.", "five-to-one"),
        ("People wait six years before they seek help.", "six-years"),
        ("Words are 7-38-55.", "seven-thirty-eight"),
        ("It predicts divorce with 94% certainty.", "divorce-predicted"),
        ("Your body needs at least 20 minutes to calm down.", "twenty-minutes"),
        ("Ring 0800 123 4567 at any time.", "phone-number"),
        ("Look at www.example.org for more.", "web-address"),
    ],
)
def test_wording_that_must_not_be_printed_is_found(text, code):
    one = _sound(activity("a", step(5, text=text)))
    assert _codes(one) == [code]


def test_words_in_other_letters_have_their_language_marked():
    hello = "Say שלום to **all**, [*привет* [вам](https://a.example)]{lang=ru} too, OK, π."
    assert _codes(_sound(activity("a", step(5, text=hello)))) == ["language-unmarked"]
    marked = hello.replace("שלום", "[שלום]{lang=he}")
    assert _codes(_sound(activity("a", step(5, text=marked)))) == []


def test_every_rule_of_wording_has_a_test():
    tested = test_wording_that_must_not_be_printed_is_found.pytestmark[0].args[1]
    assert {code for _, code in tested} == {rule.code for rule in FORBIDDEN}


@pytest.mark.parametrize(
    "text",
    [
        "It is nobody's fault.",
        "Nothing here will make a partner come along.",
        "We meet from 19:00 to 21:00.",
        "One study with 365 couples went on for 14 days in 2018.",
    ],
)
def test_honest_wording_passes(text):
    assert _codes(_sound(activity("a", step(5, text=text)))) == []


def test_a_handout_in_long_words_is_found():
    hard = (
        "Participants are encouraged to contemplate the multiplicity of interpersonal "
        "considerations that characterise particularly consequential communications, "
        "acknowledging psychological vulnerabilities and organisational expectations while "
        "simultaneously articulating individually meaningful alternatives to habitual reactions "
        "under circumstances of considerable emotional intensity."
    )
    one = _sound(
        activity("a", step(1, voice=Voice.HAND_OUT, handout="card")),
        handouts=(handout("card", blocks=(TextBlock(text=hard),)),),
    )
    assert _codes(one) == ["handout-grade"]


def test_speech_in_long_sentences_is_found():
    hard = (
        "Although communication difficulties frequently originate from misunderstandings that "
        "accumulate over considerable periods, participants who investigate alternative "
        "interpretations before responding generally discover opportunities for collaboration "
        "that were previously invisible to everybody who participated in the conversation, "
        "including facilitators."
    )
    assert _codes(_sound(activity("a", step(2, text=hard)))) == ["say-grade"]


def test_speech_that_is_too_long_for_its_minutes_is_found():
    text = "We sit. We look. We wait. " * 30
    assert _codes(_sound(activity("a", step(1, text=text)))) == ["say-too-long"]


def test_a_session_over_its_own_most_is_found():
    one = _sound(activity("a", step(10, 6)), people={"at_least": 4, "typical": 8, "at_most": 14})
    assert set(_codes(one)) == {"over-most", "short-cut-too-short"}


def test_a_long_stretch_without_a_break_is_found():
    long = activity("a", step(86)).model_copy(update={"at_least": minutes(40)})
    assert _codes(_sound(long, at_most=200)) == ["no-break"]
    assert _codes(_sound(long, rest(), at_most=200)) == []


def test_a_debrief_that_skips_a_stage_is_found():
    part = debrief().model_copy(update={"questions": debrief().questions[:2]})
    found = hold([_sound(activity("a", step(5), debrief=part))], ())
    assert [one.message for one in found] == [f"No question asks {Stage.WHAT_NEXT}."]


def test_a_reference_that_is_not_in_the_evidence_is_found():
    assert _codes(_sound(references=("made-up-1999",)), evidence=("weger-2014",)) == [
        "unknown-reference"
    ]


def test_a_sentence_that_stands_in_two_sessions_is_found():
    text = "Find two people whom you have not yet worked with tonight."
    first, second = (
        _sound(activity("a", step(2, text=text)), code=code) for code in ("AL1", "IS1")
    )
    found = hold([first, second], ())
    assert [(one.session, one.where) for one in found] == [("IS1", "activity a · step 1")]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The cat sat on the mat. It was fat.", 0, 1.5),
        ("Participants are invited to consider their communication preferences.", 13, 25),
    ],
)
def test_the_grade_rises_with_long_words_and_sentences(text, low, high):
    assert low <= grade(text) <= high
