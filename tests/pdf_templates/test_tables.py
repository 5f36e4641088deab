"""How wide the columns of a worksheet's table are."""

from __future__ import annotations

import pytest

from curriculum.edition import Edition, PrintSize
from curriculum.session import ScaleBlock, TableBlock
from pdf_templates.tables import printed, scale_ends, shares

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


def scene(words: str, first: str = "Words", blank_rows: int = 0) -> TableBlock:
    rows = ((first, ""), ("Feeling", ""))
    return TableBlock(caption="A scene", columns=("Layer", words), rows=rows, blank_rows=blank_rows)


def test_tables_with_the_same_rows_have_the_same_columns():
    blocks = [scene("“Fine.”"), scene("“Oh, do you still live here?”"), scene("“So?”", "Thoughts")]
    one, two, other = (printed(block, blocks, Edition())[0].widths for block in blocks)
    assert one == two != other


def test_a_sheet_says_once_that_there_are_boxes_to_write_in():
    full = TableBlock(caption="Read", columns=("Say", "Hear"), rows=(("this", "that"),))
    blocks = [full, scene("“Fine.”"), scene("“So?”")]
    assert [[piece.asks for piece in printed(one, blocks, Edition())] for one in blocks] == [
        [False],
        [True],
        [False],
    ]


def test_only_the_first_piece_of_a_wide_table_says_so():
    wide = TableBlock(caption="Wide", columns=("Unverwechselbar",) * 6, rows=(("",) * 6,))
    first, *others = printed(wide, [wide], Edition(size=PrintSize.LARGE))
    assert (first.asks, {one.asks for one in others}) == (True, {False})


def test_a_column_for_a_figure_is_narrower_than_one_for_words():
    heads = ("Day", "Move", "Minutes", "What I noticed in myself")
    rows = [("Tuesday", "2", "3", "Wanted to give a tip. Didn’t."), ("",) * 4]
    day, move, minutes, noticed = shares(heads, rows, Edition())
    assert move < day
    assert minutes < day
    assert noticed > 1.5 * day


def test_where_a_link_leads_takes_no_room():
    [bare], [marked] = (
        printed(scene(words), [scene(words)], Edition())
        for words in ("Fein", "[Fein](https://a.example/b)")
    )
    assert bare.widths == marked.widths


def ends(low: str, high: str, edition: Edition) -> tuple[float, float] | None:
    scale = ScaleBlock(low_label=low, high_label=high, items=("I was heard.",))
    return scale_ends(scale, edition)


@pytest.mark.parametrize("edition", EDITIONS, ids=["standard", "large"])
def test_the_end_of_a_scale_is_as_wide_as_its_longest_word(edition: Edition):
    assert ends("Not at all", "Completely", edition) == (1.8, 6.0)
    assert ends("Überhaupt nicht", "Völlig", edition) == (5.4, 3.6)


def test_ends_that_leave_no_room_for_what_is_rated_are_told_above():
    standard, large = EDITIONS
    assert ends("Überhaupt nicht", "Vollkommen", standard)
    assert ends("Überhaupt nicht", "Vollkommen", large) is None
    assert ends("Verständnislosigkeit", "Ja", standard) is None
