"""Where guides break over pages, measured on paper: all sessions and a programme, in turn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from curriculum.edition import Layout, PrintSize
from curriculum.printed import Guide
from pdf_templates.sizes import MILLIMETRE, page_size
from tests.pdf_templates.library import Print
from tests.pdf_templates.reading import Word, words
from tests.pdf_templates.reading_back import read_back
from tests.pdf_templates.reading_pages import overprinted

pytestmark = pytest.mark.xdist_group("library")
VOICES = {"SAY", "ASK", "DO", "DEMONSTRATE", "HAND", "LISTEN", "NOTE"}
FOOT = {PrintSize.STANDARD: 20.0, PrintSize.LARGE: 30.0}
EDGE = 13.0
"""Millimetres beyond which only tabs stand."""
LINE = 4.0
"""Words whose tops differ by less stand on one line."""

Pages = dict[int, list[Word]]


@pytest.fixture(scope="module")
def guides(library: dict[str, Print]) -> dict[str, tuple[Print, Pages]]:
    """Return the guides as pages, with the words of each, without footer and tabs."""
    return {
        name: (one, _pages(one))
        for name, one in library.items()
        if isinstance(one.document, Guide) and one.edition.layout == Layout.PAGES
    }


def _pages(one: Print) -> Pages:
    size = page_size(one.edition)
    foot = (size.height - FOOT[one.edition.size]) * MILLIMETRE
    left, right = EDGE * MILLIMETRE, (size.width - EDGE) * MILLIMETRE
    found: Pages = {}
    for word in words(one.pdf):
        if word.top < foot and word.left > left and word.right < right:
            found.setdefault(word.page, []).append(word)
    return found


def labels(page: list[Word]) -> Iterator[Word]:
    """Yield the clocks that stand before a voice."""
    for clock, voice in pairwise(page):
        if ":" in clock.text and voice.text in VOICES:
            yield clock


def test_a_label_has_its_words_on_its_page(guides: dict[str, tuple[Print, Pages]]):
    """Beside it, or in large print below."""
    lonely = []
    seen = 0
    for name, (one, paper) in guides.items():
        for page in paper.values():
            for label in labels(page):
                seen += 1
                if one.edition.size == PrintSize.LARGE:
                    near = [word for word in page if LINE * 3 < word.top - label.top < 60]
                else:
                    rail = 56 * MILLIMETRE
                    near = [w for w in page if w.left > rail and abs(w.top - label.top) < 8]
                if not near:
                    lonely.append((name, label))
    assert lonely == []
    assert seen > 500


def test_no_step_leaves_a_single_line_behind(guides: dict[str, tuple[Print, Pages]]):
    """Where a label's first line ends its page, the next one begins with something new."""
    split = []
    for name, (one, paper) in guides.items():
        first = 30 if one.edition.size == PrintSize.LARGE else 8
        for number, page in paper.items():
            last = max(word.top for word in page)
            for label in labels(page):
                below = [word for word in page if word.top > label.top + first]
                following = paper.get(number + 1, [])
                short = not below and last - label.top < 60
                if short and following and not _begins_anew(following):
                    split.append((name, label))
    assert split == []


def _begins_anew(page: list[Word]) -> bool:
    top = min(one.top for one in page)
    first = [one for one in page if one.top - top < 30]
    return any(":" in one.text for one in first) or first[0].left < 100


def test_no_heading_ends_a_page(guides: dict[str, tuple[Print, Pages]]):
    """Every heading has words beside or below it; room for notes has lines instead."""
    stranded = []
    for name, (one, paper) in guides.items():
        height = page_size(one.edition).height * MILLIMETRE
        for _, title, place in read_back(one.pdf).bookmarks:
            page, _, bottom = place  # type: ignore[misc]
            text = [word for word in paper.get(page, []) if word.top > height - bottom - LINE]
            rest = [word for word in text if squeezed(word.text) not in squeezed(title)]
            if not rest and title != "Notes for next time":
                stranded.append((name, page, title))
    assert stranded == []


def test_an_activity_begins_on_the_page_of_its_first_step(guides: dict[str, tuple[Print, Pages]]):
    parted = []
    for name, (one, paper) in guides.items():
        places = iter(read_back(one.pdf).bookmarks)
        for session in one.document.sessions:  # type: ignore[union-attr]
            for activity in session.activities:
                page, _, bottom = next(p for _, title, p in places if title == activity.title)  # type: ignore[misc]
                top = page_size(one.edition).height * MILLIMETRE - bottom
                voices = [word for word in paper[page] if word.text in VOICES]
                if activity.steps and not any(word.top > top for word in voices):
                    parted.append((name, page, activity.title))
    assert parted == []


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_nothing_is_printed_over_something_else(guides: dict[str, tuple[Print, Pages]]):
    assert {name: over for name, (one, _) in guides.items() if (over := overprinted(one.pdf))} == {}


def test_words_to_say_are_the_largest_of_the_steps(guides: dict[str, tuple[Print, Pages]]):
    """12.5 points of the serif, 10.5 of the sans; in large print nothing is smaller."""
    rail = 56 * MILLIMETRE
    heights: dict[str, set[float]] = {}
    for one, paper in guides.values():
        if one.edition.size == PrintSize.LARGE:
            continue
        for page in paper.values():
            for clock, voice in pairwise(page):
                if ":" in clock.text and voice.text in ("SAY", "DO"):
                    line = [o for o in page if o.left > rail and abs(o.top - clock.top) < 8]
                    sizes = {round(o.bottom - o.top, 1) for o in line}
                    heights.setdefault(voice.text, set()).update(sizes)
    assert heights == {"SAY": {17.1}, "DO": {13.9}}
