"""Whatever labels say, diagrams keep them readable: none lies on another, or leaves the page."""

from __future__ import annotations

import re
from itertools import combinations

import pytest

from curriculum.edition import Edition, Layout, PrintSize
from curriculum.session import DiagramBlock, DiagramKind, HandoutKind
from pdf_templates.diagrams import Canvas, drawing
from pdf_templates.pages import parts
from pdf_templates.render import to_pdf
from pdf_templates.sizes import page_size
from tests.pdf_templates.reading import words
from tests.pdf_templates.reading_pages import outside
from tests.pdf_templates.samples import sample_pack

LONG = "What I can do about it tonight, tomorrow, and in the week after next week, alone"
WORD = "Beziehungsgesprächsvorbereitungsbogenverzeichnis"
LABELS = {
    "first": (LONG[:80], "Near", "Far"),
    "every": (LONG[:80],) * 4,
    "last": ("Me", "Near", LONG[:80]),
    "word": (WORD, WORD, WORD),
    "many": ("Me", LONG[:80], "", "Far", LONG[:40], "Last"),
    "short": ("Only me", "One person", "A few", "The whole bus"),
}
EDITIONS = {
    "standard": Edition(),
    "large": Edition(size=PrintSize.LARGE),
    "two-up": Edition(layout=Layout.TWO_UP),
}


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
@pytest.mark.parametrize("kind", list(DiagramKind))
def test_no_label_lies_on_another(kind: DiagramKind, edition: Edition):
    wrong = {}
    width, height = page_size(edition)
    for name, labels in LABELS.items():
        pdf = _printed(DiagramBlock(diagram=kind, labels=labels, alt="A drawing."), edition)
        lost = [one for one in outside(pdf, width, height, (10.3, 4.0)) if one.kind == "text"]
        wrong[name] = _crossing(pdf), len(lost)
    assert wrong == dict.fromkeys(LABELS, ([], 0))


@pytest.mark.parametrize(("labels", "beside"), [("short", False), ("first", True), ("many", True)])
def test_labels_that_do_not_fit_their_circle_stand_beside(labels: str, beside: bool):
    block = DiagramBlock(diagram=DiagramKind.CIRCLES, labels=LABELS[labels], alt="Circles.")
    drawn = str(drawing(block, EDITIONS["standard"]))
    assert ('text-anchor="start"' in drawn) is beside
    assert drawn.count("<path") == (sum(map(bool, LABELS[labels])) if beside else 0)


@pytest.mark.parametrize(
    ("label", "lines"),
    [
        ("Ask: the answer may be no", ["Ask: the", "answer", "may be no"]),
        ("Only me", ["Only me"]),
        (WORD[:17], [f"{WORD[:13]}-", WORD[13:17]]),
        ("", []),
    ],
)
def test_the_lines_of_a_label_are_even(label: str, lines: list[str]):
    canvas = Canvas(width=174, size=4, weight=600)
    assert canvas.lines(label, 14.5 * 4 * 0.52) == lines


@pytest.mark.parametrize("edition", EDITIONS.values(), ids=EDITIONS)
def test_no_line_of_a_map_passes_behind_a_field(edition: Edition):
    labels = ("My week", *("Monday",) * 7)
    drawn = str(drawing(DiagramBlock(diagram=DiagramKind.MAP, labels=labels, alt="Map."), edition))
    boxes = [
        (float(left), float(left) + float(width))
        for left, width in re.findall(r'<rect x="([\d.]+)" y="[\d.]+" width="([\d.]+)"', drawn)
    ]
    lines = [
        sorted(map(float, ends)) for ends in re.findall(r'd="M([\d.]+) [\d.]+L([\d.]+) ', drawn)
    ]
    behind = [
        (line, box)
        for line in lines
        for box in boxes
        if min(line[1], box[1]) - max(line[0], box[0]) > 0.5
    ]
    assert (len(lines), len(boxes), behind) == (7, 8, [])


def _crossing(pdf: bytes) -> list[tuple[str, str]]:
    """Return the words that lie on each other by more than a hair."""
    pairs = ((one, two) for one, two in combinations(words(pdf), 2) if one.page == two.page)
    return [
        (one.text, two.text)
        for one, two in pairs
        if min(one.right, two.right) - max(one.left, two.left) > 1
        and min(one.bottom, two.bottom) - max(one.top, two.top) > 2.5
    ]


def _printed(block: DiagramBlock, edition: Edition) -> bytes:
    change = {"blocks": (block,), "kind": HandoutKind.WORKSHEET}
    sheet = sample_pack().sheets[0].model_copy(update=change)
    [part] = parts(sample_pack().model_copy(update={"sheets": (sheet,)}), edition)
    return to_pdf(part.html, edition)
