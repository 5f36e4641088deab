"""What a copier leaves of the black edition: everything that the colour edition shows."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest
from PIL import Image

from curriculum.edition import Edition, Ink, Layout
from curriculum.printed import Document
from curriculum.session import Mark, Voice
from pdf_templates.press import Press, PressLimits
from pdf_templates.render import parts, to_pdf, whole
from pdf_templates.theme import FOLDER
from pdf_templates.words import words_of
from tests.pdf_templates.reading import heard
from tests.pdf_templates.reading_pages import COPIER, Piece, copied, pictures, pieces
from tests.pdf_templates.samples import sample_guide, sample_pack, sample_sheets

COLOUR = Edition()
BLACK = Edition(ink=Ink.BLACK)
DOCUMENTS = {"guide": sample_guide, "handouts": sample_pack, "sheets": sample_sheets}
SMALL = [
    (Layout.CARDS, sample_guide, "session-1-2"),
    (Layout.BOOKLET, sample_guide, "session-1-2"),
    (Layout.TWO_UP, sample_pack, "sheet-1"),
    (Layout.TWO_UP, sample_pack, "sheet-2"),
]
"""Layouts of several pages on a sheet, whose pages are read before they lie on it, and a part."""
SEEN = 200
"""A grey up to which a mark counts as one; the tints behind text are lighter."""
LEFT = 0.45
"""How much of the dots of each mark the copier has to leave; edges are lost."""
LEAST = 4.5
"""Contrast of text with what it stands on (WCAG 2.2, 1.4.3)."""


def _dots(picture: Image.Image, piece: Piece, darkest: int) -> int:
    """Return how many dots of a piece are no lighter than that."""
    left, top, right, bottom = (
        int(one / 25.4 * COPIER) for one in (piece.left, piece.top, piece.right, piece.bottom)
    )
    cut = picture.crop((left - 1, top - 1, right + 2, bottom + 2))
    return sum(cut.histogram()[: darkest + 1])


def lost(colour: bytes, black: bytes) -> list[Piece]:
    """Return the marks of the one that are missing from a copy of the other."""
    shown = pictures(colour, COPIER)
    left = [copied(picture) for picture in pictures(black, COPIER)]
    return [
        piece
        for piece in pieces(colour)
        if piece.kind != "picture"
        and _dots(left[piece.page - 1], piece, 0) < LEFT * _dots(shown[piece.page - 1], piece, SEEN)
    ]


def printed(html: str, edition: Edition) -> bytes:
    page = f'<html lang="en" data-document="guide"><head><title>T</title></head>{html}</html>'
    return to_pdf(page, edition)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_copier_leaves_every_mark(document: str):
    made = DOCUMENTS[document]()
    colour, black = (to_pdf(whole(made, one), one) for one in (COLOUR, BLACK))
    assert lost(colour, black) == []


@pytest.mark.parametrize(("layout", "document", "name"), SMALL)
def test_a_copier_leaves_every_mark_of_a_page_on_a_sheet(
    layout: Layout, document: Callable[[], Document], name: str
):
    pair = []
    for one in (COLOUR, BLACK):
        edition = one.model_copy(update={"layout": layout})
        [part] = [part for part in parts(document(), edition) if part.name == name]
        pair.append(to_pdf(part.html, edition))
    assert lost(*pair) == []


def test_a_copier_leaves_the_lines_to_cut_along(tmp_path: Path):
    pack, edition = sample_pack("moves-card"), Edition(ink=Ink.BLACK, layout=Layout.TWO_UP)
    sheet = Press(tmp_path, PressLimits(workers=0)).pdf(pack, edition).read_bytes()
    left = copied(pictures(sheet, COPIER)[0])
    middle = left.width // 2
    line = left.crop((middle - 1, 0, middle + 2, left.height)).resize((1, left.height))
    inked = sum(line.histogram()[:255]) / left.height
    assert 0.4 < inked < 0.6  # dashes and what is between them


def test_a_copier_leaves_each_voice_a_bar_of_its_own():
    """What is said, asked, done, shown and handed out have one; the rest is told by its words."""
    bars = {voice: _bar(voice) for voice in Voice}
    bare = [voice for voice, bar in bars.items() if not any(bar)]
    assert bare == [Voice.LISTEN_FOR, Voice.NOTE]
    assert len(set(bars.values())) == len(bars) - 1


def _bar(voice: Voice) -> tuple[int, ...]:
    """Return how many dots of each column beside a step's words are left of its bar."""
    step = f'<div class="step step-{voice}"><div class="words">{"<p>Words</p>" * 9}</div></div>'
    left = copied(pictures(printed(f"<h1>T</h1>{step}", BLACK), COPIER)[0])
    place = round(58 / 25.4 * COPIER)
    bar = left.crop((place - 2, 250, place + 14, 500))
    return tuple(bar.crop((at, 0, at + 1, bar.height)).histogram()[0] for at in range(bar.width))


@pytest.mark.parametrize("style", ["color: #999", "border-top: 1pt solid #bbb"])
def test_marks_that_vanish_on_a_copier_are_found(style: str):
    mark = f'<p style="{style}">Grey</p>'
    assert lost(printed(mark, COLOUR), printed(mark, BLACK)) != []


def test_what_a_mark_says_is_said_in_words_in_black():
    words = words_of("en")
    said = heard(to_pdf(whole(sample_guide(), BLACK), BLACK)).casefold()
    told = [words(f"voice.{voice}") for voice in Voice]
    told += [words(f"mark.{mark}") for mark in (Mark.AMBER, Mark.GREEN)]
    assert [one for one in told if one.casefold() not in said] == []


def test_text_has_contrast_on_paper_and_on_its_tint():
    tokens = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6})", _css("css/tokens.css")))
    pairs = product(("ink", "quiet", "accent"), ("#ffffff", tokens["tint"]))
    assert [
        (name, ground) for name, ground in pairs if contrast(tokens[name], ground) < LEAST
    ] == []


def test_text_is_set_in_tokens_alone():
    styles = (path.read_text(encoding="utf-8") for path in FOLDER.glob("**/*.css"))
    used = {one for css in styles for one in re.findall(r"(?<![-a-z])color: ([^;}]+)", css)}
    assert used <= {"var(--ink)", "var(--quiet)", "var(--accent)", "inherit"}


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours (WCAG 2.2, 'contrast ratio')."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _css(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")
