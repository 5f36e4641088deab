from __future__ import annotations

import io

import pikepdf
import pytest

from curriculum.edition import Edition, Ink, Paper, PrintSize
from pdf_templates.render import parts, to_pdf, whole
from tests.pdf_templates.reading import colours, fonts, heard, type_sizes
from tests.pdf_templates.samples import sample_guide, sample_pack, sample_sheets

LARGE = Edition(size=PrintSize.LARGE)
BLACK = Edition(ink=Ink.BLACK)
LETTER = Edition(paper=Paper.LETTER)
DOCUMENTS = {"guide": sample_guide, "handouts": sample_pack, "sheets": sample_sheets}


@pytest.fixture(scope="module", params=list(DOCUMENTS))
def large(request: pytest.FixtureRequest) -> bytes:
    return to_pdf(whole(DOCUMENTS[request.param](), LARGE), LARGE)


@pytest.mark.parametrize("document", list(DOCUMENTS))
def test_black_ink_is_black_alone(document: str):
    painted = colours(to_pdf(whole(DOCUMENTS[document](), BLACK), BLACK))
    assert painted <= {(0.0, 0.0, 0.0), (0.0,), (1.0, 1.0, 1.0), (1.0,)}


def test_large_print_is_18_points_at_least(large: bytes):
    assert min(type_sizes(large)) == 18


def test_large_print_is_bold_sans_and_upright(large: bytes):
    assert {name.partition("+")[2] for name in fonts(large)} == {"House-Sans-Bold"}


@pytest.mark.parametrize(
    ("edition", "size"), [(Edition(), (595.28, 841.89)), (LETTER, (612.0, 792.0))]
)
def test_paper_is_composed_for_its_size(edition: Edition, size: tuple[float, float]):
    page = parts(sample_guide(), edition)[0].html
    with pikepdf.open(io.BytesIO(to_pdf(page, edition))) as opened:
        box = [round(float(one), 2) for one in opened.pages[0].MediaBox]
    assert box == [0, 0, *size]


def test_every_edition_says_the_same_words():
    [part] = [part for part in parts(sample_guide(), LETTER) if part.name == "agenda"]
    said = {heard(to_pdf(part.html, edition)) for edition in (LETTER, BLACK)}
    assert len(said) == 1
