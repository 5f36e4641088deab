"""What a guide holds together over a page's end, and what it lets go."""

from __future__ import annotations

import re
from functools import cache

import pytest

from curriculum.assemble import single_session
from curriculum.documents import guide
from curriculum.edition import Edition, Layout, Paper, PrintSize
from curriculum.library import shipped_library
from curriculum.organisation import Organisation
from curriculum.printed import Guide
from curriculum.values import Mode, Setting
from pdf_templates.drawing import LINE, write_in
from pdf_templates.markup import opens_long
from pdf_templates.pages import PartKind
from pdf_templates.render import front, parts, to_pdf
from pdf_templates.settings import notes_width
from pdf_templates.toc import entries
from pdf_templates.words import words_of
from tests.pdf_templates.reading_back import text_of
from tests.pdf_templates.reading_pages import filled, pieces
from tests.pdf_templates.samples import CONTACTS
from tests.shipped import SESSIONS, pinned, planned

ONE = {
    "a break": (
        '<section class="activity"><header><h2>Lonely</h2><p class="meta">10 min</p></header>'
        "</section>"
    ),
    "an entry": '<section class="aside"><h3>Head</h3><ul><li>Lonely</li></ul></section>',
    "an entry beside its heading": (
        '<section class="sidehead-block"><h2 class="sidehead">Head</h2>'
        "<ul><li>Lonely</li></ul></section>"
    ),
    "a paragraph beside its heading": (
        '<section class="sidehead-block"><h2 class="sidehead">Head</h2>'
        '<div class="prose"><p>Lonely</p></div></section>'
    ),
    "three lines beside their heading": (
        '<section class="sidehead-block"><h2 class="sidehead">Head</h2><div class="prose long">'
        '<p>Lonely</p><p style="height: 60mm">More</p></div></section>'
    ),
}
A4 = Edition()
NEXT = """<section class="activity"><header><h2>Next</h2></header>
<div style="height: 60mm; break-inside: avoid">Step</div></section>"""


def page(body: str, document: str = "guide", edition: Edition = A4) -> bytes:
    head = f'<html lang="en" data-document="{document}"><head><title>T</title></head>'
    return to_pdf(f"{head}<body><h1>T</h1>{body}</body></html>", edition)


@cache
def programmes(edition: Edition) -> list[tuple[Guide, dict[str, str]]]:
    """Return the guide of each programme that ships, and the pages of its parts by name."""
    plans = [planned(pinned(one), CONTACTS) for one in shipped_library().programmes]
    guides = [guide(plan, CONTACTS) for plan in plans]
    return [(one, {part.name: part.html for part in parts(one, edition)}) for one in guides]


@pytest.mark.parametrize("block", ONE)
def test_what_can_stand_alone_does_not_wait_for_the_next(block: str):
    """A page would stay half empty before an activity that is long."""
    first, second = text_of(page(f'<p style="height: 190mm">One</p>{ONE[block]}{NEXT}'))
    assert ("Lonely" in first, "Next" in second) == (True, True)


def test_room_for_notes_takes_what_its_page_has_left():
    """However much that is, and whatever of a line would not fit: it sends no list overleaf."""
    document = guide(planned(single_session(SESSIONS["OP", 1], 1), CONTACTS), CONTACTS)
    [html] = [one.html for one in parts(document, A4) if one.kind == PartKind.SESSION]
    _, begin, end = html.rpartition('<section class="sidehead-block whole done"')
    end = begin + end.rpartition("</section>")[0]
    heights = [130 + quarter / 4 for quarter in range(int(LINE * 4))]
    body = "".join(
        f'<section class="part"><p style="height: {high}mm">One</p>{end}</section>'
        for high in heights
    )
    _, *fills = filled(page(body), 0, 20)
    assert [1 - fill < (LINE + 1) / 277 for fill in fills] == [True] * len(heights)


@pytest.mark.parametrize(
    "edition",
    [
        A4,
        Edition(paper=Paper.LETTER),
        Edition(paper=Paper.LETTER, size=PrintSize.LARGE),
        Edition(paper=Paper.LETTER, layout=Layout.BOOKLET),
    ],
)
def test_lines_for_notes_are_all_as_long(edition: Edition):
    """The first ones are a drawing, and the others the edges of what fills the page."""
    first = write_in(2, edition, words_of("en"), width=notes_width(edition))
    more = '<div class="more"></div>' * 3
    body = f'<section class="sidehead-block after">{first}{more}</section>'
    drawn = pieces(page(body, edition=edition))
    edges = [one.right for one in drawn if one.kind == "path" and one.top > 30]
    assert max(edges) - min(edges) < 0.5


def test_the_last_thing_to_have_ready_is_not_left_over():
    things = "".join(f"<li>{name}</li>" for name in ("Pens", "Dice", "Cups"))
    high = '<p style="height: 231mm">One</p>'
    first, second = text_of(page(f'{high}<ul class="have">{things}</ul>'))
    assert ("Pens" in first, "Dice" in second, "Cups" in second) == (True, True, True)


def test_a_long_list_of_sheets_leaves_no_row_or_two_for_a_page():
    rows = "".join(f"<tr><td>{number}</td><th>Sheet</th></tr>" for number in range(1, 16))
    head = "<thead><tr><th>No.</th><th>Name</th></tr></thead>"
    table = f'<table class="grid">{head}<tbody>{rows}</tbody></table>'
    high = '<p style="height: 107mm">One</p>'
    first, second = text_of(page(f'{high}<section class="sheets"><h1>List</h1>{table}</section>'))
    assert second.count("Sheet") == 3
    assert first.count("Sheet") == 12


def test_a_text_is_known_by_its_first_paragraph():
    long = "Say what you see, and what you would like to see from here on. " * 3
    assert opens_long(f"{long}\n\nThen wait.")
    assert not opens_long(f"Say so:\n\n{long}")


@pytest.mark.parametrize(("fitted", "count"), [("", 4), (' data-setting="plain"', 3)])
def test_a_few_lines_of_a_chapter_take_no_page_of_their_own(fitted: str, count: int):
    """They are set more closely; the first page is the book's title."""
    text = f"<p>{'Say what you see. ' * 12}</p>" * 3
    one = f'<section class="sidehead-block"><h2 class="sidehead">Head</h2>{text}</section>'
    chapter = f'<section class="part chapter"{fitted}>{one * 7}<div id="end"></div></section>'
    assert len(text_of(page(chapter, "handbook"))) == count


@pytest.mark.parametrize("paper", Paper)
def test_what_a_session_rests_on_and_its_sheets_stand_on_one_page(paper: Paper):
    edition = Edition(paper=paper)
    for code in ("AL1", "SO2", "CL"):
        document = guide(planned(single_session(SESSIONS[code, 1], 1), CONTACTS), CONTACTS)
        back = parts(document, edition)[-1]
        [text] = text_of(to_pdf(back.html, edition))
        assert all(sheet.title in text for sheet in document.sheets)


@pytest.mark.parametrize("size", PrintSize)
def test_the_contents_of_a_session_stand_on_the_cover_where_it_has_room(size: PrintSize):
    document = guide(planned(single_session(SESSIONS["OP", 1], 1), CONTACTS), CONTACTS)
    edition = Edition(size=size)
    [text] = text_of(to_pdf(front(document, edition, {}).html, edition))
    assert all(one.title in text for one in entries(document, words_of("en"), edition))


@pytest.mark.parametrize("paper", Paper)
def test_the_contents_of_a_programme_take_two_pages_at_most_in_large_print(paper: Paper):
    edition = Edition(paper=paper, size=PrintSize.LARGE)
    for document, _ in programmes(edition):
        made = front(document, edition, {}).html
        several = len(document.agendas) > 1
        assert len(text_of(to_pdf(made, edition))) <= (3 if several else 1)


def test_in_large_print_the_copying_list_of_a_session_is_its_list_of_sheets():
    """A list of its own, of a few rows, would stand alone on the last page."""
    edition = Edition(size=PrintSize.LARGE)
    document = guide(planned(single_session(SESSIONS["OP", 1], 1), CONTACTS), CONTACTS)
    made = {part.name: part.html for part in parts(document, edition)}
    *_, copying = text_of(to_pdf(made["packing"], edition))
    assert [sheet.title for sheet in document.sheets if sheet.title not in copying] == []
    assert re.findall(r"(\w+) · ", copying) == ["Form", "Card", "Checklist", "Card"]


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize(("code", "count", "listed"), [("AL1", 3, 0), ("OP", 1, 0), ("BD1", 1, 1)])
def test_the_back_of_large_print_leaves_neither_a_work_nor_a_few_sheets_for_a_page(
    code: str, count: int, listed: int, paper: Paper
):
    edition = Edition(paper=paper, size=PrintSize.LARGE)
    document = guide(planned(single_session(SESSIONS[code, 1], 1), CONTACTS), CONTACTS)
    back = parts(document, edition)[-1].html
    fills = filled(to_pdf(back, edition), 16, 30)
    assert (back.count("List of sheets"), len(fills)) == (listed, count)
    assert min(fills) > 0.5


def test_a_long_opener_takes_the_first_lines_of_its_step_along_in_large_print():
    no = '<div class="not-if"><p><b>Not if</b></p><ul><li>Someone is afraid.</li></ul></div>'
    lines = "<br>".join(f"line {number}" for number in range(1, 9))
    said = f'<p class="cue">Do</p><div class="words"><p>{lines}</p></div>'
    step = f'<div class="step brief">{said}</div>'
    opener = f'<section class="activity"><header><h2>Next</h2>{no}</header>{step}</section>'
    edition = Edition(size=PrintSize.LARGE)
    first, second = text_of(page(f'<p style="height: 130mm">One</p>{opener}', edition=edition))
    assert ("afraid" in first, "line 2" in first, "line 8" in second) == (True, True, True)


@pytest.mark.parametrize("paper", Paper)
def test_the_agreements_are_not_parted_in_large_print(paper: Paper):
    workshop = single_session(SESSIONS["AL1", 1], 1)
    workshop = workshop.model_copy(update={"mode": Mode.MIXED, "setting": Setting.ONLINE})
    edition = Edition(paper=paper, size=PrintSize.LARGE)
    document = guide(planned(workshop, CONTACTS), CONTACTS)
    [before] = [part for part in parts(document, edition) if part.name == "before"]
    *_, last = text_of(to_pdf(before.html, edition))
    assert "Agreements" in last
    assert "Phones are out of sight" in last


def test_what_to_copy_and_the_list_of_sheets_stand_on_a_page_each():
    """Of a programme they are as long as can be: a few rows of either would be left overleaf."""
    edition = Edition(paper=Paper.LETTER)
    for document, made in programmes(edition):
        for name, head in (("packing", "Copying list"), ("back", "List of sheets")):
            pages = text_of(to_pdf(made[name], edition))
            [text] = [page.partition(head)[2] for page in pages if head in page]
            assert all(sheet.title in text for sheet in document.sheets)


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("organisation", [CONTACTS, Organisation(name="Riverside")])
def test_what_to_know_before_takes_a_leaf(paper: Paper, organisation: Organisation):
    """A line on a third page would be missed: most is told of partners online, with findings."""
    workshop = single_session(SESSIONS["AL1", 1], 1)
    workshop = workshop.model_copy(update={"mode": Mode.MIXED, "setting": Setting.ONLINE})
    edition = Edition(paper=paper)
    document = guide(planned(workshop, organisation), organisation)
    [before] = [part for part in parts(document, edition) if part.name == "before"]
    assert document.findings
    assert len(text_of(to_pdf(before.html, edition))) == 2


@pytest.mark.parametrize(
    "edition",
    [
        Edition(paper=Paper.LETTER),
        Edition(size=PrintSize.LARGE),
        Edition(paper=Paper.LETTER, size=PrintSize.LARGE),
    ],
)
def test_the_agenda_of_each_meeting_stands_on_one_page(edition: Edition):
    """Words of one's own may be long: they stand behind it, where they can be read aloud."""
    own = 0
    for document, made in programmes(edition):
        heads = [page.count("Sheets\n") for page in text_of(to_pdf(made["agenda"], edition))]
        assert [one for one in heads if one] == [1] * len(document.agendas)
        own += made["agenda"].rpartition("</table>")[2].count('class="activity own"')
    assert own == 2


def test_a_card_does_not_begin_with_the_last_question_alone():
    stages = "".join(
        f'<p class="stage">{stage}</p><ul><li>Question</li></ul>'
        for stage in ("One", "Two", "Three")
    )
    step = f'<div class="step step-ask"><div class="words">{stages}</div></div>'
    edition = Edition(layout=Layout.CARDS)
    for height in range(60, 100, 2):
        last = text_of(page(f'<div style="height: {height}mm"></div>{step}', "cards", edition))[-1]
        assert ("Three" in last, "Two" in last) == (True, True)


def test_a_question_keeps_what_to_do_after_it_where_a_list_goes_on_overleaf():
    step = (
        '<div class="step step-ask"><div class="words"><p>Question</p><p>Then</p>'
        '<ul><li style="height: 60mm; break-inside: avoid">If</li></ul></div></div>'
    )
    first, second = text_of(page(f'<div style="height: 180mm"></div>{step}'))
    assert ("Question" in first, "Then" in first, "If" in second) == (True, True, True)


def test_a_list_for_one_session_names_it_in_no_row():
    """Of several sessions, what to bring and what to copy both tell for which."""
    listed = [
        (len({sheet.session for sheet in one.sheets}) > 1, htmls["packing"].count(">For</th>"))
        for one, htmls in programmes(A4)
    ]
    assert set(listed) == {(False, 0), (True, 2)}
