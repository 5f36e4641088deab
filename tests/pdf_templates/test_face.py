"""An organisation's face in print: its logo, its colour and its line."""

from __future__ import annotations

import pytest

from curriculum.edition import Edition, Ink, PrintSize
from curriculum.face import Face, Logo
from curriculum.printed import Guide, HandoutPack
from pdf_templates.render import front, parts, to_pdf
from tests.faces import encoded, png
from tests.pdf_templates.reading import colours, descriptions, heard, pages
from tests.pdf_templates.samples import sample_guide, sample_pack

FACE = Face(
    name="Riverside",
    accent="#7a1f5c",
    footer="12 Bridge Street",
    logo=Logo(name="logo.png", body=encoded(png(90, 30))),
)
PLUM = (0.478, 0.122, 0.361)
STANDARD = Edition()


def dressed_guide() -> Guide:
    return sample_guide().model_copy(update={"face": FACE})


def dressed_pack() -> HandoutPack:
    return sample_pack().model_copy(update={"face": FACE})


def test_the_cover_shows_logo_colour_and_line():
    cover = to_pdf(front(dressed_guide(), STANDARD, {}).html, STANDARD)
    assert descriptions(cover) == ["Riverside"]
    assert "Riverside Counselling 12 Bridge Street" in heard(cover)
    assert PLUM in colours(cover)


def test_black_ink_stays_black():
    black = Edition(ink=Ink.BLACK)
    [session] = [part for part in parts(dressed_guide(), black) if part.name == "session-2-1"]
    assert {tuple(one) for one in colours(to_pdf(session.html, black))} == {(0.0, 0.0, 0.0)}


@pytest.mark.parametrize("size", PrintSize)
def test_a_discreet_sheet_shows_nobody(size: PrintSize):
    edition = Edition(size=size)
    pack = dressed_pack()
    shown = {
        sheet.number: "Riverside" in descriptions(to_pdf(part.html, edition))
        for sheet, part in zip(pack.sheets, parts(pack, edition), strict=True)
    }
    assert shown == {sheet.number: sheet.take_home != "discreet" for sheet in pack.sheets}
    assert set(shown.values()) == {True, False}


def test_the_line_stands_at_the_foot_of_every_page_of_a_guide():
    for part in parts(dressed_guide(), STANDARD):
        for page in pages(to_pdf(part.html, STANDARD)):
            assert page.split("\n")[-2].strip() == "12 Bridge Street"


def test_the_line_stands_below_sheets_that_may_be_seen_and_on_no_other():
    pack = dressed_pack()
    shown = {
        sheet.number: {"12 Bridge Street" in page for page in pages(to_pdf(part.html, STANDARD))}
        for sheet, part in zip(pack.sheets, parts(pack, STANDARD), strict=True)
    }
    assert shown == {sheet.number: {sheet.take_home != "discreet"} for sheet in pack.sheets}


def test_in_large_print_the_line_stands_on_the_cover_alone():
    large = Edition(size=PrintSize.LARGE)
    html = [part.html for part in (*parts(dressed_guide(), large), *parts(dressed_pack(), large))]
    assert "12 Bridge Street" in front(dressed_guide(), large, {}).html
    assert [page for page in html if "12 Bridge Street" in page] == []


@pytest.mark.parametrize("size", PrintSize)
def test_a_logo_takes_no_room_from_a_sheet(size: PrintSize):
    edition = Edition(size=size)
    bare = sample_pack()
    face = FACE.model_copy(update={"footer": None})
    logo = bare.model_copy(update={"face": face})
    for plain, dressed in zip(parts(bare, edition), parts(logo, edition), strict=True):
        assert pages(to_pdf(plain.html, edition)) == pages(to_pdf(dressed.html, edition))
