from __future__ import annotations

from pdf_templates.links import lead_elsewhere
from pdf_templates.markup import text_html


def test_a_link_to_an_anchor_of_the_part_stays():
    page = '<h1 id="here">One</h1><a href="#here">Up</a>'
    assert lead_elsewhere(page) == page


def test_a_link_to_another_part_is_marked():
    page = '<h1 id="here">One</h1><a class="to" href="#there" data-page="7">On</a>'
    assert lead_elsewhere(page) == page.replace("#there", "elsewhere:there")


def test_words_that_look_like_a_link_stay():
    words = str(text_html('She wrote href="#there" on the board.'))
    assert lead_elsewhere(words) == words
