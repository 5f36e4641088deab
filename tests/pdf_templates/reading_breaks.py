"""Read how the text of a PDF runs over its pages: blocks, their lines, and where pages break."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from tests.pdf_templates.reading import Word, words
from tests.pdf_templates.reading_tags import HEADINGS, Box, Read, Tag

BLOCKS = {"/P", "/LBody", "/TD", "/TH", "/Caption", "/Figure", *HEADINGS}
RUNNING = {"/P", "/LBody"}
LEAST = 2
"""Lines of a paragraph, or below a heading, that may stand alone on a page."""
ENDS = '.!?:;”’"…)]'
ALIGNED = 3.0
"""Points that the edges of letters may lie apart on one margin."""
GAP = 0.9
"""Of a line's height, between words of one column."""


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, cell or figure: a box for each of its lines."""

    kind: str
    lines: tuple[Box, ...]

    @property
    def first(self) -> Box:
        """Return its first line."""
        return self.lines[0]

    def on(self, page: int) -> int:
        """Return how many of its lines stand on a page."""
        return sum(line.page == page for line in self.lines)

    def pages(self) -> range:
        """Return the pages it stands on."""
        return range(self.lines[0].page, self.lines[-1].page + 1)


def blocks(found: Read) -> list[Block]:
    """Return what there is to read, in its order."""
    return [
        Block(tag.kind, lines)
        for tag in found.root.walk()
        if tag.kind in BLOCKS and (lines := tuple(_lines(list(_own_boxes(tag)))))
    ]


def _own_boxes(tag: Tag) -> Iterator[Box]:
    """Yield the boxes in a block that are not of a block within it."""
    yield from tag.boxes
    for kid in tag.kids:
        if kid.kind not in BLOCKS:
            yield from _own_boxes(kid)


def _lines(boxes: list[Box]) -> Iterator[Box]:
    """Yield one box for those that stand side by side."""
    line: Box | None = None
    for box in boxes:
        if line and line.beside(box):
            line = line.joined(box)
        else:
            if line:
                yield line
            line = box
    if line:
        yield line


def stranded(read: list[Block]) -> list[Block]:
    """Return headings that have too little of what they head on their page."""
    found = []
    for place, block in enumerate(read):
        if block.kind in HEADINGS:
            below = [page for one in _headed(read, place) for page in _weighed(one)]
            if below.count(block.lines[-1].page) < min(LEAST, len(below)):
                found.append(block)
    return found


def _headed(read: list[Block], place: int) -> Iterator[Block]:
    """Yield what follows a heading, up to the next one or the line that leads to that."""
    for block, after in zip_longest(read[place + 1 :], read[place + 2 :]):
        if block.kind in HEADINGS:
            return
        leads = after and after.kind in HEADINGS and len(block.lines) == 1
        if not (leads and block.first.page == after.first.page):
            yield block


def _weighed(block: Block) -> list[int]:
    """Return the page of each line; a drawing is as good as some."""
    return [line.page for line in block.lines] * (LEAST if block.kind == "/Figure" else 1)


def torn(read: list[Block], text: list[Word]) -> list[Block]:
    """Return paragraphs that leave a single line on a page, at its end or on the next.

    The tags of WeasyPrint 70 begin anew on each page, so a paragraph goes on where the last word
    before the break ends no sentence, and the first word behind it had no room on that line. A line
    with figures at its far edge, as the contents have, is no paragraph's.
    """
    by_page = _by_page(text)
    return [
        one
        for one, two in pairwise(read)
        if one.kind == two.kind
        and one.kind in RUNNING
        and one.lines[-1].page + 1 == two.first.page
        and abs(one.lines[-1].left - two.first.left) < ALIGNED
        and min(len(one.lines), len(two.lines)) < LEAST
        and _on(one.lines[-1], by_page)[-1].text[-1] not in ENDS
        and _runs(_on(one.lines[-1], by_page))
        and _is_full(one.lines[-1], _on(two.first, by_page)[0], read)
    ]


def _runs(line: list[Word]) -> bool:
    """Tell whether the words of a line follow each other without a gap."""
    gaps = [(two.left - one.right) / (one.bottom - one.top) for one, two in pairwise(line)]
    return max(gaps, default=0) <= GAP


def _is_full(line: Box, word: Word, read: list[Block]) -> bool:
    """Tell whether a word has no room at the end of a line, as the others of its column tell."""
    column = (
        other.right
        for block in read
        if block.kind in RUNNING
        for other in block.lines
        if other.page == line.page and other.left < line.right and other.right > line.left
    )
    return line.right + word.right - word.left > max(column) - ALIGNED


def parted(read: list[Block], text: list[Word]) -> list[Block]:
    """Return lines that end in a colon, on another page than what they lead to."""
    by_page = _by_page(text)
    return [
        one
        for one, two in pairwise(read)
        if one.kind in RUNNING
        and one.lines[-1].page < two.first.page
        and _on(one.lines[-1], by_page)[-1].text[-1] == ":"
    ]


def _by_page(text: list[Word]) -> dict[int, list[Word]]:
    by_page: dict[int, list[Word]] = {}
    for word in text:
        by_page.setdefault(word.page, []).append(word)
    return by_page


def _on(line: Box, by_page: dict[int, list[Word]]) -> list[Word]:
    """Return the words of a line from left to right."""
    there = [
        word
        for word in by_page[line.page]
        if word.left < line.right and word.right > line.left
        if min(word.bottom, line.bottom) - max(word.top, line.top) > 0
    ]
    return sorted(there, key=lambda word: word.right)


def tails(found: Read, foot: float) -> dict[int, float]:
    """Return how far the pages are filled that end what began on an earlier one.

    In parts of the height above the foot, which is given in points.
    """
    read = blocks(found)
    depths: dict[int, float] = {}
    begins: dict[int, bool] = {}
    for page in range(1, len(found.sizes) + 1):
        here = [block for block in read if block.on(page)]
        begins[page] = any(block.kind == "/H1" for block in here[:2])
        bottoms = [line.bottom for block in here for line in block.lines if line.page == page]
        depths[page] = max(bottoms, default=0.0) / (found.sizes[page - 1][1] - foot)
    begins[len(found.sizes) + 1] = True
    return {
        page: depths[page] for page, after in pairwise(begins) if begins[after] and not begins[page]
    }


@dataclass(frozen=True)
class Line:
    """Words that stand together on a line."""

    page: int
    text: str
    left: float
    right: float


def lines(pdf: bytes) -> Iterator[Line]:
    """Yield the lines of each column."""
    run: list[Word] = []
    for word in words(pdf):
        if run and not _goes_on(run[-1], word):
            yield _line(run)
            run = []
        run.append(word)
    if run:
        yield _line(run)


def _goes_on(one: Word, two: Word) -> bool:
    height = one.bottom - one.top
    level = abs(one.bottom - two.bottom) < height / 2
    return one.page == two.page and level and -1 < two.left - one.right < GAP * height


def _line(run: list[Word]) -> Line:
    return Line(run[0].page, " ".join(one.text for one in run), run[0].left, run[-1].right)
