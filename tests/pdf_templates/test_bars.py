from __future__ import annotations

import pytest

from curriculum.edition import Edition
from pdf_templates.render import to_pdf
from tests.pdf_templates.reading_pages import pieces

LINES = "<br>".join(["A line"] * 6)
SAID = 'class="step step-say"><div class="words"'
FRAMED = 'style="border: 1pt solid"><div'


def printed(high: int, box: str, words: str) -> bytes:
    """Return the print of words in a box below so many millimetres of nothing."""
    head = '<html lang="en" data-document="guide"><head><title>T</title></head>'
    above = f'<h1 style="height: {high}mm">T</h1>'
    return to_pdf(f"{head}<body>{above}<div {box}>{words}</div></div></body></html>", Edition())


def below_the_last_line(pdf: bytes, page: int) -> float:
    """Return how many millimetres lower what is drawn beside the words ends than they do."""
    here = [one for one in pieces(pdf) if one.page == page]
    drawn = max(one.bottom for one in here if one.kind == "path")
    return drawn - max(one.bottom for one in here if one.kind == "text")


@pytest.mark.parametrize(
    ("high", "words"),
    [
        (200, f"<p>{LINES}</p><p style='break-inside: avoid'>{LINES}</p>"),
        (222, f"<p>{LINES}</p>"),
        (100, f"<p>{LINES}</p>"),
    ],
    ids=["between paragraphs", "in a paragraph", "whole"],
)
def test_a_bar_ends_with_the_last_line_beside_it(high: int, words: str):
    pdf = printed(high, SAID, words)
    for page in {one.page for one in pieces(pdf)}:
        assert 0 < below_the_last_line(pdf, page) < 2.5


def test_a_frame_goes_on_to_the_foot_of_the_page():
    kept = f"<p style='break-inside: avoid'>{LINES}</p>"
    assert below_the_last_line(printed(200, FRAMED, kept * 2), 1) > 10
