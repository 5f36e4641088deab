"""The thumb index: each session's code on the outer edge of its pages."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf

from curriculum.edition import Edition, Layout, PrintSize
from curriculum.printed import Guide
from pdf_templates.press import Press, PressLimits
from pdf_templates.sizes import MILLIMETRE, page_size
from pdf_templates.tabs import tabs
from tests.pdf_templates.reading import Word, heard, words
from tests.pdf_templates.samples import sample_guide

EDITIONS = [Edition(), Edition(size=PrintSize.LARGE)]
EDGE = 5 * MILLIMETRE


def many(count: int) -> Guide:
    guide = sample_guide()
    sessions = (
        guide.sessions[0].model_copy(update={"anchor": f"session-{number}-1"})
        for number in range(count)
    )
    return guide.model_copy(update={"sessions": tuple(sessions)})


def at_the_edge(pdf: bytes, edition: Edition) -> list[Word]:
    far = page_size(edition).width * MILLIMETRE - EDGE
    return [one for one in words(pdf) if abs(one.left - EDGE) < 0.1 or abs(one.right - far) < 0.1]


def apart(one: Word, two: Word) -> float:
    """Return the millimetres between two words, beside or above each other."""
    beside = max(two.left - one.right, one.left - two.right)
    above = max(two.top - one.bottom, one.top - two.bottom)
    return max(beside, above * 2) / MILLIMETRE


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_every_page_of_a_session_has_its_code_on_the_outer_edge(edition: Edition, tmp_path: Path):
    guide = sample_guide()
    pdf = Press(tmp_path, PressLimits(workers=0)).pdf(guide, edition).read_bytes()
    with Pdf.open(BytesIO(pdf)) as opened:
        total = len(opened.pages)
        pages = {page.obj.objgen: number for number, page in enumerate(opened.pages, start=1)}
        names = list(opened.Root.Names.Dests.Names)
        starts = {
            str(name): pages[target[0].objgen]
            for name, target in zip(names[::2], names[1::2], strict=True)
        }
    first, second = (starts[session.anchor] for session in guide.sessions)
    expected = [(page, "AL1") for page in range(first, second)]
    expected += [(page, "IS1") for page in range(second, starts.get("references", total + 1))]
    found = at_the_edge(pdf, edition)
    assert [(one.page, one.text) for one in found] == expected
    assert [one.left < 100 for one in found] == [page % 2 == 0 for page, _ in expected]


@pytest.mark.parametrize("edition", EDITIONS, ids=str)
def test_tabs_keep_clear_of_the_text(edition: Edition, tmp_path: Path):
    pdf = Press(tmp_path, PressLimits(workers=0)).pdf(sample_guide(), edition).read_bytes()
    edge = at_the_edge(pdf, edition)
    text = [one for one in words(pdf) if one not in edge]
    assert min(apart(one, two) for one in edge for two in text if one.page == two.page) > 2


def test_tabs_are_not_heard(tmp_path: Path):
    pdf = Press(tmp_path, PressLimits(workers=0)).pdf(sample_guide(), Edition()).read_bytes()
    assert len(at_the_edge(pdf, Edition())) > heard(pdf).count("IS1 IS1")
    assert "IS1 IS1" not in heard(pdf)


@pytest.mark.parametrize("layout", [Layout.PAGES, Layout.BOOKLET])
@pytest.mark.parametrize("count", [2, 7, 20])
def test_tabs_stand_below_one_another_on_the_sheet(count: int, layout: Layout):
    edition = Edition(layout=layout)
    found = list(tabs(many(count), edition).values())
    ends = [one.bottom for one in found]
    starts = [min(one.text_top, one.top) for one in found]
    assert [end < start for end, start in zip(ends, starts[1:], strict=False)] == [True] * (
        len(found) - 1
    )
    assert max(ends, default=0) < page_size(edition).height * MILLIMETRE - 100


def test_a_single_session_has_no_tab_and_neither_has_a_crowd():
    assert tabs(many(1), Edition()) == {}
    assert tabs(many(40), Edition()) == {}
