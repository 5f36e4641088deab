from __future__ import annotations

import io
import re

import pikepdf
import pytest
from PIL import ImageOps

from curriculum.documents import HandoutPack
from curriculum.edition import Edition, PrintSize
from curriculum.session import Card, DeckBlock
from pdf_templates import deck
from pdf_templates.drawing import tick
from pdf_templates.render import parts, to_pdf, whole
from pdf_templates.words import words_of
from tests.pdf_templates.reading import descriptions, pages, squeeze, tags, type_sizes, words
from tests.pdf_templates.reading_pages import pictures
from tests.pdf_templates.samples import sample_pack

EDITION = Edition()


@pytest.fixture(scope="module")
def pack() -> HandoutPack:
    return sample_pack()


@pytest.fixture(scope="module")
def pdf(pack: HandoutPack) -> bytes:
    return to_pdf(whole(pack, EDITION), EDITION)


@pytest.fixture(scope="module")
def paper(pdf: bytes) -> list[str]:
    return [squeeze(page) for page in pages(pdf)]


@pytest.fixture(scope="module")
def discreet() -> bytes:
    [part] = [part for part in parts(sample_pack("week"), EDITION) if part.name == "sheet-2"]
    return to_pdf(part.html, EDITION)


def count(page: str) -> tuple[int, int]:
    """Return the number of a page and of all pages, as its footer tells them."""
    number, total = re.findall(r"(\d+) ?/ ?(\d+)$", page)[0]
    return int(number), int(total)


def test_sheets_stand_in_the_order_of_their_numbers(pack: HandoutPack, paper: list[str]):
    first_pages = [page for page in paper if count(page)[0] == 1]
    assert len(first_pages) == len(pack.sheets)
    for sheet, page in zip(pack.sheets, first_pages, strict=True):
        assert page.startswith(f"{sheet.number} {sheet.title}")


def test_each_sheet_counts_its_own_pages(paper: list[str]):
    assert [count(page) for page in paper[:8]] == [
        (1, 1),
        (1, 1),
        (1, 2),
        (2, 2),
        (1, 4),
        (2, 4),
        (3, 4),
        (4, 4),
    ]


def test_a_sheet_tells_code_title_version_and_whether_it_may_go_home(paper: list[str]):
    assert "AL1 · Four moves of a listener · version 3 Yours to take home" in paper[0]
    assert "AL1 · Pictures to fill in · version 3 Stays in the room" in paper[2]


def test_a_discreet_sheet_tells_nothing(discreet: bytes):
    text = squeeze(" ".join(pages(discreet)))
    assert text.endswith("1 2 3 4 5 Notes for the week · version 3 1/1")
    telling = (
        "AL1",
        "Fear",
        "control",
        "Evenings",
        "river",
        "Riverside",
        "Feeling heard",
        "home",
        "room",
    )
    assert [word for word in telling if word in text] == []
    with pikepdf.open(io.BytesIO(discreet)) as opened:
        assert str(opened.docinfo.Title) == "Notes for the week"
        assert "river" not in opened.open_metadata().__str__()


def test_a_prompt_has_lines_that_screen_readers_hear_of(pdf: bytes):
    assert descriptions(pdf)[:4] == [
        "Box to tick",
        "Box to tick",
        "Room to write: 3 lines",
        "Open box to write or draw in",
    ]


def test_every_drawing_and_picture_is_described(pdf: bytes):
    assert descriptions(pdf)[4:10] == [
        "A drawing of the kind circles.",
        "A drawing of the kind loop.",
        "A drawing of the kind ladder.",
        "A drawing of the kind thermometer.",
        "A drawing of the kind map.",
        "Three chairs in a ring.",
    ]
    assert tags(pdf).count("/Figure") == len(descriptions(pdf))


def test_drawings_carry_their_labels(paper: list[str]):
    drawn = f"{paper[2]} {paper[3]}"
    assert drawn.count("What I can do") + drawn.count("What I can What I can") >= 3


def test_a_scale_offers_every_number_and_names_both_ends(paper: list[str]):
    assert "Not at all 2 3 4" in paper[1]
    assert "It sounded like me. 1 2 3 4 5" in paper[1]


def test_a_table_has_room_to_write(pack: HandoutPack):
    html = parts(pack, EDITION)[1].html
    assert html.count('<td class="blank">') == 2 + 3 * 3


def test_what_is_said_of_empty_boxes_stands_apart_from_the_caption(paper: list[str]):
    assert "My tries. The empty boxes are for you." in paper[1]


def tops(*blocks: str, setting: str) -> list[float]:
    """Return how far down each block's first word stands, in millimetres."""
    head = '<html lang="en" data-document="handouts"><head><title>T</title></head>'
    body = f'<body><section class="sheet" data-setting="{setting}">{"".join(blocks)}</section>'
    found = words(to_pdf(f"{head}{body}</body></html>", EDITION))
    return [one.top / 72 * 25.4 for one in found]


@pytest.mark.parametrize("setting", ["roomy", "open", "plain", "close", "tight"])
def test_a_list_to_tick_stands_by_what_is_said_of_it(setting: str):
    text = '<div class="block text"><p>{}</p></div>'
    listed = '<ul class="block checklist"><li>Entry</li></ul>'
    first, lead, entry, *_ = tops(
        text.format("First"), text.format("Tick"), listed, setting=setting
    )
    assert entry - lead < lead - first - 1


def middle(size: PrintSize, entry: str) -> float:
    """Return how far down the middle is of what an entry of a checklist prints, in dots of 300."""
    edition = Edition(size=size)
    head = '<html lang="en" data-document="handouts"><head><title>T</title></head>'
    body = f'<body><ul class="checklist"><li>{entry}</li></ul></body>'
    [picture] = pictures(to_pdf(f"{head}{body}</html>", edition), 300)
    _, top, _, bottom = ImageOps.invert(picture.crop((0, 0, 2000, 1000))).getbbox()
    return float(top + bottom) / 2


@pytest.mark.parametrize("size", PrintSize)
def test_a_box_to_tick_stands_in_the_middle_of_a_capital(size: PrintSize):
    box = tick(Edition(size=size), words_of("en"))
    capital = f'<span style="visibility: hidden">{box}</span>H'
    assert middle(size, box) == pytest.approx(middle(size, capital), abs=3)


def test_backs_of_cards_are_mirrored(paper: list[str]):
    assert "Sentence 1 Sentence 2 Sentence 3" in paper[4]
    assert "Answer 2 Answer 1 Answer 4" in paper[5]


def test_cards_with_long_texts_get_more_room():
    cards = (Card(front="Word " * 60), Card(front="Short"))
    assert deck.per_sheet(DeckBlock(per_page=10, cards=cards), EDITION) == 4


def below(high: int, block: str) -> list[str]:
    """Return the text of the pages that a block takes below so many millimetres."""
    head = '<html lang="en" data-document="handouts"><head><title>T</title></head>'
    body = f'<body><p style="height: {high}mm">T</p>{block}</body>'
    return pages(to_pdf(f"{head}{body}</html>", EDITION))


@pytest.mark.parametrize("high", [222, 228, 234, 240, 246])
def test_no_entry_of_a_list_stands_alone_on_a_page(high: int):
    entries = "".join(f"<li>Entry {number}</li>" for number in range(4))
    lists = (
        f'<ul class="block checklist">{entries}</ul>',
        f'<div class="block text"><ol>{entries}</ol></div>',
    )
    counts = [page.count("Entry") for block in lists for page in below(high, block)]
    assert set(counts) <= {0, 2, 4}
    assert sum(counts) == 8


def test_what_is_said_of_a_table_stays_with_it():
    row = "<tr><td>Row</td></tr>"
    text = '<div class="block text"><p>Before.</p><p>Rate each.</p></div>'
    first, second = below(236, f'{text}<table class="block written whole">{row * 2}</table>')
    assert ("Before" in first, "Rate" in first) == (True, False)
    assert ("Rate" in second, second.count("Row")) == (True, 2)


def test_nothing_is_set_smaller_than_12_points(pdf: bytes):
    assert min(type_sizes(pdf)) == 12


def test_an_empty_pack_says_so(pack: HandoutPack):
    [part] = parts(pack.model_copy(update={"sheets": ()}), EDITION)
    assert "Nothing is handed out here" in part.html
