"""Hebrew and Arabic: in letters of their own, from right to left, and at no cost to others."""

from __future__ import annotations

from pathlib import Path

import pytest

from curriculum.edition import Edition, Layout, PrintSize
from curriculum.printed import HandoutPack
from curriculum.session import (
    Card,
    ChecklistBlock,
    DeckBlock,
    DiagramBlock,
    DiagramKind,
    PromptBlock,
    TableBlock,
    TextBlock,
)
from pdf_templates import deck
from pdf_templates.direction import as_drawn, from_right, written_from_right
from pdf_templates.letters import unprintable
from pdf_templates.press import Press, PressLimits
from pdf_templates.render import to_pdf
from tests.pdf_templates.reading import Word, fonts, words
from tests.pdf_templates.reading_pages import outside, overprinted
from tests.pdf_templates.reading_tags import faults as misread
from tests.pdf_templates.samples import sample_pack
from tests.verapdf import faults

A4 = Edition()
HEBREW = "אני רוצה לדבר הערב"
ARABIC = "أريد أن نتحدث الليلة"
AT_ITS_HEAD = f'<p style="position: absolute; top: 0; right: 0">{HEBREW}</p>'
MIDDLE = 210 / 25.4 * 72 / 2


def page(body: str, language: str = "en") -> bytes:
    head = f'<html lang="{language}" data-document="handouts"><head><title>T</title></head>'
    return to_pdf(f"{head}<body>{body}</body></html>", A4)


def pack(language: str, text: str) -> HandoutPack:
    """Return a handout with every sort of block that has words, all the same."""
    blocks = (
        TextBlock(text=f"{text}. **{text}**, {text}.\n\n- {text}\n- {text}"),
        ChecklistBlock(items=(f"**{text}**: {text}", text)),
        PromptBlock(text=f"{text}?", lines=2),
        TableBlock(caption=text, columns=(text, text), rows=((text, "2"),), blank_rows=1),
        DiagramBlock(diagram=DiagramKind.CIRCLES, labels=(text, text), alt=text),
    )
    sheet = (
        sample_pack()
        .sheets[0]
        .model_copy(update={"language": language, "title": text, "blocks": blocks})
    )
    return sample_pack().model_copy(update={"sheets": (sheet,), "title": text})


def hebrew(pdf: bytes) -> list[Word]:
    """Return the words in Hebrew letters, from left to right."""
    return sorted((one for one in words(pdf) if from_right(one.text)), key=lambda one: one.left)


@pytest.mark.parametrize(
    ("text", "right"),
    [("Good", False), ("“רותם:”", True), ("1. مرحبا", True), ("123 –", None), ("x שלום", False)],
)
def test_the_first_letter_tells_the_direction(text: str, right: bool | None):
    assert from_right(text) is right


def test_languages_know_their_direction():
    known = {"he": True, "ar-EG": True, "fa": True, "en": False, "de-CH": False, "xx": False}
    assert {one: written_from_right(one) for one in known} == known


def test_hebrew_and_arabic_can_be_printed():
    assert unprintable("שָׁלוֹם, مَرْحَبًا؟ ١٢٣ پچگ") == ""
    assert unprintable("नमस्ते 晚") != ""


def test_letters_come_from_the_bundled_fonts_alone():
    used = fonts(page(f"<p>{HEBREW}, {ARABIC}, <b>{HEBREW}, {ARABIC}</b></p>"))
    assert all(used.values())
    assert {
        name.partition("+")[2].replace("-", " ").removesuffix(" Semi Bold") for name in used
    } == {
        "House Sans",
        "House Sans Hebrew",
        "House Sans Hebrew Bold",
        "House Sans Arabic",
        "House Sans Arabic Bold",
    }


def test_a_paragraph_begins_on_the_side_of_its_letters():
    pdf = page(f"<p>Good evening</p><p>{HEBREW}</p>")
    assert next(one for one in words(pdf) if one.text == "Good").left < MIDDLE
    assert hebrew(pdf)[0].left > MIDDLE


def test_a_name_in_bold_stands_to_the_right_of_what_it_says():
    last = hebrew(page(f"<p><strong>רותם:</strong> {HEBREW}</p>"))[-1]
    assert set("רותם") <= set(last.text)


def test_what_someone_with_a_hebrew_name_says_in_english_stands_with_the_others():
    pdf = page("<p><strong>רותם:</strong> “OK, at 7:30?”</p><p><strong>Sam:</strong> “Yes.”</p>")
    found = [one for one in words(pdf) if one.left < 60]
    assert [bool(from_right(one.text)) for one in found] == [True, False]


def test_cells_of_a_table_from_the_right_line_up_on_the_right():
    head = '<tr><th scope="col">Time</th><th scope="col">What</th></tr>'
    row = f"<tr><td>19:00</td><td>{HEBREW}</td></tr><tr><td>19:10</td><td>Tea</td></tr>"
    pdf = page(f'<section lang="he"><table>{head}{row}</table></section>')
    ends = {one.text: one.right for one in words(pdf) if one.text in ("Time", "What", "Tea")}
    assert ends["What"] == pytest.approx(ends["Tea"], abs=0.5)
    assert ends["What"] == pytest.approx(hebrew(pdf)[-1].right, abs=1)
    assert ends["Time"] == pytest.approx((210 - 18) / 25.4 * 72, abs=1)


def test_a_line_behind_an_english_label_runs_from_the_right():
    """Else its full stop stood at the wrong end, and its Latin words among other ones."""
    pdf = page(f"<p><b>Why</b> {HEBREW} PDF.</p><ul><li><b>Couples:</b> {HEBREW} PDF.</li></ul>")
    labels = [one for one in words(pdf) if one.text in ("Why", "Couples:", ":Couples")]
    ends = [one for one in words(pdf) if "PDF" in one.text]
    assert len(labels) == len(ends) == 2
    assert all(label.left > end.right for label, end in zip(labels, ends, strict=True))


def test_a_hebrew_sheet_is_mirrored():
    head = f'<header><p class="number">7</p><h1>{HEBREW}</h1></header>'
    pdf = page(f'<section lang="he" class="sheet">{head}</section>')
    number = next(one for one in words(pdf) if one.text == "7")
    assert hebrew(pdf)[-1].right < number.left


def test_english_words_in_a_hebrew_sheet_stay_on_the_left():
    pdf = page(f'<section lang="he"><p>{HEBREW}</p><p>Circle one</p></section>')
    assert next(one for one in words(pdf) if one.text == "Circle").left < MIDDLE


@pytest.mark.parametrize(
    "body",
    [
        f"<p>{HEBREW} <b>one</b> two <i>three</i> {HEBREW} <b>{HEBREW}</b></p>",
        f"<p>Good <b>{HEBREW}</b> <i>{HEBREW}</i> evening</p>",
        f"<ul><li>{HEBREW}</li><li>Sheet <b>two</b> <i>stays here</i></li></ul>",
        f"<table><tr><th>{HEBREW}</th><th>7</th><th>{HEBREW}</th></tr></table>",
    ],
)
@pytest.mark.parametrize("language", ["en", "he"])
def test_pieces_of_a_line_are_read_as_they_stand(language: str, body: str):
    assert misread(page(f'<section lang="{language}">{body}</section>', language), None) == []


@pytest.mark.parametrize(
    ("body", "found"),
    [
        (f'<p style="direction: ltr"><b>{HEBREW}</b> <i>{HEBREW}</i></p>', "to the wrong side "),
        (f'<p style="direction: rtl"><b>{HEBREW}</b> one <i>two</i></p>', "to the wrong side "),
        (f'<p style="width: 9cm">{HEBREW}</p>{AT_ITS_HEAD}', "back to the right "),
        (f'<p style="padding-top: 4cm">{HEBREW}</p>{AT_ITS_HEAD}', "up "),
    ],
)
def test_what_is_read_otherwise_than_it_stands_is_found(body: str, found: str):
    """As in an English page, where it is from the left: see `test_tags.py`."""
    told = misread(page(f'<section style="position: relative">{body}</section>', "he"), None)
    assert [one for one in told if one.startswith(f"reading goes {found}")] == told[:1]


def test_a_number_before_english_words_stays_before_them():
    pdf = page(f'<p class="meta"><b>8 min</b></p><p>{HEBREW}</p>', "he")
    eight, minutes = [one for one in words(pdf) if one.text in ("8", "min")]
    assert eight.right < minutes.left
    assert minutes.right > MIDDLE


@pytest.mark.parametrize("back", ["Evening", HEBREW])
def test_cards_from_the_right_begin_there_and_their_backs_meet_them(back: str):
    cards = tuple(Card(front=f"{HEBREW} {one}", back=f"{back} {one}") for one in range(8))
    front, behind = deck.sheets(DeckBlock(cards=cards, per_page=8), A4)
    assert [place.left for place in front.places[:2]] == [50, 0]
    assert [place.text[-1] for place in front.places] == list("01234567")
    lies = {(one.text[-1], one.top, 50 - one.left) for one in front.places}
    assert {(one.text[-1], one.top, one.left) for one in behind.places} == lies


def test_labels_of_drawings_are_put_as_they_are_seen():
    assert as_drawn("של (2)") == "(2) לש"
    assert as_drawn("لا") == "ﻻ"
    assert as_drawn("Mine") == "Mine"


@pytest.mark.parametrize(
    "edition", [A4, Edition(size=PrintSize.LARGE), Edition(layout=Layout.TWO_UP)]
)
@pytest.mark.parametrize(("language", "text"), [("he", HEBREW), ("ar", ARABIC)])
def test_a_sheet_from_the_right_is_pdf_ua_and_whole(
    edition: Edition, language: str, text: str, tmp_path: Path
):
    path = Press(tmp_path, PressLimits(workers=0)).pdf(pack(language, text), edition)
    assert faults([path]) == {path.name: []}
    pdf = path.read_bytes()
    assert len(pdf) < 150_000
    assert all("House" in name for name in fonts(pdf))
    if edition.layout == Layout.PAGES:
        assert language == "ar" or overprinted(pdf) == []  # Arabic letters do reach over others
        assert [one for one in outside(pdf, 210.0, 297.0, (17.3, 4.0)) if one.kind == "text"] == []
