"""The measures that pages are held to find what is planted."""

from __future__ import annotations

from curriculum.edition import Edition
from pdf_templates.render import to_pdf
from tests.pdf_templates.reading_pages import filled, longest_line, outside, overprinted

A4 = Edition()


def page(body: str) -> bytes:
    head = '<html lang="en" data-document="handouts"><head><title>T</title></head>'
    return to_pdf(f'{head}<body style="position: relative">{body}</body></html>', A4)


def test_two_words_on_a_second_page_are_seen():
    pdf = page('<p style="height: 258mm">One</p><p>Two words</p>')
    first, second = filled(pdf, 12.0, 20.0)
    assert (first < 0.1, 0.0 < second < 0.1) == (True, True)


def test_what_runs_past_the_margin_is_seen():
    assert outside(page("<p>Here</p>"), 210.0, 297.0, (17.3, 5.0)) == []
    wide = page('<p style="margin-left: 165mm; white-space: nowrap">Grundstücksverkehr</p>')
    assert [piece.kind for piece in outside(wide, 210.0, 297.0, (17.3, 5.0))] == ["text"]


def test_words_on_words_are_seen():
    second = '<p style="position: absolute; top: 0.5mm; margin: 0">Two words</p>'
    assert len(overprinted(page(f"<p>One word</p>{second}"))) == 1
    assert overprinted(page("<p>One word</p><p>Two words</p>")) == []


def test_a_long_line_is_counted():
    assert longest_line(page(f"<p>{'word ' * 12}</p><p>One</p>")) == len("word " * 12)
