from __future__ import annotations

from pathlib import Path

import pytest

from curriculum.documents import guide
from curriculum.edition import Edition, PrintSize
from curriculum.workshop import Meeting, Workshop
from pdf_templates.render import to_pdf, whole
from tests.pdf_templates.library import A4, Print
from tests.pdf_templates.reading_back import text_of
from tests.pdf_templates.samples import CONTACTS, png
from tests.shipped import planned
from tests.verapdf import faults

LARGE = Edition(size=PrintSize.LARGE)
GREY = f"data:image/png;base64,{png()}"


@pytest.mark.xdist_group("library")
def test_all_that_the_library_prints_is_pdf_ua(library: dict[str, Print]):
    paths = [one.path for one in library.values()]
    assert faults(paths) == {path.name: [] for path in paths}


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


@pytest.mark.parametrize("edition", [A4, LARGE], ids=["standard", "large"])
def test_a_meeting_without_anything_is_pdf_ua(edition: Edition, tmp_path: Path):
    empty = Workshop(title="Later", meetings=(Meeting(minutes=30), Meeting(minutes=30)))
    document = guide(planned(empty, CONTACTS), CONTACTS)
    path = tmp_path / "empty.pdf"
    path.write_bytes(to_pdf(whole(document, edition), edition))
    assert faults([path]) == {path.name: []}
    assert "Nothing is planned yet." in " ".join(text_of(path.read_bytes()))
