"""Read a PDF's tag tree with the boxes that each tag has on paper, and tell what is wrong in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from ctypes import c_ushort
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import chain, groupby, pairwise, product

import pypdfium2
from babel import Locale
from pikepdf import Array, Dictionary, Object, Pdf
from pypdfium2 import raw

HEADINGS = {f"/H{level}": level for level in range(1, 7)}
BLOCKS = {"/P", "/LBody", "/Lbl", "/TD", "/TH", "/Caption", "/Figure", *HEADINGS}
"""What holds lines."""
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
    text: str = ""

    @cached_property
    def letters(self) -> frozenset[bool]:
        """Return whether its letters are read from the right; there may be both kinds, or none."""
        kinds = {unicodedata.bidirectional(letter) for letter in self.text}
        return frozenset(kind != "L" for kind in kinds & {"L", "R", "AL"})

    def beside(self, other: Box) -> bool:
        """Return whether both lie on the same line."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        least = min(self.bottom - self.top, other.bottom - other.top)
        return self.page == other.page and shared > least / 2

    def joined(self, other: Box) -> Box:
        """Return the box around both."""
        return Box(
            self.page,
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
            self.text + other.text,
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
            text = page.get_textpage()
            for thing in page.get_objects(max_depth=1):
                left, bottom, right, top = thing.get_bounds()
                words = _text(thing, text)
                box = Box(number, left, height - top, right, height - bottom, words)
                mark = raw.FPDFPageObj_GetMarkedContentID(thing.raw)
                if mark >= 0:
                    before = marks.get((number, mark))
                    marks[number, mark] = before.joined(box) if before else box
                elif thing.type == raw.FPDF_PAGEOBJ_TEXT:
                    untagged.append(box)
    return marks, untagged, sizes


def _text(thing: pypdfium2.PdfObject, page: pypdfium2.PdfTextPage) -> str:
    if thing.type != raw.FPDF_PAGEOBJ_TEXT:
        return ""
    length = raw.FPDFTextObj_GetText(thing.raw, page.raw, None, 0)
    units = (c_ushort * (length // 2))()
    raw.FPDFTextObj_GetText(thing.raw, page.raw, units, length)
    return bytes(units).decode("utf-16-le").rstrip("\0")


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


Sides = frozenset[bool]
"""From where something may be read: from the left (False), from the right (True), or either."""
LEFT: Sides = frozenset({False})
RIGHT: Sides = frozenset({True})


@dataclass(frozen=True)
class _Placed:
    """A box of a tag, with the tags that it stands in from the root on."""

    box: Box
    path: tuple[tuple[Tag, Sides], ...]
    """The tags, and from where what each holds is read."""

    @property
    def block(self) -> int | None:
        """Return by what the block that holds it is known."""
        return next((id(tag) for tag, _ in reversed(self.path) if tag.kind in BLOCKS), None)


def _placed(tag: Tag, above: tuple[tuple[Tag, Sides], ...] = ()) -> Iterator[_Placed]:
    """Yield the boxes in the order of reading.

    A tag is read from where its language is, a list from where its letters are, a table as well,
    and any other from where that is which it stands in.
    """
    sides = above[-1][1] if above else LEFT
    if tag.language:
        sides = RIGHT if Locale.parse(tag.language, sep="-").text_direction == "rtl" else LEFT
    if tag.kind in {"/L", "/Table"}:
        own = _sides(box for one in tag.walk() for box in one.boxes)
        sides = own | sides if tag.kind == "/Table" else own or sides
    path = (*above, (tag, sides))
    yield from (_Placed(box, path) for box in tag.boxes)
    for kid in tag.kids:
        yield from _placed(kid, path)


def _sides(boxes: Iterable[Box]) -> Sides:
    """Return from where letters are read; words in two scripts may begin with either."""
    return Sides().union(*(box.letters for box in boxes))


def _order(root: Tag) -> Iterator[str]:
    """Yield where reading goes back up the page, or on a line to what lies before it on paper.

    Before is left, or right where text is read from the right.
    """
    lines = [list(line) for line in _lines(_placed(root))]
    for line in lines:
        sides = line[0].path[-1][1] | _sides(one.box for one in line)
        choices = product(sides, (False, True))
        yield from _fewest(list(_disordered(line, *choice)) for choice in choices)
    for before, after in pairwise(lines):
        yield from _backwards(before[-1], after[0])


def _fewest(told: Iterable[list[str]]) -> list[str]:
    return min(told, key=len)


def _lines(placed: Iterator[_Placed]) -> Iterator[list[_Placed]]:
    """Yield the boxes of a block that lie on one line."""
    line: list[_Placed] = []
    for one in placed:
        if line and not (one.block == line[-1].block is not None and one.box.beside(line[-1].box)):
            yield line
            line = []
        line.append(one)
    if line:
        yield line


def _disordered(line: list[_Placed], right: bool, mixed: bool) -> Iterator[str]:
    """Yield the neighbours that stand otherwise than Unicode's rule L2 puts them.

    `right` tells how the line runs, `mixed` how a box of it does with letters of both kinds.
    """
    told = {frozenset(): right, LEFT: False, RIGHT: True, LEFT | RIGHT: mixed}
    runs = groupby(line, key=lambda one: told[one.box.letters])
    seen = [list(run)[:: -1 if back else 1] for back, run in runs]
    for one, two in pairwise(chain(*(reversed(seen) if right else seen))):
        if two.box.right < one.box.left:
            yield f"reading goes to the wrong side between {one.box} and {two.box}"


def _backwards(one: _Placed, two: _Placed) -> Iterator[str]:
    """Yield what is wrong where reading goes on from one line, or column, to the next.

    What stands in a script read otherwise than what is around it may lie on either side.
    """
    before, after = one.box, two.box
    if after.page < before.page:
        yield f"reading goes back from page {before.page} to {after.page}"
    if after.page == before.page:
        both = zip(one.path, two.path, strict=False)
        sides = [sides for (tag, sides), (other, _) in both if tag is other][-1]
        sides = sides | before.letters | after.letters
        near = two.path[-1][0].kind == "/Figure"
        yield from _fewest(list(_astray(before, after, near=near, right=right)) for right in sides)


def _astray(before: Box, after: Box, *, near: bool, right: bool) -> Iterator[str]:
    above = before.top - after.bottom
    further, back = after.left >= before.right, after.right < before.left
    if right:
        further, back = after.right <= before.left, after.left > before.right
    if above > 1 and not further and not (near and above < NEAR):
        yield f"reading goes up from {before} to {after}"
    if back and before.beside(after):
        side = "right" if right else "left"
        yield f"reading goes back to the {side} from {before} to {after}"
