"""The specimen shows everything, in every edition and layout, and nothing of it collides."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest
from pikepdf import Dictionary, Pdf

from curriculum.edition import Edition, Ink, Layout, Paper, PrintSize
from curriculum.session import (
    Block,
    DiagramBlock,
    DiagramKind,
    Grouping,
    Mark,
    Stage,
    TakeHome,
    Voice,
)
from pdf_templates.press import Press, PressLimits
from pdf_templates.sizes import sheet_size
from tests.pdf_templates.reading import heard, squeeze
from tests.pdf_templates.reading_pages import outside, overprinted
from tests.pdf_templates.specimen import LONG_WORD, specimen_guide, specimen_session
from tests.verapdf import faults

BLOCKS = {kind.model_fields["type"].default for kind in get_args(get_args(Block)[0])}
SPOKEN = {("/Span", "de"), ("/Span", "he")}
EDITIONS = [
    Edition(),
    Edition(paper=Paper.LETTER, ink=Ink.BLACK),
    Edition(size=PrintSize.LARGE, ink=Ink.BLACK),
    Edition(paper=Paper.LETTER, size=PrintSize.LARGE),
    Edition(layout=Layout.CARDS),
    Edition(layout=Layout.CARDS, paper=Paper.LETTER, size=PrintSize.LARGE, ink=Ink.BLACK),
    Edition(layout=Layout.BOOKLET),
    Edition(layout=Layout.BOOKLET, paper=Paper.LETTER, ink=Ink.BLACK),
]


def test_the_specimen_has_every_step_and_block():
    session = specimen_session()
    steps = [step for activity in session.activities for step in activity.steps]
    changes = [one for activity in session.activities for one in activity.adaptations]
    blocks = [block for handout in session.handouts for block in handout.blocks]
    drawn = {block.diagram for block in blocks if isinstance(block, DiagramBlock)}
    assert {step.voice for step in steps} == set(Voice)
    assert {one.mark for one in changes} == set(Mark)
    assert {block.type for block in blocks} == BLOCKS
    assert drawn == set(DiagramKind)
    assert {one.take_home for one in session.handouts} == set(TakeHome)
    assert {activity.grouping for activity in session.activities} == set(Grouping)
    debriefs = [activity.debrief for activity in session.activities if activity.debrief]
    asked = {question.stage for debrief in debriefs for question in debrief.questions}
    assert asked == set(Stage)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("specimen")
    press = Press(folder / "cache", PressLimits(workers=0))
    made = {}
    for number, edition in enumerate(EDITIONS):
        made[f"{number}"] = folder / f"{number}.pdf"
        made[f"{number}"].write_bytes(press.pdf(specimen_guide(), edition).read_bytes())
    return made


def test_nothing_leaves_its_sheet_or_lies_on_something_else(printed: dict[str, Path]):
    wrong = {}
    for name, edition in enumerate(EDITIONS):
        pdf = printed[f"{name}"].read_bytes()
        lost = outside(pdf, *sheet_size(edition), (3.0, 4.0))
        wrong[name] = [one for one in lost if one.kind == "text"], overprinted(pdf)
    assert wrong == {name: ([], []) for name in range(len(EDITIONS))}


@pytest.mark.parametrize("layout", [Layout.PAGES, Layout.CARDS, Layout.BOOKLET])
def test_words_in_another_language_tell_it(layout: Layout, printed: dict[str, Path]):
    name = next(name for name, edition in enumerate(EDITIONS) if edition.layout is layout)
    with Pdf.open(printed[f"{name}"]) as pdf:
        tags = [one for one in pdf.objects if isinstance(one, Dictionary) and "/Lang" in one]
        assert {(str(one.S), str(one.Lang)) for one in tags if "/S" in one} == SPOKEN


def test_every_voice_is_heard_in_every_layout(printed: dict[str, Path]):
    for path in printed.values():
        said = squeeze(heard(path.read_bytes()))
        assert LONG_WORD in said.replace(" ", "")
        for answer in (1, 15, 30):
            assert f"Answer {answer}: say it back, and wait." in said


def test_the_specimen_is_pdf_ua(printed: dict[str, Path]):
    assert faults(list(printed.values())) == {path.name: [] for path in printed.values()}
