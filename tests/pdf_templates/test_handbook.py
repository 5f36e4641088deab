from __future__ import annotations

import re
from pathlib import Path

import pytest

from curriculum.edition import Edition, Ink, Paper, PrintSize
from curriculum.handbook import shipped_handbook
from pdf_templates.press import Press, PressLimits
from tests.pdf_templates.reading import colours, pages, squeeze, type_sizes
from tests.verapdf import faults

BOOK = shipped_handbook()
LARGE_BLACK = Edition(size=PrintSize.LARGE, ink=Ink.BLACK, paper=Paper.LETTER)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("handbook")


@pytest.fixture(scope="module")
def press(folder: Path) -> Press:
    return Press(folder, PressLimits(workers=0))


@pytest.fixture(scope="module")
def paper(press: Press) -> list[str]:
    return [squeeze(page) for page in pages(press.pdf(BOOK, Edition()).read_bytes())]


def test_the_contents_tell_where_each_chapter_and_form_begins(paper: list[str]):
    for title in [one.title for one in (*BOOK.chapters, *BOOK.forms)]:
        [page] = re.findall(rf"{re.escape(title)} (\d+)", paper[0])
        assert title in paper[int(page) - 1]


def test_pages_are_counted_through_forms_too(paper: list[str]):
    total = len(paper)
    assert [re.findall(r"\d+ ?/ ?\d+$", page) for page in paper] == [
        [f"{number} / {total}"] for number in range(1, total + 1)
    ]


def test_words_to_speak_stand_in_it(paper: list[str]):
    assert "“What worries you most just now?”" in " ".join(paper)


def test_it_is_pdf_ua(press: Press):
    printed = [press.pdf(BOOK, edition) for edition in (Edition(), LARGE_BLACK)]
    assert faults(printed) == {path.name: [] for path in printed}


def test_large_print_in_black_is_large_and_black(press: Press):
    pdf = press.pdf(BOOK, LARGE_BLACK).read_bytes()
    assert min(type_sizes(pdf)) == 18
    assert colours(pdf) <= {(0.0, 0.0, 0.0), (0.0,), (1.0, 1.0, 1.0), (1.0,)}


def test_chapters_that_stay_are_not_made_again(press: Press, folder: Path):
    press.pdf(BOOK, Edition())
    kept = set(folder.glob("*/*.part"))
    press.pdf(BOOK.model_copy(update={"chapters": BOOK.chapters[:9]}), Edition())
    assert len(set(folder.glob("*/*.part")) - kept) == 1  # the contents
