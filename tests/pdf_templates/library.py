"""What the library prints: every session, programme and standing document, an edition each."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle, product
from pathlib import Path

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
from tests.pdf_templates.samples import CONTACTS, sample_guide, sample_pack
from tests.shipped import SESSIONS, pinned, planned

A4 = Edition()
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
LONG = "ready-to-talk"
"""A programme of meetings with several sessions, notes of its own, and breaks."""


@dataclass(frozen=True)
class Print:
    """A document that was printed."""

    document: Document
    edition: Edition
    path: Path

    @property
    def pdf(self) -> bytes:
        """Return its bytes."""
        return self.path.read_bytes()


def documents() -> Iterator[tuple[str, Document, Edition]]:
    """Yield a name, a document and an edition for all that the library can print."""
    for turn, (edition, group) in enumerate(zip(EDITIONS, cycle(GROUPS), strict=False)):
        name = "-".join((*group, _name(edition)))
        plan = part_of_the_library(turn, *group)
        yield f"guide-{name}", guide(plan, CONTACTS), edition
        yield f"handouts-{name}", handout_pack(plan, CONTACTS), edition
        yield f"sheets-{name}", sheets(plan, CONTACTS), edition
    for edition in EDITIONS if FULL else (PAIRS[1], PAIRS[3]):
        yield f"handbook-{_name(edition)}", shipped_handbook(), edition
    for programme in shipped_library().programmes:
        plan = planned(pinned(programme), NOBODY)
        for edition in EDITIONS:
            page = overview(programme, plan, NOBODY)
            yield f"overview-{programme.code}-{_name(edition)}", page, edition
        if programme.code == LONG or FULL:
            for edition in (EVERY[0], EVERY[5]):
                yield f"guide-{programme.code}-{_name(edition)}", guide(plan, NOBODY), edition
    first = planned(single_session(next(iter(SESSIONS.values())), 1), CONTACTS)
    yield "session", guide(first, CONTACTS), A4
    yield "sheet", handout_pack(first, CONTACTS, only=first.handouts[0].handout.slug), A4
    for document in (sample_guide(), sample_pack()):
        for layout in layouts_of(document, PrintSize.STANDARD):
            yield f"sample-{document.document}-{layout}", document, Edition(layout=layout)


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


def _name(edition: Edition) -> str:
    return f"{edition.paper}-{edition.size}-{edition.ink}"
