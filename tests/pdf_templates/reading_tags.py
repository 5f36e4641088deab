"""Read a PDF's tag tree with the boxes that each tag has on paper, and tell what is wrong in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

import pypdfium2
from pikepdf import Array, Dictionary, Object, Pdf
from pypdfium2 import raw

HEADINGS = {f"/H{level}": level for level in range(1, 7)}
EDGE = 48.0
"""Points from an edge of the paper; no text to read stands there."""
NEAR = 30.0
"""Points that a line to write on may lie above what it is for, as on a certificate."""


@dataclass(frozen=True)
class Box:
    """Where something lies on paper, in points from the upper left."""

    page: int
    left: float
    top: float
    right: float
    bottom: float

    def joined(self, other: Box) -> Box:
        """Return the box around both."""
        return Box(
            self.page,
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True)
class Tag:
    """An element of the tree, with the boxes of its own content and what stands under it."""

    kind: str
    alt: str | None
    language: str | None
    headers: int
    """How many heads a cell names."""
    boxes: tuple[Box, ...]
    kids: tuple[Tag, ...]

    def walk(self) -> Iterator[Tag]:
        """Yield this tag and all under it in the order of reading."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


@dataclass(frozen=True)
class Read:
    """A PDF's tags, and the text that has none."""

    root: Tag
    untagged: tuple[Box, ...]
    sizes: tuple[tuple[float, float], ...]
    """Of the pages, in points."""


Marks = dict[tuple[int, int], Box]


def read(pdf: bytes) -> Read:
    """Return the tag tree of a PDF."""
    marks, untagged, sizes = _painted(pdf)
    with Pdf.open(BytesIO(pdf)) as opened:
        pages = {page.obj.objgen: number for number, page in enumerate(opened.pages, start=1)}
        root = _tag(opened.Root.StructTreeRoot.K[0], pages, marks)
    return Read(root, tuple(untagged), tuple(sizes))


def _painted(pdf: bytes) -> tuple[Marks, list[Box], list[tuple[float, float]]]:
    """Return the box of each marked content, those of text without a mark, and pages' sizes."""
    marks: Marks = {}
    untagged, sizes = [], []
    with pypdfium2.PdfDocument(pdf) as opened:
        for number, page in enumerate(opened, start=1):
            height = page.get_height()
            sizes.append((page.get_width(), height))
            for thing in page.get_objects(max_depth=1):
                left, bottom, right, top = thing.get_bounds()
                box = Box(number, left, height - top, right, height - bottom)
                mark = raw.FPDFPageObj_GetMarkedContentID(thing.raw)
                if mark >= 0:
                    before = marks.get((number, mark))
                    marks[number, mark] = before.joined(box) if before else box
                elif thing.type == raw.FPDF_PAGEOBJ_TEXT:
                    untagged.append(box)
    return marks, untagged, sizes


def _tag(element: Object, pages: dict[tuple[int, int], int], marks: Marks) -> Tag:
    kids = element.get("/K", Array())
    kids = list(kids) if isinstance(kids, Array) else [kids]
    page = pages[element.Pg.objgen] if "/Pg" in element else 0
    own = [marks.get((page, kid)) for kid in kids if isinstance(kid, int)]
    return Tag(
        kind=str(element.S),
        alt=str(element.Alt) if "/Alt" in element else None,
        language=str(element.Lang) if "/Lang" in element else None,
        headers=len(element.A.Headers) if "/A" in element and "/Headers" in element.A else 0,
        boxes=tuple(box for box in own if box),
        kids=tuple(
            _tag(kid, pages, marks) for kid in kids if isinstance(kid, Dictionary) and "/S" in kid
        ),
    )


def faults(pdf: bytes, margins: float | None = 0.0) -> list[str]:
    """Return what a reader of the tags would stumble over.

    Text without a tag may stand so many points from the foot of a page, and at its edges; None asks
    nothing of it.
    """
    found = read(pdf)
    told = [*_tables(found.root), *_lists(found.root), *_figures(found.root)]
    told += [*_headings(found.root), *_order(found.root)]
    if margins is not None:
        told += [
            f"text without a tag at {box}"
            for box in found.untagged
            if not _in_margin(box, found.sizes[box.page - 1], margins)
        ]
    return told


def _in_margin(box: Box, size: tuple[float, float], foot: float) -> bool:
    """Return whether a box stands at the foot, or at an edge, where a guide tells its sessions."""
    width, height = size
    return box.top >= height - foot or box.right < EDGE or box.left > width - EDGE


def _tables(root: Tag) -> Iterator[str]:
    """Yield tables without heads, and cells that name none."""
    for table in root.walk():
        if table.kind == "/Table":
            cells = [one for one in table.walk() if one.kind == "/TD"]
            heads = [one for one in table.walk() if one.kind == "/TH"]
            if not heads or any(not cell.headers for cell in cells if not _in_head(table, cell)):
                yield f"a table of {len(cells)} cells and {len(heads)} heads leaves cells without"


def _in_head(table: Tag, cell: Tag) -> bool:
    heads = (one for one in table.kids if one.kind == "/THead")
    return any(one is cell for head in heads for one in head.walk())


def _lists(root: Tag) -> Iterator[str]:
    """Yield what is wrong with lists: a list has items, an item a body and perhaps a label."""
    allowed = {"/L": {"/LI", "/Caption"}, "/LI": {"/Lbl", "/LBody"}}
    for tag in root.walk():
        kinds = {kid.kind for kid in tag.kids}
        if tag.kind in allowed and not (kinds and kinds <= allowed[tag.kind]):
            yield f"{tag.kind} holds {sorted(kinds)}"
        if tag.kind not in {"/L", "/LI"} and kinds & {"/LI", "/LBody", "/Lbl"}:
            yield f"{tag.kind} holds {sorted(kinds)}"


def _figures(root: Tag) -> Iterator[str]:
    for tag in root.walk():
        if tag.kind == "/Figure" and not (tag.alt or "").strip():
            yield f"a figure without a description at {tag.boxes}"


def _headings(root: Tag) -> Iterator[str]:
    levels = [HEADINGS[tag.kind] for tag in root.walk() if tag.kind in HEADINGS]
    if levels[:1] not in ([], [1]):
        yield f"the first heading is of level {levels[:1]}"
    yield from (f"H{one} is followed by H{two}" for one, two in pairwise(levels) if two > one + 1)


def _order(root: Tag) -> Iterator[str]:
    """Yield where reading goes back up the page to what lies under or left of it on paper."""
    placed = [(tag, box) for tag in root.walk() for box in tag.boxes]
    for (_, one), (tag, two) in pairwise(placed):
        if two.page < one.page:
            yield f"reading goes back from page {one.page} to {two.page}"
        above = one.top - two.bottom
        near = tag.kind == "/Figure" and above < NEAR
        if two.page == one.page and above > 1 and two.left < one.right and not near:
            yield f"reading goes up from {one} to {two}"
        if two.page == one.page and two.right < one.left and _beside(one, two):
            yield f"reading goes back to the left from {one} to {two}"


def _beside(one: Box, two: Box) -> bool:
    """Return whether two boxes lie on the same line."""
    shared = min(one.bottom, two.bottom) - max(one.top, two.top)
    return shared > min(one.bottom - one.top, two.bottom - two.top) / 2
