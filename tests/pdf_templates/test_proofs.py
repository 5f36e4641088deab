"""Every handout and every sheet that ships, printed once an edition, measured on paper."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from curriculum.assemble import single_session
from curriculum.documents import handout_pack
from curriculum.edition import Edition, Paper, PrintSize
from curriculum.library import shipped_library
from curriculum.sheets import sheets
from pdf_templates.join import join
from pdf_templates.part import settle
from pdf_templates.render import parts, to_pdf
from tests.pdf_templates.reading import type_sizes
from tests.pdf_templates.reading_pages import filled, longest_line, outside, overprinted
from tests.pdf_templates.reading_tags import faults
from tests.pdf_templates.samples import CONTACTS
from tests.shipped import SESSIONS, pinned, planned

EDITIONS = [Edition(paper=paper, size=size) for size in PrintSize for paper in Paper]
PAPER = {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4)}
HEAD = 12.0
FOOT = {PrintSize.STANDARD: 20.0, PrintSize.LARGE: 27.0}
"""Millimetres, on either paper at most."""
LEAST = {PrintSize.STANDARD: 12.0, PrintSize.LARGE: 18.0}
STUB = 0.25
"""A last page that is filled less than this would look forgotten; so would an earlier one that is
filled less than half."""
LONGEST = "on-my-own"

Prints = dict[str, bytes]


@pytest.fixture(
    scope="module",
    params=[
        pytest.param(edition, id=name, marks=pytest.mark.xdist_group(f"proofs-{name}"))
        for edition in EDITIONS
        if (name := f"{edition.paper}-{edition.size}")
    ],
)
def edition(request: pytest.FixtureRequest) -> Edition:
    found: Edition = request.param
    return found


@pytest.fixture(scope="module")
def prints(edition: Edition) -> Prints:
    return {name: _joined(html, edition) for name, html in _pages(edition)}


def _pages(edition: Edition) -> Iterator[tuple[str, str]]:
    """Yield each handout of the library, each sheet of a programme, and the agendas of all."""
    for session in SESSIONS.values():
        pack = handout_pack(planned(single_session(session, 1), CONTACTS), CONTACTS)
        for sheet, part in zip(pack.sheets, parts(pack, edition), strict=False):
            yield f"{session.code} {sheet.slug} ({sheet.kind})", part.html
    for programme in shipped_library().programmes:
        plan = planned(pinned(programme), CONTACTS)
        for part in parts(sheets(plan, CONTACTS), edition):
            if programme.code == LONGEST or part.name.startswith("agenda"):
                yield f"{part.name} of {programme.code}", part.html


def _joined(html: str, edition: Edition) -> bytes:
    """Print a part as the press does."""
    return join([settle(to_pdf(html, edition)).dump()])


def test_no_sheet_ends_in_a_stub(prints: Prints, edition: Edition):
    depths = {name: filled(pdf, HEAD, FOOT[edition.size]) for name, pdf in prints.items()}
    assert {
        name: depth
        for name, depth in depths.items()
        if depth[-1] < STUB or any(one < 2 * STUB for one in depth[:-1])
    } == {}


def test_a_handout_takes_one_side_and_one_leaf_in_large_print(prints: Prints, edition: Edition):
    most = 1 if edition.size == PrintSize.STANDARD else 2
    pages = {name: len(filled(pdf, HEAD, 20)) for name, pdf in prints.items()}
    handouts = {name: one for name, one in pages.items() if "(" in name and "(deck)" not in name}
    assert {name: one for name, one in handouts.items() if one > most} == {}


def test_a_page_for_the_wall_or_for_signing_takes_one_side(prints: Prints):
    pages = {name: len(filled(pdf, HEAD, 20)) for name, pdf in prints.items()}
    single = ("agenda", "sign-in", "agreements")
    assert {name: one for name, one in pages.items() if name.startswith(single) and one > 1} == {}


def test_all_is_printed_within_the_margins(prints: Prints, edition: Edition):
    width, height = PAPER[edition.paper]
    assert {
        name: lost
        for name, pdf in prints.items()
        if not name.startswith("tents") and (lost := outside(pdf, width, height, (17.3, 5.0)))
    } == {}


def test_no_text_is_printed_over_another(prints: Prints):
    assert {name: over for name, pdf in prints.items() if (over := overprinted(pdf))} == {}


def test_every_sheet_is_read_in_the_order_of_the_page(prints: Prints, edition: Edition):
    foot = FOOT[edition.size] / 25.4 * 72
    assert {name: told for name, pdf in prints.items() if (told := faults(pdf, foot))} == {}


def test_nothing_is_smaller_than_promised(prints: Prints, edition: Edition):
    sizes = {name: min(type_sizes(pdf)) for name, pdf in prints.items()}
    assert {name: one for name, one in sizes.items() if one < LEAST[edition.size]} == {}


def test_no_line_is_too_long_to_find_the_next(prints: Prints):
    lines = {name: longest_line(pdf) for name, pdf in prints.items()}
    assert {name: one for name, one in lines.items() if one > 88} == {}
