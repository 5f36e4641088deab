"""Approved pictures of a few pages: `python -m tests.look` shows changes, `… approve` keeps them.

They are drawn by the renderer that comes with pypdfium2, from embedded fonts, so that they look the
same on every machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PIL import Image, ImageChops

from curriculum.assemble import single_session
from curriculum.documents import handout_pack
from curriculum.edition import Edition, Ink, Paper, PrintSize
from curriculum.library import shipped_library
from curriculum.overview import overview
from curriculum.printed import Document
from pdf_templates.pages import whole
from pdf_templates.render import parts, to_pdf
from tests.pdf_templates.reading_pages import pictures
from tests.pdf_templates.samples import CONTACTS, sample_guide, sample_pack, sample_sheets
from tests.shipped import SESSIONS, pinned, planned

APPROVED = Path(__file__).with_name("images")
SHOWN = Path("build/look")
DOTS = 50
APART = 64
"""Greys of which two are taken for different."""
TOLERANCE = 0.002
"""How many dots may differ, in parts of the page: a letter or two, no line."""

A4 = Edition()
LETTER = Edition(paper=Paper.LETTER, ink=Ink.BLACK)
LARGE = Edition(size=PrintSize.LARGE)


@dataclass(frozen=True)
class Look:
    """A document in an edition, and which of its pages are looked at, from 1."""

    name: str
    document: Callable[[], Document]
    edition: Edition
    pages: tuple[int, ...]


def _handout(code: str, slug: str) -> Document:
    plan = planned(single_session(SESSIONS[code, 1], 1), CONTACTS)
    return handout_pack(plan, CONTACTS, only=slug)


def _overview() -> Document:
    first = shipped_library().programmes[0]
    return overview(first, planned(pinned(first), CONTACTS), CONTACTS)


LOOKS = (
    Look("guide", sample_guide, A4, (1, 3, 5, 8, 9)),
    Look("guide-black", sample_guide, LETTER, (9,)),
    Look("guide-large", sample_guide, LARGE, (8,)),
    Look("handouts", sample_pack, A4, (1, 2, 3, 4, 5, 6)),
    Look("handouts-large", sample_pack, LARGE, (1, 2)),
    Look("sheets", sample_sheets, A4, (1, 3, 8)),
    Look("certificate", lambda: _handout("CL", "certificate"), A4, (1,)),
    Look("loop", lambda: _handout("SO2", "loop-sheet"), LETTER, (1,)),
    Look("moves", lambda: _handout("AL1", "moves-card"), A4, (1,)),
    Look("overview", _overview, A4, (1,)),
)


def looks(look: Look) -> Iterator[tuple[str, Image.Image]]:
    """Yield the name and the picture of each page of a look; a single sheet is fitted."""
    document = look.document()
    alone = parts(document, look.edition)
    html = alone[0].html if len(alone) == 1 else whole(document, look.edition)  # type: ignore[arg-type]
    drawn = pictures(to_pdf(html, look.edition), DOTS)
    for page in look.pages:
        yield f"{look.name}-{page}.png", drawn[page - 1]


def apart(one: Image.Image, two: Image.Image) -> float:
    """Return how many of their dots differ, in parts of all; pages of other sizes differ wholly."""
    if one.size != two.size:
        return 1.0
    differing = ImageChops.difference(one, two).histogram()[APART:]
    return sum(differing) / (one.width * one.height)


def approved(name: str) -> Image.Image | None:
    """Return the approved picture of that name, if there is one."""
    path = APPROVED / name
    return Image.open(path).convert("L") if path.is_file() else None


def changed() -> Iterator[tuple[str, Image.Image | None, Image.Image]]:
    """Yield what looks other than approved: its name, the approved picture and the new one."""
    for look in LOOKS:
        for name, picture in looks(look):
            before = approved(name)
            if before is None or apart(before, picture) > TOLERANCE:
                yield name, before, picture


def show() -> int:
    """Put approved and new pages side by side, with what differs in black; return how many."""
    SHOWN.mkdir(parents=True, exist_ok=True)
    for old in SHOWN.glob("*.png"):
        old.unlink()
    count = 0
    for name, before, picture in changed():
        _side_by_side(before or Image.new("L", picture.size, 255), picture).save(SHOWN / name)
        print(f"{SHOWN / name}")  # noqa: T201 - it is a command
        count += 1
    print(f"{count} pages look other than approved.")  # noqa: T201
    return count


def _side_by_side(before: Image.Image, now: Image.Image) -> Image.Image:
    size = (max(before.width, now.width), max(before.height, now.height))
    pair = [Image.new("L", size, 255) for _ in range(2)]
    pair[0].paste(before)
    pair[1].paste(now)
    pair.append(ImageChops.invert(ImageChops.difference(*pair)))
    sheet = Image.new("L", (3 * size[0] + 20, size[1]), 128)
    for place, picture in enumerate(pair):
        sheet.paste(picture, (place * (size[0] + 10), 0))
    return sheet


def approve() -> int:
    """Keep the pages as they look now; return how many changed."""
    APPROVED.mkdir(exist_ok=True)
    wanted = {f"{look.name}-{page}.png" for look in LOOKS for page in look.pages}
    for path in APPROVED.glob("*.png"):
        if path.name not in wanted:
            path.unlink()
    count = 0
    for name, _, picture in changed():
        picture.quantize(16).save(APPROVED / name, optimize=True)
        count += 1
    print(f"{count} pages approved.")  # noqa: T201
    return count


if __name__ == "__main__":
    if sys.argv[1:] == ["approve"]:
        approve()
    else:
        sys.exit(min(show(), 1))
