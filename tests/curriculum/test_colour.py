from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from curriculum.colour import PAPER, READABLE, contrast, nearest_readable, readable, tint

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def test_contrast_runs_from_one_to_twenty_one():
    assert (contrast("#ffffff", "#ffffff"), contrast("#000000", PAPER)) == (1, 21)
    assert round(contrast("#767676", PAPER), 2) == 4.54


@given(colours)
def test_the_nearest_that_works_is_taken_as_it_is(colour: str):
    nearest = nearest_readable(colour)
    assert readable(nearest) == nearest


@given(colours)
def test_a_colour_that_works_is_its_own_nearest(colour: str):
    assert (nearest_readable(colour) == colour) == (contrast(colour, PAPER) >= READABLE)


@pytest.mark.parametrize("text", ["red", "#123", "#12345g", ""])
def test_what_is_no_colour_is_refused(text: str):
    with pytest.raises(ValueError, match="write it like #14505c"):
        readable(text)


@given(colours)
def test_black_words_can_be_read_on_any_tint(colour: str):
    assert contrast("#1a1a1a", tint(colour, 0.08)) > 12
