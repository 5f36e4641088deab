"""Contact sheets of every document in every edition: `python -m tests.gallery [WORD]...`.

With words, only those are printed whose edition and name have each of them: `a4-large AL1-guide`.
What is there already and would come out the same is left, so a run that was ended can go on.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from itertools import product
from multiprocessing import get_context
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
HANDS = 2
"""Processes that print."""
EDITIONS = [
    Edition(paper=paper, size=size, ink=ink) for ink, size, paper in product(Ink, PrintSize, Paper)
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
    """Print what is wanted and not yet there, tell how far it is; return how many failed."""
    every = [
        (document, edition, FOLDER / _folder(edition) / name)
        for edition, (name, document) in product(EDITIONS, list(documents()))
        if all(word in f"{_folder(edition)}/{name}" for word in wanted)
    ]
    failed = []
    with ProcessPoolExecutor(HANDS, get_context("spawn")) as hands:
        shown = hands.map(_show, *zip(*every, strict=True))
        for count, ((_, _, path), fault) in enumerate(zip(every, shown, strict=True), start=1):
            print(f"{count} of {len(every)}: {path}", fault, flush=True)  # noqa: T201 - a command
            failed += [f"{path}: {fault}"] if fault else []
    print(*failed, f"{len(failed)} of {len(every)} failed.", sep="\n")  # noqa: T201
    return len(failed)


def _folder(edition: Edition) -> str:
    return f"{edition.paper}-{edition.size}-{edition.ink}"


def _show(document: Document, edition: Edition, path: Path) -> str:
    """Write a document's contact sheets in place of older ones; return what failed, if anything.

    The key is written last, so that a run goes on where one before it was ended.
    """
    press, mark = _press(), path.with_name(f"{path.name}.key")
    key = press.key(document, edition)
    if mark.exists() and mark.read_text() == key:
        return ""
    path.parent.mkdir(parents=True, exist_ok=True)
    for old in (mark, *path.parent.glob(f"{path.name}-[0-9]*.png")):
        old.unlink(missing_ok=True)
    try:
        pdf = press.pdf(document, edition).read_bytes()
    except CurriculumError as error:
        return str(error)
    for number, sheet in enumerate(contact_sheets(pictures(pdf, DOTS)), start=1):
        sheet.save(path.with_name(f"{path.name}-{number}.png"))
    mark.write_text(key)
    return ""


@cache
def _press() -> Press:
    """Return the one press of a process; it prints there, so that each has a document in hand."""
    return Press(FOLDER / "kept", PressLimits(workers=0, cache_megabytes=4096))


if __name__ == "__main__":
    sys.exit(min(main(sys.argv[1:]), 1))
