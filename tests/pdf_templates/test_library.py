from __future__ import annotations

import io

import pikepdf
import pytest

from curriculum.assemble import assemble, single_session
from curriculum.documents import handout_pack
from curriculum.edition import Edition, Paper
from curriculum.library import shipped_library
from curriculum.organisation import Organisation
from curriculum.session import HandoutKind, Session
from pdf_templates.render import parts, to_pdf

SESSIONS = shipped_library().sessions


def longest(session: Session, edition: Edition) -> dict[str, int]:
    """Return the pages of each sheet of a session that takes more than two."""
    plan = assemble(single_session(session, 1), {(session.code, 1): session})
    pack = handout_pack(plan, Organisation(name="Riverside"))
    counts = {}
    for sheet, part in zip(pack.sheets, parts(pack, edition), strict=False):
        if sheet.kind != HandoutKind.DECK:
            with pikepdf.open(io.BytesIO(to_pdf(part.html, edition))) as opened:
                counts[sheet.slug] = len(opened.pages)
    return {slug: pages for slug, pages in counts.items() if pages > 2}


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.code)
def test_sheets_fit_one_leaf_on_the_shorter_paper(session: Session):
    assert longest(session, Edition(paper=Paper.LETTER)) == {}
