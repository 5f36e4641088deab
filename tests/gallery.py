"""Contact sheets of every document in every edition: `python -m tests.gallery`."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

from PIL import Image

from curriculum.assemble import single_session
from curriculum.documents import guide, handout_pack
from curriculum.edition import Edition, Ink, Paper, PrintSize
from curriculum.handbook import shipped_handbook
from curriculum.library import shipped_library
from curriculum.overview import overview
from curriculum.printed import Document
from curriculum.sheets import sheets
from pdf_templates.press import Press, PressLimits
from tests.pdf_templates.reading_pages import pictures
from tests.pdf_templates.samples import CONTACTS
from tests.shipped import SESSIONS, pinned, planned

FOLDER = Path("build/gallery")
DOTS = 36
ACROSS, DOWN = 8, 5
GAP = 8
EDITIONS = [
    Edition(paper=paper, size=size, ink=ink) for paper, size, ink in product(Paper, PrintSize, Ink)
]


def documents() -> Iterator[tuple[str, Document]]:
    """Yield every document that ships, by name."""
    for programme in shipped_library().programmes:
        plan = planned(pinned(programme), CONTACTS)
        yield f"{programme.code}-overview", overview(programme, plan, CONTACTS)
        yield f"{programme.code}-guide", guide(plan, CONTACTS)
        yield f"{programme.code}-sheets", sheets(plan, CONTACTS)
    for session in SESSIONS.values():
        plan = planned(single_session(session, 1), CONTACTS)
        yield f"{session.code}-guide", guide(plan, CONTACTS)
        yield f"{session.code}-handouts", handout_pack(plan, CONTACTS)
    yield "handbook", shipped_handbook()


def contact_sheets(pages: list[Image.Image]) -> Iterator[Image.Image]:
    """Yield pages side by side, as many on a sheet as can be looked at."""
    width, height = (max(sizes) + GAP for sizes in zip(*(page.size for page in pages), strict=True))
    for first in range(0, len(pages), ACROSS * DOWN):
        some = pages[first : first + ACROSS * DOWN]
        rows = -(-len(some) // ACROSS)
        sheet = Image.new("L", (min(len(some), ACROSS) * width, rows * height), 128)
        for place, page in enumerate(some):
            sheet.paste(page, (place % ACROSS * width, place // ACROSS * height))
        yield sheet


def main() -> None:
    """Print everything in every edition, and tell how far it is."""
    every = list(product(EDITIONS, documents()))
    with tempfile.TemporaryDirectory() as folder, closing(_press(folder)) as press:
        for count, (edition, (name, document)) in enumerate(every, start=1):
            under = FOLDER / f"{edition.paper}-{edition.size}-{edition.ink}"
            under.mkdir(parents=True, exist_ok=True)
            pages = pictures(press.pdf(document, edition).read_bytes(), DOTS)
            for number, sheet in enumerate(contact_sheets(pages), start=1):
                sheet.save(under / f"{name}-{number}.png")
            print(f"{count} of {len(every)}: {under / name}")  # noqa: T201 - it is a command


def _press(folder: str) -> Press:
    return Press(Path(folder), PressLimits(seconds=600))


if __name__ == "__main__":
    main()
