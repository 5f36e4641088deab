from __future__ import annotations

import pytest

from curriculum.edition import Edition, Layout, PrintSize
from curriculum.layouts import LayoutError, check_layout, layouts_of
from tests.pdf_templates.samples import sample_guide, sample_pack


def test_a_guide_is_printed_in_every_layout_but_large_print_is_no_booklet():
    every = (Layout.PAGES, Layout.CARDS, Layout.BOOKLET)
    assert layouts_of(sample_guide(), PrintSize.STANDARD) == every
    assert layouts_of(sample_guide(), PrintSize.LARGE) == (Layout.PAGES, Layout.CARDS)


def test_handouts_are_printed_two_to_a_sheet_but_not_in_large_print():
    assert layouts_of(sample_pack(), PrintSize.STANDARD) == (Layout.PAGES, Layout.TWO_UP)
    assert layouts_of(sample_pack(), PrintSize.LARGE) == (Layout.PAGES,)


def test_a_layout_that_does_not_fit_is_refused_with_those_that_do():
    with pytest.raises(LayoutError, match=r"'booklet' does not fit .* there is pages, cards"):
        check_layout(sample_guide(), Edition(size=PrintSize.LARGE, layout=Layout.BOOKLET))
