from __future__ import annotations

import pytest

from curriculum.edition import Edition, Paper, PrintSize
from curriculum.library import shipped_library
from curriculum.organisation import Organisation
from curriculum.overview import overview
from curriculum.printed import Overview
from curriculum.workshop import Programme
from pdf_templates.render import to_pdf, whole
from tests.pdf_templates.reading import pages, squeeze, type_sizes
from tests.pdf_templates.reading_back import text_of
from tests.shipped import pinned, planned

HOUSE = Organisation(name="Riverside")
PROGRAMMES = {one.code: one for one in shipped_library().programmes}


def made(programme: Programme, people: int = 8) -> Overview:
    workshop = pinned(programme).model_copy(update={"people": people})
    return overview(programme, planned(workshop, HOUSE), HOUSE)


def printed(document: Overview, edition: Edition) -> bytes:
    return to_pdf(whole(document, edition), edition)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("code", PROGRAMMES)
def test_each_programme_stands_on_one_page(code: str, paper: Paper):
    pdf = printed(made(PROGRAMMES[code]), Edition(paper=paper))
    assert (len(pages(pdf)), min(type_sizes(pdf))) == (1, 8.5)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("code", PROGRAMMES)
def test_in_large_print_it_takes_one_leaf_of_18_points(code: str, paper: Paper):
    pdf = printed(made(PROGRAMMES[code]), Edition(paper=paper, size=PrintSize.LARGE))
    assert len(pages(pdf)) <= 2
    assert min(type_sizes(pdf)) == 18


def test_in_large_print_it_counts_what_the_guide_lists():
    [_, page] = pages(printed(made(PROGRAMMES["on-my-own"]), Edition(size=PrintSize.LARGE)))
    assert "To buy: 8. To have ready: 30. Sheets to print: 23." in squeeze(page)


def test_what_is_too_long_for_a_page_goes_on_on_the_next():
    long = PROGRAMMES["on-my-own"].model_copy(update={"who_for": "Adults. " * 600})
    said = squeeze(" ".join(text_of(printed(made(long), Edition()))))
    assert (said.count("Adults."), "Certificate" in said) == (600, True)


def test_it_tells_all_that_an_organiser_asks():
    taster = PROGRAMMES["a-taster"]
    [page] = [squeeze(page) for page in text_of(printed(made(taster), Edition()))]
    told = (
        "1 meeting · 1 h 21 min · planned for 8 people",
        "An ear or an idea?, 1 h 21 min: Come in, and three agreements · ",
        "3 × Flip-chart sheets",
        "10 × Pens",
        "10 × Ask first",
        "this one has not been tested",
        "Works: Weger et al. 2014 · Kuhn et al. 2018",
    )
    assert [words for words in told if words not in page] == []


def test_an_overview_without_aims_and_evidence_has_no_headings_for_them():
    bare = PROGRAMMES["a-taster"].model_copy(
        update={"aims": (), "evidence": None, "references": ()}
    )
    [page] = pages(printed(made(bare), Edition()))
    assert [words for words in ("At the end", "What is known", "Works:") if words in page] == []
