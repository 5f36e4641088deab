"""A session in parts on paper: which part it is, what it needs, what the others hold."""

from __future__ import annotations

from curriculum.documents import guide
from curriculum.edition import Edition
from curriculum.sheets import sheets
from pdf_templates.render import to_pdf, whole
from tests.curriculum.test_parts import TEA, held, planned
from tests.pdf_templates.reading import heard
from tests.pdf_templates.samples import CONTACTS


def test_a_guide_tells_which_part_it_is_and_where_the_rest_is():
    plan = planned((held("a"), TEA, held("b")), (held("c"),))
    said = heard(to_pdf(whole(guide(plan, CONTACTS), Edition()), Edition()))
    assert "Session AL1, part 3 of 3" in said
    assert "Part 1, meeting 1: A" in said
    assert "given out in meeting 1" in said
    assert said.count("Lay out the chairs.") == 2
    assert said.count("Listen once.") == 1


def test_each_part_has_its_own_list_to_tick_and_the_last_has_the_session_s():
    plan = planned((held("ab"),), (held("c"),))
    said = heard(to_pdf(whole(sheets(plan, CONTACTS), Edition()), Edition()))
    assert "Session AL1, part 2 of 2" in said
    assert said.count("All could pass.") == 1
