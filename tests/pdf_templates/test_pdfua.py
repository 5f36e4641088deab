from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import closing
from itertools import cycle, product
from pathlib import Path

import pytest

from curriculum.assemble import single_session
from curriculum.documents import guide, handout_pack
from curriculum.edition import Edition, Ink, Paper, PrintSize
from curriculum.handbook import shipped_handbook
from curriculum.layouts import layouts_of
from curriculum.library import shipped_library
from curriculum.organisation import Organisation
from curriculum.overview import overview
from curriculum.plan import Plan
from curriculum.printed import Document
from curriculum.sheets import sheets
from curriculum.values import Access, Mode, Setting
from curriculum.workshop import Meeting, SessionItem, Workshop
from pdf_templates.press import Press, PressLimits
from pdf_templates.render import to_pdf
from tests.pdf_templates.samples import CONTACTS, png, sample_guide, sample_pack
from tests.shipped import SESSIONS, pinned, planned
from tests.verapdf import faults

A4 = Edition()
GREY = f"data:image/png;base64,{png()}"
EVERY = [
    Edition(paper=paper, size=size, ink=ink) for size, ink, paper in product(PrintSize, Ink, Paper)
]
PAIRS = [EVERY[0], EVERY[3], EVERY[5], EVERY[6]]
"""Four editions that have every two choices together."""
FULL = bool(os.environ.get("EVERY_EDITION"))
"""Whether to print everything in every edition; if not, each session where its turn is."""
EDITIONS = EVERY if FULL else PAIRS
TURNS = 1 if FULL else len(EDITIONS)
GROUPS = list(zip([*Mode] * 2, [*Setting] * 3, strict=True))
NOBODY = Organisation(name="Riverside")


def part_of_the_library(turn: int, mode: Mode, setting: Setting) -> Plan:
    """Return a workshop of the sessions whose turn it is, for one sort of group."""
    meetings = [
        Meeting(minutes=session.minutes, items=(SessionItem(session=code, revision=revision),))
        for place, ((code, revision), session) in enumerate(SESSIONS.items())
        if (place + turn) % TURNS == 0
    ]
    return planned(
        Workshop(
            title="Many sessions",
            mode=mode,
            setting=setting,
            access=tuple(Access),
            meetings=tuple(meetings),
        ),
        CONTACTS,
    )


def documents() -> Iterator[tuple[str, Document, Edition]]:
    """Yield a name, a document and an edition for all that the library can print."""
    for turn, (edition, group) in enumerate(zip(EDITIONS, cycle(GROUPS), strict=False)):
        name = "-".join((*group, edition.paper, edition.size, edition.ink))
        plan = part_of_the_library(turn, *group)
        yield f"guide-{name}", guide(plan, CONTACTS), edition
        yield f"handouts-{name}", handout_pack(plan, CONTACTS), edition
        yield f"sheets-{name}", sheets(plan, CONTACTS), edition
    for edition in EDITIONS if FULL else PAIRS[-1:]:
        name = f"{edition.paper}-{edition.size}-{edition.ink}"
        yield f"handbook-{name}", shipped_handbook(), edition
    for programme in shipped_library().programmes[: None if FULL else 1]:
        plan = planned(pinned(programme), NOBODY)
        yield programme.code, guide(plan, NOBODY), A4
        for size in PrintSize:
            page = overview(programme, plan, NOBODY)
            yield f"overview-{programme.code}-{size}", page, Edition(size=size)
    first = planned(single_session(next(iter(SESSIONS.values())), 1), CONTACTS)
    yield "session", guide(first, CONTACTS), A4
    yield "sheet", handout_pack(first, CONTACTS, only=first.handouts[0].handout.slug), A4
    for document in (sample_guide(), sample_pack()):
        for layout in layouts_of(document, PrintSize.STANDARD):
            yield f"sample-{document.document}-{layout}", document, Edition(layout=layout)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Return the files of all documents, named by what is in them."""
    folder = tmp_path_factory.mktemp("printed")
    with closing(Press(folder / "cache", PressLimits(seconds=600))) as press:
        return [
            shutil.copy(press.pdf(document, edition), folder / f"{name}.pdf")
            for name, document, edition in documents()
        ]


def test_all_that_the_library_prints_is_pdf_ua(printed: list[Path]):
    assert faults(printed) == {path.name: [] for path in printed}


def test_planted_faults_are_found(tmp_path: Path):
    pages = {
        "7.1-9": '<html lang="en" data-document="guide"><h1>No title</h1>',
        "7.2-29": '<html data-document="guide"><title>T</title><h1>No language</h1>',
        "7.3-1": f'<html lang="en" data-document="guide"><title>T</title><img src="{GREY}">',
        "7.4.2-1": '<html lang="en" data-document="guide"><title>T</title><h1>1</h1><h3>3</h3>',
    }
    for clause, html in pages.items():
        (tmp_path / clause).write_bytes(to_pdf(html, A4))
    found = faults([tmp_path / clause for clause in pages])
    assert [
        clause for clause in pages if clause in {one.partition(" ")[0] for one in found[clause]}
    ] == list(pages)
