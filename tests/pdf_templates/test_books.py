"""Guides, handbook, overviews and sheets, proofed as a book designer would, on paper."""

from __future__ import annotations

import pytest

from curriculum.assemble import single_session
from curriculum.documents import guide
from curriculum.edition import Edition, Layout, Paper, PrintSize
from curriculum.printed import Document, Guide, Handbook, Overview, SheetSet
from pdf_templates.render import parts, to_pdf
from pdf_templates.sizes import MILLIMETRE, page_size
from tests.pdf_templates.library import Print
from tests.pdf_templates.reading import text_colours, type_sizes, words
from tests.pdf_templates.reading_breaks import Block, blocks, lines, parted, stranded, tails, torn
from tests.pdf_templates.reading_tags import Read, read
from tests.pdf_templates.samples import CONTACTS
from tests.pdf_templates.test_black_ink import LEAST as CONTRAST
from tests.pdf_templates.test_black_ink import contrast
from tests.shipped import SESSIONS, planned

pytestmark = pytest.mark.xdist_group("library")
FOOT = {PrintSize.STANDARD: 20.0, PrintSize.LARGE: 30.0}
STUB = {Guide: 0.22, Handbook: 0.3, Overview: 0.3, SheetSet: 0.15}
"""A section's last page whose text fills less than this would look forgotten."""
SMALLEST = {
    PrintSize.LARGE: {Guide: 18.0, Handbook: 18.0, Overview: 18.0, SheetSet: 18.0},
    PrintSize.STANDARD: {Guide: 8.5, Handbook: 8.5, Overview: 8.5, SheetSet: 12.0},
}
LINE, LONGEST = 75, 82
"""Characters that a line of running text should have at most, and that none may exceed."""
EXCEPTIONS = 0.005
"""The share of lines that may be longer than they should, where words fall badly."""
SMALL = [
    (Edition(layout=Layout.CARDS), "AL1"),
    (Edition(layout=Layout.CARDS, paper=Paper.LETTER, size=PrintSize.LARGE), "SO2"),
    (Edition(layout=Layout.BOOKLET, paper=Paper.LETTER), "TH1"),
]
"""Layouts of several pages a sheet, each with a session; their pages are read before imposing."""


@pytest.fixture(scope="module")
def books(library: dict[str, Print]) -> dict[str, Print]:
    """Return what is read page after page: not handouts, nor several pages on a sheet."""
    return {
        name: one
        for name, one in library.items()
        if isinstance(one.document, Guide | Handbook | Overview | SheetSet)
        and one.edition.layout == Layout.PAGES
    }


@pytest.fixture(scope="module")
def tagged(books: dict[str, Print]) -> dict[str, Read]:
    return {name: read(one.pdf) for name, one in books.items()}


@pytest.fixture(scope="module")
def texts(tagged: dict[str, Read]) -> dict[str, list[Block]]:
    return {name: blocks(found) for name, found in tagged.items()}


@pytest.fixture(scope="module")
def small() -> dict[str, bytes]:
    made = {}
    for edition, code in SMALL:
        plan = planned(single_session(SESSIONS[code, 1], 1), CONTACTS)
        [session] = [one for one in parts(guide(plan, CONTACTS), edition) if "session" in one.name]
        made[f"{edition.layout}-{edition.paper}-{edition.size}"] = to_pdf(session.html, edition)
    return made


def test_no_heading_is_among_the_last_lines_of_a_page(texts: dict[str, list[Block]]):
    assert {name: lost for name, text in texts.items() if (lost := stranded(text))} == {}


def test_no_line_of_a_paragraph_stands_alone_on_a_page(
    books: dict[str, Print], texts: dict[str, list[Block]]
):
    found = {name: torn(text, words(books[name].pdf)) for name, text in texts.items()}
    assert {name: lost for name, lost in found.items() if lost} == {}


def test_what_leads_into_words_stays_with_them(
    books: dict[str, Print], texts: dict[str, list[Block]]
):
    found = {name: parted(text, words(books[name].pdf)) for name, text in texts.items()}
    assert {name: lost for name, lost in found.items() if lost} == {}


def test_no_section_ends_on_an_all_but_empty_page(books: dict[str, Print], tagged: dict[str, Read]):
    foots = {name: FOOT[one.edition.size] * MILLIMETRE for name, one in books.items()}
    ends = {name: tails(found, foots[name]) for name, found in tagged.items()}
    assert {
        (name, page): depth
        for name, depths in ends.items()
        for page, depth in depths.items()
        if depth < STUB[type(books[name].document)]
    } == {}


def test_no_text_leaves_its_page(books: dict[str, Print], texts: dict[str, list[Block]]):
    """Name tents use the whole sheet."""
    lost = []
    for name, one in books.items():
        width, height = (side * MILLIMETRE for side in page_size(one.edition))
        side = (12 if isinstance(one.document, Overview) else 14 - 0.5) * MILLIMETRE
        for block in texts[name]:
            out = [
                box
                for box in block.lines
                if box.left < side - 2 or box.right > width - side + 2 or box.bottom > height
            ]
            if out and not isinstance(one.document, SheetSet):
                lost.append((name, block.kind, out))
    assert lost == []


def test_nothing_is_set_smaller_than_promised(books: dict[str, Print]):
    sizes = {name: min(type_sizes(one.pdf)) for name, one in books.items()}
    least = {name: _least(one.document, one.edition) for name, one in books.items()}
    assert {name: size for name, size in sizes.items() if size < least[name]} == {}


def _least(document: Document, edition: Edition) -> float:
    return SMALLEST[edition.size][type(document)]


def test_no_line_is_too_long_to_find_the_next(books: dict[str, Print]):
    """Sheets are forms, whose lines are to be ticked and not to be read on."""
    for name, one in books.items():
        if not isinstance(one.document, SheetSet):
            found = [line for line in lines(one.pdf) if len(line.text.split("•")[-1]) > LINE]
            # One line of facts stands above the columns of an overview.
            running = [line for line in found if " · " not in line.text]
            assert (name, [line for line in running if len(line.text) > LONGEST]) == (name, [])
            assert (name, len(running)) <= (name, EXCEPTIONS * sum(1 for _ in lines(one.pdf)))


def test_all_text_has_contrast(books: dict[str, Print]):
    painted = set().union(*(text_colours(one.pdf) for one in books.values()))
    assert {one for one in painted if contrast(one, "#ffffff") < CONTRAST} == set()


def test_headings_of_cards_and_booklets_have_words_below_them(small: dict[str, bytes]):
    assert {name: stranded(blocks(read(pdf))) for name, pdf in small.items()} == {
        f"{edition.layout}-{edition.paper}-{edition.size}": [] for edition, _ in SMALL
    }


def test_lines_of_cards_and_booklets_are_no_longer(small: dict[str, bytes]):
    for name, pdf in small.items():
        assert (name, [one for one in lines(pdf) if len(one.text) > LONGEST]) == (name, [])
