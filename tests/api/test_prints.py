from __future__ import annotations

from pathlib import Path

import pytest

from api.prints import Counter, Keys
from api.problems import RefusedError
from curriculum.edition import Edition
from pdf_templates.press import Press, PressLimits
from tests.pdf_templates.samples import sample_pack


def test_whoever_comes_when_too_many_wait_is_sent_away_for_a_moment(tmp_path: Path):
    counter = Counter(Press(tmp_path, PressLimits(workers=0)), most_waiting=0)
    with pytest.raises(RefusedError) as refused:
        counter.print(sample_pack(), Edition())
    assert (refused.value.status, refused.value.code) == (503, "busy")
    assert refused.value.headers == {"Retry-After": "10"}


def test_a_place_is_free_again_after_a_print(tmp_path: Path):
    counter = Counter(Press(tmp_path, PressLimits(workers=0)), most_waiting=1)
    assert counter.print(sample_pack(), Edition()) == counter.print(sample_pack(), Edition())


def test_the_question_not_asked_for_longest_is_forgotten():
    keys = Keys(most=2)
    for question in ("first", "second"):
        keys.keep(question, f"key of {question}", "name.pdf")
    keys.find("first")
    keys.keep("third", "key of third", "name.pdf")
    assert keys.find("second") is None
    assert keys.find("first") == ("key of first", "name.pdf")
