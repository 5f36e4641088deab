"""Lay the pages of a finished PDF on sheets, with its tags: to cut out, to fold, two to a sheet.

Each page becomes a form on a sheet and keeps its marks, and the tree of tags says that they stand
in that form (ISO 32000-1, 14.7.4.3). So the order of reading stays that of the text, whatever the
order on the sheets.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from io import BytesIO
from itertools import accumulate, pairwise
from typing import NamedTuple

from pikepdf import (
    Array,
    Dictionary,
    Name,
    Object,
    Page,
    Pdf,
    parse_content_stream,
    unparse_content_stream,
)

from curriculum.edition import Edition, Layout
from pdf_templates.sizes import MILLIMETRE, Size, grid, page_size, sheet_size

_MOST_IN_BOOKLET = 80
"""Pages that can still be folded: twenty sheets."""
_MOST_CUT = 2
"""Pages of a handout that is cut out: front and back of half a sheet. A longer one is folded."""
_MARKS = {"BMC", "BDC", "EMC", "MP", "DP"}
"""What tells the tags where their content stands (ISO 32000-1, 14.6)."""
_DASHES = b"/Artifact BMC q 0.4 w 0 G [3 3] 0 d %b Q EMC"


class _Side(NamedTuple):
    """One side of a sheet."""

    layout: Layout
    pages: Sequence[int | None]
    """By their place in the document, row by row; None is a blank."""


class _Placed(NamedTuple):
    """A page as a form on its sheet."""

    form: Object
    sheet: Object
    left: float
    bottom: float


def impose(
    pdf: bytes, lengths: Sequence[int], edition: Edition, full: Collection[int] = ()
) -> bytes:
    """Return the PDF with its pages on sheets.

    `lengths` are the pages of its parts: no sheet mixes two parts of cards or two handouts, and a
    booklet that would be too thick ends between two parts. `full` are the places of the parts
    whose pages are as large as a sheet.
    """
    with Pdf.open(BytesIO(pdf)) as opened:
        pages = [page.obj for page in opened.pages]
        placed: dict[tuple[int, int], _Placed] = {}
        for side in _sheets(lengths, edition, full):
            chosen = [pages[at] if at is not None else None for at in side.pages]
            laid = edition.model_copy(update={"layout": side.layout})
            _fill(opened, chosen, laid, placed)
        _move_tags(opened, placed)
        _move_targets(opened, placed)
        del opened.pages[: len(pages)]
        written = BytesIO()
        opened.save(written, deterministic_id=True)
    return written.getvalue()


# --- which page goes where ------------------------------------------------------------------------


def _sheets(lengths: Sequence[int], edition: Edition, full: Collection[int]) -> Iterator[_Side]:
    """Yield the sides of the sheets; front and back in turn where both are printed."""
    if edition.layout == Layout.BOOKLET:
        for first, count in _booklets(lengths):
            yield from _folded(first, count)
        return
    across, down = grid(edition)
    starts = accumulate(lengths, initial=0)
    for place, (first, count) in enumerate(zip(starts, lengths, strict=False)):
        if edition.layout == Layout.CARDS:
            yield from _stacked(first, count, across * down)
        else:
            last = place + 1 == len(lengths)
            yield from _two_up(range(first, first + count), full=place in full, last=last)


def _two_up(pages: range, *, full: bool, last: bool) -> Iterator[_Side]:
    """Yield the sides of a handout, so that the next one begins a sheet.

    Each side has a page twice, to be cut apart, where front and back of half a sheet are enough.
    """
    if len(pages) > _MOST_CUT and not full:
        yield from _folded(pages.start, len(pages))
        return
    layout, times = (Layout.PAGES, 1) if full else (Layout.TWO_UP, 2)
    for page in pages:
        yield _Side(layout, [page] * times)
    if len(pages) % 2 and not last:
        yield _Side(layout, [None] * times)


def _booklets(lengths: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the first page and the number of pages of each booklet."""
    ends, total = [0], 0
    for length in lengths:
        if total + length - ends[-1] > _MOST_IN_BOOKLET and total > ends[-1]:
            ends.append(total)
        total += length
    for first, end in pairwise([*ends, total]):
        yield first, end - first


def _folded(first: int, count: int) -> Iterator[_Side]:
    """Yield front and back of each sheet, the outermost first."""
    full = -(-count // 4) * 4
    numbers = [first + at if at < count else None for at in range(full)]
    for at in range(0, full // 2, 2):
        yield _Side(Layout.BOOKLET, [numbers[full - 1 - at], numbers[at]])
        yield _Side(Layout.BOOKLET, [numbers[at + 1], numbers[full - 2 - at]])


def _stacked(first: int, count: int, places: int) -> Iterator[_Side]:
    """Yield sheets whose piles, cut together and laid on one another, are in order."""
    sheets = -(-count // places)
    for sheet in range(sheets):
        numbers = [sheet + pile * sheets for pile in range(places)]
        slots = [first + number if number < count else None for number in numbers]
        yield _Side(Layout.CARDS, slots)


# --- sheets ---------------------------------------------------------------------------------------


def _fill(
    pdf: Pdf,
    pages: Sequence[Object | None],
    edition: Edition,
    placed: dict[tuple[int, int], _Placed],
) -> None:
    """Add a sheet with these pages; one that lies on a sheet already is a copy for the eye."""
    size = _points(sheet_size(edition))
    sheet = pdf.add_blank_page(page_size=size).obj
    sheet.Tabs = Name.S
    forms = Dictionary()
    drawn = [_marks(edition, size)]
    for at, (page, (left, bottom)) in enumerate(zip(pages, _spots(edition), strict=True)):
        if page is None:
            continue
        painted = b"q 1 0 0 1 %.3f %.3f cm /Page%d Do Q" % (left, bottom, at)
        if page.objgen in placed:
            forms[f"/Page{at}"] = _copy(pdf, page)
            drawn.append(b"/Artifact BMC %b EMC" % painted)
        else:
            one = placed[page.objgen] = _Placed(_form(pdf, page), sheet, left, bottom)
            forms[f"/Page{at}"] = one.form
            drawn.append(painted)
            _move_links(page, one)
    sheet.Resources = Dictionary(XObject=forms)
    sheet.Contents = pdf.make_stream(b"\n".join(drawn))


def _form(pdf: Pdf, page: Object) -> Object:
    form = pdf.make_indirect(Page(page).as_form_xobject())
    form.StructParents = page.StructParents
    return form


def _copy(pdf: Pdf, page: Object) -> Object:
    """Return a page as a form without marks, for its contents have their place in the tags."""
    form = pdf.make_indirect(Page(page).as_form_xobject())
    unmarked = [one for one in parse_content_stream(form) if str(one.operator) not in _MARKS]
    form.write(unparse_content_stream(unmarked))
    return form


def _spots(edition: Edition) -> Iterator[tuple[float, float]]:
    """Yield where the lower left corners of the pages lie, row by row from the top."""
    across, down = grid(edition)
    width, height = _points(page_size(edition))
    for row in range(down):
        for column in range(across):
            yield column * width, (down - 1 - row) * height


def _marks(edition: Edition, size: Size) -> bytes:
    """Return the lines to cut along; what is folded, and a whole sheet, has none."""
    if edition.layout in (Layout.BOOKLET, Layout.PAGES):
        return b""
    across, down = grid(edition)
    lines = [(0.0, size.height / 2, size.width, size.height / 2)] if down == 2 else []
    if across == 2:
        lines.append((size.width / 2, 0.0, size.width / 2, size.height))
    drawn = (f"{x:.3f} {y:.3f} m {right:.3f} {top:.3f} l S" for x, y, right, top in lines)
    return _DASHES % " ".join(drawn).encode()


def _points(size: Size) -> Size:
    return Size(size.width * MILLIMETRE, size.height * MILLIMETRE)


# --- what points at pages -------------------------------------------------------------------------


def _move_links(page: Object, placed: _Placed) -> None:
    """Put a page's links on its sheet."""
    links = list(page.get("/Annots", Array()))
    for link in links:
        left, bottom, right, top = (float(side) for side in link.Rect)
        link.Rect = Array(
            [
                left + placed.left,
                bottom + placed.bottom,
                right + placed.left,
                top + placed.bottom,
            ]
        )
    if links:
        placed.sheet.Annots = Array([*placed.sheet.get("/Annots", Array()), *links])


def _move_tags(pdf: Pdf, placed: dict[tuple[int, int], _Placed]) -> None:
    """Let every element say in which form its marked contents stand."""
    for element in pdf.objects:
        if isinstance(element, Dictionary) and "/Pg" in element:
            page = element.Pg
            kids = element.get("/K", Array())
            listed = kids if isinstance(kids, Array) else Array([kids])
            element.K = Array([_moved(kid, page, placed) for kid in listed])
            element.Pg = placed[page.objgen].sheet


def _moved(kid: Object | int, page: Object, placed: dict[tuple[int, int], _Placed]) -> Object:
    if isinstance(kid, int):
        return _reference(kid, placed[page.objgen])
    return kid


def _reference(mark: int, placed: _Placed) -> Object:
    return Dictionary(Type=Name.MCR, Pg=placed.sheet, Stm=placed.form, MCID=mark)


def _move_targets(pdf: Pdf, placed: dict[tuple[int, int], _Placed]) -> None:
    """Let links by name and bookmarks lead to the place on the sheet."""
    if "/Names" in pdf.Root:
        for target in list(pdf.Root.Names.Dests.Names)[1::2]:
            _move_target(target, placed)
    for one in pdf.objects:
        if isinstance(one, Dictionary) and "/Title" in one and "/Dest" in one:
            _move_target(one.Dest, placed)


def _move_target(target: Object, placed: dict[tuple[int, int], _Placed]) -> None:
    one = placed[target[0].objgen]
    target[0] = one.sheet
    target[2] = float(target[2]) + one.left
    target[3] = float(target[3]) + one.bottom
