"""Cards and booklets: the pages of a guide on sheets, with everything that hangs on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from pikepdf import Dictionary, Object, Pdf

from curriculum.documents import Guide
from curriculum.edition import Edition, Layout, Paper, PrintSize
from curriculum.markup import to_plain
from pdf_templates.impose import _booklets
from pdf_templates.press import Press, PressLimits
from pdf_templates.sizes import MILLIMETRE, page_size, sheet_size
from tests.pdf_templates.reading import Word, heard, squeeze, words
from tests.pdf_templates.reading_back import elements
from tests.pdf_templates.samples import sample_guide

VOICES = {"SAY", "ASK", "DO", "DEMONSTRATE", "HAND", "LISTEN", "NOTE"}
BOOKLET = Edition(layout=Layout.BOOKLET)
CARDS = Edition(layout=Layout.CARDS)
LARGE_CARDS = Edition(layout=Layout.CARDS, size=PrintSize.LARGE, paper=Paper.LETTER)


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Press:
    return Press(tmp_path_factory.mktemp("press"), PressLimits(workers=0))


@pytest.fixture(scope="module")
def document() -> Guide:
    return sample_guide()


@pytest.fixture(scope="module")
def booklet(press: Press, document: Guide) -> bytes:
    return press.pdf(document, BOOKLET).read_bytes()


@pytest.fixture(scope="module")
def cards(press: Press, document: Guide) -> bytes:
    return press.pdf(document, CARDS).read_bytes()


def numbers(pdf: bytes, edition: Edition) -> list[tuple[int, int, int, int, int]]:
    """Return each page's number and total with its sheet, row and column."""
    found = words(pdf)
    size = page_size(edition)
    return [
        (
            int(before.text),
            int(after.text),
            slash.page,
            int(slash.top // (size.height * MILLIMETRE)),
            int(slash.left // (size.width * MILLIMETRE)),
        )
        for before, slash, after in zip(found, found[1:], found[2:], strict=False)
        if slash.text == "/" and before.text.isdecimal() and after.text.isdecimal()
    ]


def test_a_booklet_has_its_first_page_outside_right_and_its_last_outside_left(booklet: bytes):
    placed = {page: (sheet, column) for page, _, sheet, _, column in numbers(booklet, BOOKLET)}
    total = len(placed)
    sides = -(-total // 4) * 2
    full = sides * 2
    expected = {}
    for sheet in range(1, sides + 1):
        outer, inner = full + 1 - sheet, sheet
        left, right = (outer, inner) if sheet % 2 else (inner, outer)
        expected |= {left: (sheet, 0), right: (sheet, 1)}
    assert placed == {page: spot for page, spot in expected.items() if page <= total}
    with Pdf.open(BytesIO(booklet)) as opened:
        assert len(opened.pages) == sides


def test_piles_of_cards_follow_one_another_once_cut(cards: bytes):
    stacks: dict[int, list[tuple[int, int, int]]] = {}
    for card, total, sheet, row, column in numbers(cards, CARDS):
        stacks.setdefault(total, []).append((row * 2 + column, sheet, card))
    assert {total: [card for _, _, card in sorted(stack)] for total, stack in stacks.items()} == {
        total: list(range(1, total + 1)) for total in stacks
    }
    assert len(stacks) == 3


@pytest.mark.parametrize("edition", [BOOKLET, CARDS, LARGE_CARDS], ids=str)
def test_sheets_are_those_of_the_printer(press: Press, document: Guide, edition: Edition):
    width, height = (round(side * MILLIMETRE, 2) for side in sheet_size(edition))
    with Pdf.open(press.pdf(document, edition)) as opened:
        boxes = {tuple(round(float(side), 2) for side in page.mediabox) for page in opened.pages}
    assert boxes == {(0, 0, width, height)}


@pytest.mark.parametrize("edition", [BOOKLET, CARDS], ids=str)
def test_every_step_is_heard_in_its_order(press: Press, document: Guide, edition: Edition):
    said = heard(press.pdf(document, edition).read_bytes())
    at = 0
    for session in document.sessions:
        for activity in session.activities:
            for step in activity.steps:
                texts = [one.text for one in step.questions] or to_plain(step.text).splitlines()
                for text in map(squeeze, texts):
                    at = said.index(text, at) + len(text)


@pytest.mark.parametrize("edition", [BOOKLET, CARDS], ids=str)
def test_every_mark_leads_to_its_element_and_back(press: Press, document: Guide, edition: Edition):
    with Pdf.open(press.pdf(document, edition)) as opened:
        owners = dict(_owners(opened))
        sheets = {page.obj.objgen for page in opened.pages}
        found = [
            (kid.Pg.objgen in sheets, owners[int(kid.Stm.StructParents)][int(kid.MCID)].objgen)
            for element in elements(opened)
            for kid in element.K
            if isinstance(kid, Dictionary) and kid.get("/Type") == "/MCR"
        ]
        marked = [
            (True, element.objgen)
            for element in elements(opened)
            for kid in element.K
            if isinstance(kid, Dictionary) and kid.get("/Type") == "/MCR"
        ]
    assert found == marked
    assert len(found) > 100


def _owners(pdf: Pdf) -> Iterator[tuple[int, Object]]:
    for node in pdf.Root.StructTreeRoot.ParentTree.Kids:
        yield from zip(map(int, list(node.Nums)[::2]), list(node.Nums)[1::2], strict=True)


def test_contents_and_bookmarks_lead_to_the_heading_on_the_sheet(booklet: bytes):
    with Pdf.open(BytesIO(booklet)) as opened:
        sheets = {page.obj.objgen: number for number, page in enumerate(opened.pages, start=1)}
        height = float(opened.pages[0].mediabox[3])
        names = list(opened.Root.Names.Dests.Names)
        targets = {
            str(name): (sheets[target[0].objgen], float(target[2]), height - float(target[3]))
            for name, target in zip(names[::2], names[1::2], strict=True)
        }
        links = {str(link.Dest) for page in opened.pages for link in page.obj.get("/Annots", [])}
    headings = {"references": "References", "packing": "bring", "sheets": "List"}
    for name, word in headings.items():
        assert any(_is_below(one, targets[name]) for one in words(booklet) if one.text == word)
    assert links <= set(targets)
    assert set(headings) <= links


def _is_below(word: Word, target: tuple[int, float, float]) -> bool:
    sheet, left, top = target
    return word.page == sheet and left - 1 <= word.left < left + 120 and 0 <= word.top - top < 40


@pytest.mark.parametrize("edition", [CARDS, LARGE_CARDS], ids=str)
def test_no_label_stands_alone_at_the_foot_of_a_card(
    press: Press, document: Guide, edition: Edition
):
    assert list(lonely_labels(press.pdf(document, edition).read_bytes(), edition)) == []


def lonely_labels(pdf: bytes, edition: Edition) -> Iterator[Word]:
    """Yield the clock of each step that has none of its words below it on its card."""
    size = page_size(edition)
    height = size.height * MILLIMETRE

    def card(word: Word) -> tuple[int, int, int]:
        column = int(word.left // (size.width * MILLIMETRE))
        return word.page, int(word.top // height), column

    found = words(pdf)
    lowest: dict[tuple[int, int, int], float] = {}
    for word in found:
        lowest[card(word)] = max(lowest.get(card(word), 0), word.top)
    for word, following in pairwise(found):
        is_label = re.fullmatch(r"\d?\d:\d\d", word.text) and following.text in VOICES
        if is_label and lowest[card(word)] < word.top + 8:
            yield word


def test_a_thick_guide_becomes_several_booklets():
    lengths = [2, 30, 30, 30, 90, 5]
    assert list(_booklets(lengths)) == [(0, 62), (62, 30), (92, 90), (182, 5)]


def test_the_same_guide_gives_the_same_bytes(tmp_path: Path, document: Guide, booklet: bytes):
    again = Press(tmp_path, PressLimits(workers=0)).pdf(document, BOOKLET)
    assert again.read_bytes() == booklet


def test_a_card_tells_the_minute_of_the_session_beside_the_clock(document: Guide, cards: bytes):
    said = heard(cards)
    for session in document.sessions[:1]:
        for activity in session.activities:
            minutes = sum(one.minutes for one in session.activities if one.start < activity.start)
            assert f"{activity.start:%H:%M} minute {minutes} {activity.title}" in said


def test_items_of_ones_own_have_a_card_for_their_words(cards: bytes):
    assert "19:00 Tea and names 10 min Put out the good cups." in heard(cards)
