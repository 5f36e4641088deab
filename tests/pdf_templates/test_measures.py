"""The measures that pages are held to find what is planted."""

from __future__ import annotations

from curriculum.edition import Edition
from pdf_templates.render import to_pdf
from tests.pdf_templates.reading import text_colours, words
from tests.pdf_templates.reading_breaks import blocks, lines, stranded, tails, torn
from tests.pdf_templates.reading_pages import filled, longest_line, outside, overprinted
from tests.pdf_templates.reading_tags import read

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


LINES = "<br>".join(["A line and"] * 6)
LOOSE = 'style="orphans: 1; widows: 1; break-after: auto"'


def test_a_heading_with_one_line_below_it_is_seen():
    high = '<p style="height: 236mm">One</p>'
    heading = f"<h2 {LOOSE}>Heading</h2><p {LOOSE}>{LINES}</p>"
    text = blocks(read(page(f"<h1>T</h1>{high}{heading}")))
    assert [one.kind for one in stranded(text)] == ["/H2"]
    assert stranded(blocks(read(page(f"<h1>T</h1>{heading}")))) == []


def test_a_single_line_on_a_page_is_seen():
    high = '<p style="height: 250mm">One</p>'
    for body, kinds in ((f"{high}<p {LOOSE}>{LINES}</p>", ["/P"]), (f"<p>{LINES}</p>", [])):
        pdf = page(body)
        assert [one.kind for one in torn(blocks(read(pdf)), words(pdf))] == kinds


def test_a_section_that_ends_on_an_all_but_empty_page_is_seen():
    section = (
        '<p style="height: 250mm">One</p><p>Two words</p><h1 style="break-before: page">T</h1>'
    )
    [(number, depth)] = tails(read(page(f"<h1>T</h1>{section}")), 57.0).items()
    assert (number, 0 < depth < 0.1) == (2, True)


def test_words_of_a_line_are_told_from_those_beside_it():
    beside = '<p style="position: absolute; left: 120mm; top: 0; margin: 0">Beside it</p>'
    found = [one.text for one in lines(page(f"<p>On a line</p>{beside}"))]
    assert found[:2] == ["On a line", "Beside it"]


def test_pale_text_is_seen():
    assert "#cccccc" in text_colours(page('<p>Ink</p><p style="color: #cccccc">Pale</p>'))
    assert "#cccccc" not in text_colours(page("<p>Ink</p>"))
