"""Contact sheets of every document in every edition: `python -m tests.gallery [WORD]...`.

With words, only those are printed whose edition and name have each of them: `a4-large AL1-guide`.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

from PIL import Image

from curriculum.assemble import single_session
from curriculum.documents import guide, handout_pack
from curriculum.edition import Edition, Ink, Paper, PrintSize
from curriculum.errors import CurriculumError
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


def main(wanted: list[str]) -> int:
    """Print what is wanted, tell how far it is and what failed; return how many did."""
    every = [
        (document, edition, FOLDER / _folder(edition) / name)
        for edition, (name, document) in product(EDITIONS, list(documents()))
        if all(word in f"{_folder(edition)}/{name}" for word in wanted)
    ]
    failed = []
    with tempfile.TemporaryDirectory() as folder, closing(_press(folder)) as press:
        for count, (document, edition, path) in enumerate(every, start=1):
            print(f"{count} of {len(every)}: {path}", flush=True)  # noqa: T201 - it is a command
            try:
                _show(press.pdf(document, edition).read_bytes(), path)
            except CurriculumError as error:
                failed.append(f"{path}: {error}")
    print(*failed, f"{len(failed)} of {len(every)} failed.", sep="\n")  # noqa: T201
    return len(failed)


def _folder(edition: Edition) -> str:
    return f"{edition.paper}-{edition.size}-{edition.ink}"


def _show(pdf: bytes, path: Path) -> None:
    """Write a document's contact sheets in place of those that are there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in path.parent.glob(f"{path.name}-[0-9]*.png"):
        old.unlink()
    for number, sheet in enumerate(contact_sheets(pictures(pdf, DOTS)), start=1):
        sheet.save(path.with_name(f"{path.name}-{number}.png"))


def _press(folder: str) -> Press:
    return Press(Path(folder), PressLimits(seconds=600))


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
