from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from curriculum.documents import guide
from curriculum.edition import Edition, Layout, PrintSize
from curriculum.handbook import shipped_handbook
from curriculum.library import shipped_library
from curriculum.overview import overview
from curriculum.printed import Document, Guide
from pdf_templates.markup import text_html
from pdf_templates.press import Press, PressLimits
from pdf_templates.render import front, parts, to_pdf
from tests.pdf_templates.reading_tags import faults, read
from tests.pdf_templates.samples import CONTACTS, sample_guide, sample_pack, sample_sheets
from tests.shipped import pinned, planned

A4 = Edition()
LARGE = Edition(size=PrintSize.LARGE)
FOOT = {PrintSize.STANDARD: 57.0, PrintSize.LARGE: 87.0}
"""Points at the foot of every page where its number and name stand, which no tag needs."""


def programme() -> Document:
    first = shipped_library().programmes[0]
    return guide(planned(pinned(first), CONTACTS), CONTACTS)


def programme_overview() -> Document:
    first = shipped_library().programmes[0]
    return overview(first, planned(pinned(first), CONTACTS), CONTACTS)


DOCUMENTS = {
    "guide": sample_guide,
    "handouts": sample_pack,
    "sheets": sample_sheets,
    "programme": programme,
    "overview": programme_overview,
    "handbook": shipped_handbook,
}


@pytest.mark.parametrize("edition", [A4, LARGE], ids=["standard", "large"])
@pytest.mark.parametrize("document", DOCUMENTS)
def test_what_is_printed_is_read_in_the_order_of_the_page(
    document: str, edition: Edition, tmp_path: Path
):
    pdf = Press(tmp_path, PressLimits(workers=0)).pdf(DOCUMENTS[document](), edition)
    assert faults(pdf.read_bytes(), FOOT[edition.size]) == []


@pytest.mark.parametrize(
    ("layout", "document", "names"),
    [
        (Layout.CARDS, sample_guide, {"cards", "session-1-2"}),
        (Layout.BOOKLET, sample_guide, {"front", "packing", "session-1-2"}),
        (Layout.TWO_UP, sample_pack, {"sheet-1", "sheet-2", "sheet-3"}),
    ],
)
def test_pages_on_a_sheet_are_read_in_the_order_of_each(
    layout: Layout, document: Callable[[], Document], names: set[str]
):
    """They are read before they lie on it: `test_impose.py` proves that their tags come along."""
    printed, edition = document(), Edition(layout=layout)
    pages = [*parts(printed, edition)]
    if isinstance(printed, Guide):
        pages.append(front(printed, edition, {}))
    told = {
        part.name: faults(to_pdf(part.html, edition), margins=None)
        for part in pages
        if part.name in names
    }
    assert told == {name: [] for name in names}


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (
            '<p style="padding-top: 40mm">One</p><p style="position: absolute; top: 0">Two</p>',
            "reading goes up from ",
        ),
        (
            '<p style="margin-left: 60mm">One</p><p style="position: absolute; top: 0">Two</p>',
            "reading goes back to the left from ",
        ),
        ("<table><tr><td>One</td><td>Two</td></tr></table>", "a table of 2 cells and 0 heads "),
        ("<h1>One</h1><h3>Two</h3>", "H1 is followed by H3"),
        ("<h2>One</h2>", "the first heading is of level [2]"),
        ('<svg width="9" height="9"><rect width="9" height="9"/></svg>', "a figure without a "),
        ("<div style='display: list-item'>One</div>", "/Sect holds ['/LBody', '/Lbl']"),
    ],
)
def test_planted_faults_of_the_tags_are_found(body: str, found: str):
    html = (
        '<html lang="en" data-document="guide"><head><title>T</title></head>'
        f'<body style="position: relative"><section>{body}</section></body></html>'
    )
    told = faults(to_pdf(html, A4), margins=None)
    assert [one for one in told if one.startswith(found)] == told[:1]


def test_text_that_no_tag_holds_is_found(tmp_path: Path):
    pdf = Press(tmp_path, PressLimits(workers=0)).pdf(sample_pack("moves-card"), A4).read_bytes()
    assert faults(pdf, FOOT[PrintSize.STANDARD]) == []
    told = faults(pdf, 0.0)
    assert {one.partition(" at ")[0] for one in told} == {"text without a tag"}


def test_words_in_another_language_say_so_on_each_of_their_lines():
    words = "und wir reden heute Abend noch einmal in Ruhe darüber, " * 3
    text = f"- Say [*{words}so*]{{lang=de}} or [שלום]{{lang=he}}.\n- [[Non](https://a.example)]{{lang=fr}}"
    html = (
        '<html lang="en" data-document="guide"><head><title>T</title></head><body><section>'
        f"<p><span>Here</span> is one.</p>{text_html(text)}<table><tr><th>Two</th></tr></table>"
        '<table lang="el"><caption>Ένα</caption><tr><th>τρία</th></tr></table>'
        "</section></body></html>"
    )
    tags = [tag for tag in read(to_pdf(html, A4)).root.walk() if tag.language]
    told = [
        (tag.language, "".join(box.text for one in tag.walk() for box in one.boxes)) for tag in tags
    ]
    german = [said for language, said in told if language == "de"]
    assert len(german) > 1
    assert " ".join(" ".join(german).split()) == f"{words}so"
    assert [one for one in told if one[0] != "de"] == [
        ("he", "שלום"),
        ("fr", "Non"),
        ("el", "Ένατρία"),
    ]


def test_a_sheet_in_another_language_says_so():
    pack = sample_pack("moves-card")
    sheet = pack.sheets[0].model_copy(update={"language": "de"})
    [part] = parts(pack.model_copy(update={"sheets": (sheet,)}), A4)
    tags = read(to_pdf(part.html, A4)).root.walk()
    assert [(tag.kind, tag.language) for tag in tags if tag.language] == [("/Sect", "de")]
