from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pikepdf import Pdf

from curriculum.edition import Edition, Ink, Paper, PrintSize
from pdf_templates.footer import page_numbers
from pdf_templates.join import join
from pdf_templates.links import lead_elsewhere
from pdf_templates.part import settle
from pdf_templates.press import Press, PressLimits
from pdf_templates.render import parts, to_pdf, whole
from tests.pdf_templates.reading import words
from tests.pdf_templates.reading_back import elements, read_back
from tests.pdf_templates.samples import sample_guide, sample_pack

A4 = Edition()
HERE = PressLimits(workers=0)
LARGE = Edition(paper=Paper.LETTER, size=PrintSize.LARGE, ink=Ink.BLACK)


def part(body: str, *, title: str = "A guide", style: str = "") -> bytes:
    html = (
        f'<html lang="en" data-document="guide"><head><title>{title}</title>'
        f"<style>{style}</style></head><body>{body}</body></html>"
    )
    return settle(to_pdf(lead_elsewhere(html), A4)).dump()


@pytest.mark.parametrize("edition", [A4, LARGE], ids=["a4", "large"])
def test_a_joined_guide_reads_like_the_plain_build(edition: Edition, tmp_path: Path):
    joined = Press(tmp_path, HERE).pdf(sample_guide(), edition).read_bytes()
    plain = to_pdf(whole(sample_guide(), edition), edition)
    assert replace(read_back(joined), text=[]) == replace(read_back(plain), text=[])
    assert places(plain) - places(joined) == Counter()
    assert {text for _, text, _, _ in places(joined) - places(plain)} == {"AL1", "IS1"}


def places(pdf: bytes) -> Counter[tuple[int, str, float, float]]:
    """Return where each word stands, whatever was drawn first."""
    return Counter(
        (one.page, one.text, round(one.left, 1), round(one.top, 1)) for one in words(pdf)
    )


@pytest.mark.parametrize("edition", [A4, LARGE], ids=["a4", "large"])
def test_joined_handouts_read_like_each_by_itself(edition: Edition, tmp_path: Path):
    joined = read_back(Press(tmp_path, HERE).pdf(sample_pack(), edition).read_bytes())
    alone = [read_back(to_pdf(one.html, edition)) for one in parts(sample_pack(), edition)]
    assert joined.text == [page for one in alone for page in one.text]
    assert joined.owners == []
    assert [title for _, title, _ in joined.bookmarks] == [
        title for one in alone for _, title, _ in one.bookmarks
    ]


def test_join_gives_the_same_bytes_for_the_same_parts():
    parts = [part('<h1 id="a">One</h1>'), part('<h1>Two</h1><p><a href="#a">Back</a></p>')]
    assert join(parts) == join(parts)


def test_a_link_leads_to_the_anchor_in_another_part():
    joined = read_back(
        join([part('<h1>One</h1><p><a href="#there">Go</a></p>'), part('<h1 id="there">Two</h1>')])
    )
    assert [(page, words, target[0]) for page, _, words, target in joined.links] == [
        (1, "there", 2)
    ]
    assert joined.owners == []


def test_a_link_within_a_part_stays_there():
    same = part('<h1 id="here">One</h1><p><a href="#here">Up</a></p>')
    assert [(page, target[0]) for page, _, _, target in read_back(join([same])).links] == [(1, 1)]


def test_a_link_to_the_outside_stays_as_it_is():
    outside = part('<h1>One</h1><p><a href="https://example.org/">Out</a></p>')
    assert [target for *_, target in read_back(join([outside])).links] == ["https://example.org/"]


def test_of_two_anchors_of_one_name_the_first_counts():
    twice = part('<h1 id="here">One</h1><p><a href="#here">Up</a></p>')
    links = read_back(join([twice, twice])).links
    assert [(page, target[0]) for page, _, _, target in links] == [(1, 1), (2, 1)]


def test_join_refuses_a_link_to_an_anchor_that_is_nowhere():
    with pytest.raises(ValueError, match="no part of this document has the anchor 'nowhere'"):
        join([part('<h1>One</h1><p><a href="#nowhere">Go</a></p>')])


def test_bookmarks_follow_one_another():
    joined = join([part("<h1>One</h1><h2>Under one</h2>"), part("<p>-</p>"), part("<h1>Two</h1>")])
    assert [(level, title) for level, title, _ in read_back(joined).bookmarks] == [
        (1, "One"),
        (2, "Under one"),
        (1, "Two"),
    ]


def test_title_and_language_are_those_of_the_first_part():
    first = part("<h1>One</h1>", title="Evenings")
    joined = read_back(join([first, part("<h1>Two</h1>", title="Other")]))
    assert joined.metadata == read_back(join([first])).metadata
    assert "Evenings" in joined.metadata["info"]


def test_table_heads_keep_their_own_names():
    table = part(
        '<h1>One</h1><table><thead><tr><th scope="col">Day</th></tr></thead>'
        "<tbody><tr><td>Tuesday</td></tr></tbody></table>"
    )
    other = part(
        '<h1>Two</h1><table><thead><tr><th scope="col">Hour</th></tr></thead>'
        "<tbody><tr><td>Seven</td></tr></tbody></table>"
    )
    with Pdf.open(BytesIO(join([table, other]))) as pdf:
        heads = [str(one.ID) for one in elements(pdf) if "/ID" in one]
        used = [str(one.A.Headers[0]) for one in elements(pdf) if str(one.S) == "/TD"]
    assert (len(set(heads)), used) == (2, heads)


def test_different_subsets_of_a_font_have_different_names():
    with Pdf.open(BytesIO(join([part("<h1>abc</h1>"), part("<h1>xyz</h1>")]))) as pdf:
        names = [str(font.BaseFont) for page in pdf.pages for font in page.resources.Font.values()]
    tags, faces = zip(*(name.split("+") for name in names), strict=True)
    assert (len(set(tags)), len(set(faces))) == (2, 1)


def test_running_lines_are_artifacts():
    running = part("<h1>One</h1>", style='@page { @top-left { content: "Running line" } }')
    joined = join([running])
    with Pdf.open(BytesIO(joined)) as pdf:
        content = pdf.pages[0].Contents.read_bytes()
        owners = pdf.Root.StructTreeRoot.ParentTree.Kids[0].Nums[1]
        assert [owner is not None for owner in owners] == [True, False]
    assert "Running line" in read_back(joined).text[0]
    assert re.findall(rb"(/\w+)\n(?:<<.*>>\nBDC|BMC)\n[^/]*/a1.0 gs", content)[-1] == b"/Artifact"


def test_page_numbers_are_artifacts_that_can_be_read():
    numbers = page_numbers(A4)
    specimen = settle(to_pdf(numbers.specimen, A4)).dump()
    joined = join([part("<p>One</p>"), part("<p>Two</p>")], numbers, specimen)
    assert [page.split() for page in read_back(joined).text] == [["One", "1/2"], ["Two", "2/2"]]
    with Pdf.open(BytesIO(joined)) as pdf:
        assert pdf.pages[1].Contents[0].read_bytes().startswith(b"/Artifact <</Type /Pagination>>")
