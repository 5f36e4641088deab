"""Where a programme's guide breaks over pages, measured on paper."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from curriculum.documents import guide
from curriculum.edition import Edition, Paper, PrintSize
from curriculum.library import shipped_library
from pdf_templates.press import Press, PressLimits
from pdf_templates.sizes import MILLIMETRE, page_size
from tests.pdf_templates.reading import Word, words
from tests.pdf_templates.reading_back import read_back
from tests.pdf_templates.reading_pages import overprinted
from tests.pdf_templates.samples import CONTACTS
from tests.shipped import pinned, planned

PROGRAMME = "ready-to-talk"
EDITIONS = [Edition(), Edition(paper=Paper.LETTER, size=PrintSize.LARGE)]
VOICES = {"SAY", "ASK", "DO", "DEMONSTRATE", "HAND", "LISTEN", "NOTE"}
FOOT = {PrintSize.STANDARD: 20.0, PrintSize.LARGE: 30.0}
EDGE = 13.0
"""Millimetres beyond which only tabs stand."""
LINE = 4.0
"""Words whose tops differ by less stand on one line."""


@pytest.fixture(scope="module", params=EDITIONS, ids=lambda one: f"{one.paper}-{one.size}")
def edition(request: pytest.FixtureRequest) -> Edition:
    found: Edition = request.param
    return found


@pytest.fixture(scope="module")
def pdf(edition: Edition, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    [programme] = [one for one in shipped_library().programmes if one.code == PROGRAMME]
    document = guide(planned(pinned(programme), CONTACTS), CONTACTS)
    press = Press(tmp_path_factory.mktemp("press"), PressLimits(workers=0))
    return press.pdf(document, edition).read_bytes()


@pytest.fixture(scope="module")
def paper(pdf: bytes, edition: Edition) -> dict[int, list[Word]]:
    """Return the words of each page, without footer and tabs."""
    size = page_size(edition)
    foot = (size.height - FOOT[edition.size]) * MILLIMETRE
    left, right = EDGE * MILLIMETRE, (size.width - EDGE) * MILLIMETRE
    found: dict[int, list[Word]] = {}
    for word in words(pdf):
        if word.top < foot and word.left > left and word.right < right:
            found.setdefault(word.page, []).append(word)
    return found


def labels(page: list[Word]) -> Iterator[Word]:
    """Yield the clocks that stand before a voice."""
    for clock, voice in pairwise(page):
        if ":" in clock.text and voice.text in VOICES:
            yield clock


def test_a_label_has_its_words_on_its_page(paper: dict[int, list[Word]], edition: Edition):
    """Beside it, or in large print below."""
    lonely = []
    seen = 0
    for page in paper.values():
        for label in labels(page):
            seen += 1
            if edition.size == PrintSize.LARGE:
                near = [one for one in page if LINE * 3 < one.top - label.top < 60]
            else:
                rail = 56 * MILLIMETRE
                near = [one for one in page if one.left > rail and abs(one.top - label.top) < 8]
            if not near:
                lonely.append(label)
    assert lonely == []
    assert seen > 100


def test_no_step_leaves_a_single_line_behind(paper: dict[int, list[Word]], edition: Edition):
    """Where a label's first line ends its page, the next one begins with something new."""
    split = []
    for number, page in paper.items():
        last = max(one.top for one in page)
        for label in labels(page):
            below = {
                round(one.top / LINE)
                for one in page
                if one.top > label.top + (30 if edition.size == PrintSize.LARGE else 8)
            }
            following = paper.get(number + 1, [])
            if not below and last - label.top < 60 and following and not _begins_anew(following):
                split.append(label)
    assert split == []


def _begins_anew(page: list[Word]) -> bool:
    top = min(one.top for one in page)
    first = [one for one in page if one.top - top < 30]
    return any(":" in one.text for one in first) or first[0].left < 100


def test_no_heading_ends_a_page(pdf: bytes, paper: dict[int, list[Word]], edition: Edition):
    """Every heading has words beside or below it; room for notes has lines instead."""
    height = page_size(edition).height * MILLIMETRE
    stranded = []
    for _, title, place in read_back(pdf).bookmarks:
        page, _, bottom = place  # type: ignore[misc]
        text = [one for one in paper.get(page, []) if one.top > height - bottom - LINE]
        rest = [one for one in text if squeezed(one.text) not in squeezed(title)]
        if not rest and title != "Notes for next time":
            stranded.append((page, title))
    assert stranded == []


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_nothing_is_printed_over_something_else(pdf: bytes):
    assert overprinted(pdf) == []


def test_words_to_say_are_the_largest_of_the_steps(paper: dict[int, list[Word]], edition: Edition):
    """12.5 points of the serif, 10.5 of the sans; in large print nothing is smaller."""
    if edition.size == PrintSize.LARGE:
        pytest.skip("all of it is as large")
    rail = 56 * MILLIMETRE
    heights: dict[str, set[float]] = {}
    for page in paper.values():
        for clock, voice in pairwise(page):
            if ":" in clock.text and voice.text in ("SAY", "DO"):
                line = [o for o in page if o.left > rail and abs(o.top - clock.top) < 8]
                sizes = {round(one.bottom - one.top, 1) for one in line}
                heights.setdefault(voice.text, set()).update(sizes)
    assert heights == {"SAY": {17.1}, "DO": {13.9}}
