from __future__ import annotations

import pytest

from curriculum.edition import Edition, PrintSize
from curriculum.printed import SheetKind, SheetSet
from pdf_templates.render import parts, to_pdf, whole
from tests.pdf_templates.reading import descriptions, pages, squeeze, type_sizes
from tests.pdf_templates.samples import sample_sheets

EDITION = Edition()


@pytest.fixture(scope="module")
def document() -> SheetSet:
    return sample_sheets()


@pytest.fixture(scope="module")
def pdf(document: SheetSet) -> bytes:
    return to_pdf(whole(document, EDITION), EDITION)


@pytest.fixture(scope="module")
def paper(pdf: bytes) -> list[str]:
    return [squeeze(page) for page in pages(pdf)]


def of_kind(document: SheetSet, kind: SheetKind, **changes: object) -> list[str]:
    alone = document.model_copy(update={"kinds": (kind,), **changes})
    return [squeeze(page) for page in pages(to_pdf(whole(alone, EDITION), EDITION))]


def test_sheets_come_in_the_order_of_their_kinds(document: SheetSet):
    assert [part.name for part in parts(document, EDITION)] == [
        *("sign-in-1", "sign-in-2", "tents", "agreements", "agenda-1", "agenda-2", "lists"),
        *("fidelity-session-1-2", "fidelity-session-2-1"),
    ]


def test_each_meeting_has_a_page_to_sign_with_room_for_two_more(document: SheetSet):
    first, _ = of_kind(document, SheetKind.SIGN_IN)
    assert first.startswith("Sign-in, meeting 1 Evenings at the river")
    assert "First name or code" in first
    assert str(document.people + 2) in first.split()
    assert str(document.people + 3) not in first.split()


@pytest.mark.parametrize(("people", "count"), [(2, 1), (9, 5), (60, 8)])
def test_two_name_tents_lie_on_a_page(document: SheetSet, people: int, count: int):
    tents = of_kind(document, SheetKind.TENTS, people=people)
    assert [page.count("Fold here") for page in tents] == [2] * count
    assert [page.count("Cut here") for page in tents] == [1] * count


def test_agreements_have_lines_and_no_words_of_ours(document: SheetSet):
    [html] = [part.html for part in parts(document, EDITION) if part.name == "agreements"]
    assert descriptions(to_pdf(html, EDITION)) == ["Room to write: 1 line"] * 8


def test_the_agenda_for_the_wall_names_no_steps_and_no_notes(paper: list[str]):
    [wall] = [page for page in paper if page.startswith("What we do, meeting 1")]
    assert "19:18 Three rounds of three" in wall
    telling = ("SAY", "Put out the good cups", "Ask Ama", "AL1", "trios", "groups of")
    assert [words for words in telling if words in wall] == []


def test_lists_count_what_to_bring_and_to_copy(paper: list[str]):
    [lists] = [page for page in paper if page.startswith("What to bring")]
    assert "10 Pens AL1, IS1" in lists
    assert "8 1 Four moves of a listener AL1 May go home" in lists


def test_a_checklist_has_the_planned_minutes_and_the_authors_points(paper: list[str]):
    [ticked] = [page for page in paper if page.startswith("What happened AL1")]
    assert "19:18 Three rounds of three 37" in ticked
    assert "Left out of this workshop: A song" in ticked
    assert "Each person spoke in all three roles." in ticked


def test_in_large_print_what_was_done_has_more_room_than_its_minutes(document: SheetSet):
    edition = Edition(size=PrintSize.LARGE)
    [first, _] = [part.html for part in parts(document, edition) if "fidelity" in part.name]
    ticked, *_ = pages(to_pdf(first, edition))
    assert "19:18 Three rounds of three 37" in squeeze(ticked)


def test_each_sheet_counts_its_own_pages(paper: list[str]):
    assert [page.split()[-1] for page in paper if "Fold here" not in page] == ["1/1"] * 8


def test_nothing_is_set_smaller_than_12_points(pdf: bytes):
    assert min(type_sizes(pdf)) == 12


def test_a_workshop_without_sessions_has_nothing_to_tick(document: SheetSet):
    [page] = of_kind(document, SheetKind.FIDELITY, checklists=())
    assert page.startswith("Nothing is handed out here")
