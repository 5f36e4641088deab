"""Handouts two to a sheet: set for half of it, never made smaller, and tagged like whole ones."""

from __future__ import annotations

from io import BytesIO

import pytest
from pikepdf import Pdf

from curriculum.assemble import single_session
from curriculum.documents import handout_pack
from curriculum.edition import Edition, Layout, Paper, PrintSize
from curriculum.layouts import LayoutError
from curriculum.printed import HandoutPack
from curriculum.session import HandoutKind, PromptBlock
from pdf_templates.pages import parts
from pdf_templates.press import Press, PressLimits
from pdf_templates.render import to_pdf
from pdf_templates.sizes import MILLIMETRE, Size, page_size, sheet_size
from tests.pdf_templates.reading import heard, line_distances, type_sizes
from tests.pdf_templates.reading_back import text_of
from tests.pdf_templates.reading_pages import (
    filled,
    longest_line,
    outside,
    overprinted,
    pictures,
)
from tests.pdf_templates.samples import CONTACTS, sample_pack
from tests.shipped import SESSIONS, planned
from tests.verapdf import faults

TWO_UP = {paper: Edition(paper=paper, layout=Layout.TWO_UP) for paper in Paper}
A4 = TWO_UP[Paper.A4]
HEAD, FOOT = 11.0, 19.0
SIDE = 11.0
"""Millimetres of margin."""
STUB = 0.25

Prints = dict[str, bytes]


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    return Press(tmp_path_factory.mktemp("press"), PressLimits(workers=0))


@pytest.fixture(scope="module")
def pack() -> HandoutPack:
    return sample_pack()


@pytest.fixture(scope="module")
def sheets(press: Press, pack: HandoutPack) -> bytes:
    return press.pdf(pack, A4).read_bytes()


@pytest.fixture(
    scope="module",
    params=[pytest.param(one, marks=pytest.mark.xdist_group(f"two-up-{one}")) for one in Paper],
)
def edition(request: pytest.FixtureRequest) -> Edition:
    return TWO_UP[request.param]


@pytest.fixture(scope="module")
def prints(edition: Edition) -> Prints:
    """Return the half sheets of each handout that ships, not yet laid on whole ones."""
    made = {}
    for session in SESSIONS.values():
        shipped = handout_pack(planned(single_session(session, 1), CONTACTS), CONTACTS)
        for sheet, part in zip(shipped.sheets, parts(shipped, edition), strict=True):
            if part.edition is None:
                made[f"{session.code} {sheet.slug}"] = to_pdf(part.html, edition)
    return made


def test_every_handout_that_ships_needs_half_the_paper(prints: Prints):
    pages = {name: len(filled(pdf, HEAD, FOOT)) for name, pdf in prints.items()}
    assert len(pages) > 40
    assert {name: count for name, count in pages.items() if count > 2} == {}


def test_no_half_sheet_ends_in_a_stub(prints: Prints):
    depths = {name: filled(pdf, HEAD, FOOT) for name, pdf in prints.items()}
    assert {name: one for name, one in depths.items() if min(one) < STUB} == {}


def test_text_is_no_smaller_than_on_a_whole_sheet(prints: Prints):
    sizes = {name: min(type_sizes(pdf)) for name, pdf in prints.items()}
    assert {name: size for name, size in sizes.items() if size < 12} == {}


def test_lines_to_write_on_are_far_enough_apart_for_handwriting(prints: Prints):
    gaps = {name: line_distances(pdf) for name, pdf in prints.items()}
    assert sum(map(len, gaps.values())) > 50
    assert {name: min(one) for name, one in gaps.items() if one and min(one) < 7.99} == {}


def test_half_sheets_keep_to_their_margins(prints: Prints, edition: Edition):
    width, height = page_size(edition)
    lost = {name: outside(pdf, width, height, (SIDE - 0.7, 5.0)) for name, pdf in prints.items()}
    assert {name: one for name, one in lost.items() if one} == {}


def test_nothing_is_printed_over_another_and_lines_are_short(prints: Prints):
    assert {name: over for name, pdf in prints.items() if (over := overprinted(pdf))} == {}
    lines = {name: longest_line(pdf) for name, pdf in prints.items()}
    assert {name: one for name, one in lines.items() if one > 75} == {}


def test_a_sheet_has_a_page_twice_to_be_cut_apart(sheets: bytes):
    first = pictures(sheets, 40)[0]
    left = first.crop((0, 0, first.width // 2 - 2, first.height))
    right = first.crop((first.width // 2 + 1, 0, first.width, first.height))
    assert first.size == pytest.approx((297 / 25.4 * 40, 210 / 25.4 * 40), abs=1)
    assert sum(left.histogram()[:128]) == pytest.approx(sum(right.histogram()[:128]), rel=0.1)
    assert text_of(sheets)[0].count("Four moves of a listener\n") == 2


def test_who_listens_hears_each_handout_once_and_as_on_whole_sheets(press: Press, sheets: bytes):
    single = sample_pack("moves-card")
    whole = press.pdf(single, Edition()).read_bytes()
    assert heard(press.pdf(single, A4).read_bytes()) == heard(whole)
    assert heard(sheets).count("Draw where you will sit.") == 2  # two sessions have it


def test_each_handout_begins_a_sheet_when_both_sides_are_printed(sheets: bytes, pack: HandoutPack):
    texts = text_of(sheets)
    for sheet in pack.sheets:
        on = [at for at, text in enumerate(texts) if f"{sheet.number}\n\n{sheet.title}" in text]
        assert on
        assert on[0] % 2 == 0


def test_three_pages_are_folded(press: Press):
    [first, *_] = sample_pack().sheets
    prompts = tuple(PromptBlock(text=f"Question {number}", lines=8) for number in range(1, 7))
    long = first.model_copy(update={"blocks": prompts})
    pdf = press.pdf(sample_pack().model_copy(update={"sheets": (long,)}), A4).read_bytes()
    front, back = text_of(pdf)
    assert ("Question 1\n" in front, "Question 6\n" in back) == (True, True)
    assert [size.width > size.height for size in _sizes(pdf)] == [True, True]


@pytest.mark.parametrize("kind", [HandoutKind.POSTER, HandoutKind.CERTIFICATE, HandoutKind.DECK])
def test_what_is_made_for_a_whole_sheet_keeps_it(press: Press, kind: HandoutKind):
    sheet = sample_pack().sheets[0].model_copy(update={"kind": kind})
    pack = sample_pack().model_copy(update={"sheets": (sheet,)})
    [two_up] = _sizes(press.pdf(pack, A4).read_bytes())
    assert two_up == pytest.approx(sheet_size(Edition()), abs=0.1)


def test_cards_keep_their_size_among_halves(sheets: bytes, pack: HandoutPack):
    tall = [size for size in _sizes(sheets) if size.height > size.width]
    assert len(tall) == 4 * sum(sheet.kind == HandoutKind.DECK for sheet in pack.sheets)


def test_large_print_is_refused_with_the_reason(press: Press, pack: HandoutPack):
    with pytest.raises(LayoutError, match="half a sheet is too narrow for large print"):
        press.pdf(pack, Edition(size=PrintSize.LARGE, layout=Layout.TWO_UP))


def test_the_same_pack_gives_the_same_bytes(sheets: bytes, pack: HandoutPack, tmp_path_factory):
    again = Press(tmp_path_factory.mktemp("again"), PressLimits(workers=0)).pdf(pack, A4)
    assert again.read_bytes() == sheets


def test_two_up_is_pdf_ua(press: Press, pack: HandoutPack):
    files = [press.pdf(pack, edition) for edition in TWO_UP.values()]
    assert faults(files) == {path.name: [] for path in files}


def _sizes(pdf: bytes) -> list[Size]:
    """Return the sizes of the sheets in millimetres."""
    with Pdf.open(BytesIO(pdf)) as opened:
        boxes = [[float(one) / MILLIMETRE for one in page.MediaBox] for page in opened.pages]
    return [Size(width, height) for _, _, width, height in boxes]
