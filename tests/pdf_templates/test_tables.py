"""How wide the columns of a worksheet's table are."""

from __future__ import annotations

import pytest

from curriculum.edition import Edition, PrintSize
from pdf_templates.tables import shares

EDITIONS = [Edition(), Edition(size=PrintSize.LARGE)]
STOPS = ("Stop", "What goes on", "What you may say", "?")
LONG = "They ask what brought you, and tell you what stays private. " * 2


@pytest.mark.parametrize("edition", EDITIONS, ids=["standard", "large"])
def test_the_column_with_the_most_words_is_the_widest(edition: Edition):
    widths = shares(STOPS, [("Getting in touch", LONG, "“May I ask two questions?”", "")], edition)
    assert max(widths) == widths[1]
    assert min(widths) == widths[3]


def test_a_column_is_as_wide_as_its_longest_word_however_many_words_another_has():
    narrow, _ = shares(("Word", "Text"), [("Grundstücksverkehr", "word " * 100)], Edition())
    assert narrow / 100 * 174 > len("Grundstücksverkehr") * 2.4


def test_columns_of_impossible_words_share_what_there_is():
    widths = shares(("Who", "Where"), [("W" * 200, "W" * 100)], Edition())
    assert widths == pytest.approx((66.5, 33.5), abs=0.1)
