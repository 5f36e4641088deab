from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from curriculum.assemble import assemble, single_session
from curriculum.documents import handout_pack
from curriculum.library import shipped_library
from curriculum.markup import to_html
from curriculum.printed import Sheet
from curriculum.session import HandoutKind, Session, TakeHome, TextBlock
from pdf_templates.on_screen import HOUSE, PLATFORM, Screen, sheet_html, sheet_page
from tests.pdf_templates.samples import CONTACTS, sample_pack

VOID = {"meta", "br", "img", "path", "circle", "rect", "polygon"}


class Reader(HTMLParser):
    """Reads a page: its elements with their attributes, and that each is closed where it should."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.elements if name == tag]


def sheet(slug: str) -> Sheet:
    return next(one for one in sample_pack().sheets if one.slug == slug)


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("slug", ["moves-card", "week", "pictures", "sorting-cards"])
def test_a_page_needs_nothing_that_platforms_strip(slug: str):
    page = Reader(sheet_page(sheet(slug)))
    assert page.open == []
    assert {"script", "style", "link", "svg"} & {name for name, _ in page.elements} == set()
    assert {name for _, attributes in page.elements for name in attributes if name == "class"} == (
        set()
    )
    assert page.all("html") == [{"lang": "en"}]
    assert page.all("h1") == [{}]


def test_our_own_pages_have_no_style_attributes():
    for one in sample_pack().sheets:
        page = Reader(sheet_html(one))
        assert page.open == []
        assert [
            name for _, attributes in page.elements for name in attributes if name == "style"
        ] == []


def test_a_discreet_sheet_has_its_neutral_title_and_not_the_other():
    page = sheet_page(sheet("week"))
    assert "<title>Notes for the week</title>" in page
    assert "Fear and control" not in page


def test_headings_go_down_by_one_from_the_level_asked_for():
    found = [re.findall(r"<h(\d)>", sheet_html(sheet("moves-card"), level=n)) for n in (1, 2)]
    assert found == [["1", "2"], ["2", "3"]]


def test_tables_name_their_columns_and_rows():
    page = Reader(sheet_html(sheet("week")))
    scopes = [attributes.get("scope") for attributes in page.all("th")]
    assert scopes == ["col"] * 3 + ["row"] * 2 + ["col"] * 5 + ["row"] * 2
    assert len(page.all("caption")) == 2


def test_room_to_write_says_what_it_is_and_grows_with_its_lines():
    page = sheet_html(sheet("moves-card"))
    assert "Room to write: 3 lines" in page
    assert "Open box to write or draw in" in page
    assert page.count("<br>") == 3 + 4


def test_drawings_are_drawn_at_home_and_told_elsewhere():
    at_home, elsewhere = (sheet_html(sheet("pictures"), screen) for screen in (HOUSE, PLATFORM))
    assert at_home.count('role="img"') == at_home.count("<svg") == 5
    assert 'aria-label="A drawing of the kind loop. What I can do; What I can ask for' in at_home
    told = words(elsewhere)
    assert "A drawing of the kind loop. What I can do What I can ask for Room to write" in told


def test_pictures_are_in_the_page_or_in_a_folder_beside_it():
    inside = Reader(sheet_page(sheet("pictures")))
    beside = Reader(sheet_page(sheet("pictures"), Screen(pictures="3-pictures")))
    assert str(inside.all("img")[0]["src"]).startswith("data:image/png;base64,")
    assert beside.all("img")[0]["src"] == "3-pictures/chairs.png"
    assert beside.all("img")[0]["alt"] == "Three chairs in a ring."


def test_cards_come_as_a_list_with_fronts_and_backs():
    page = sheet_html(sheet("sorting-cards"))
    assert page.count("<li") == 10
    assert "Front of the card: Sentence 1 Back of the card: Answer 1" in words(page)


def test_what_people_write_is_shown_as_it_stands():
    written = Sheet(
        number=1,
        session="AL1",
        revision=1,
        slug="x",
        title="<b>{{ 7 * 7 }}</b>",
        kind=HandoutKind.CARD,
        take_home=TakeHome.TAKE_HOME,
        language="en",
        blocks=(TextBlock(text="<script>alert(1)</script> {{ 7 * 7 }}"),),
        images={},
    )
    page = sheet_page(written)
    assert "<title>&lt;b&gt;{{ 7 * 7 }}&lt;/b&gt;</title>" in page
    assert "<script" not in page


@pytest.mark.parametrize("session", shipped_library().sessions, ids=lambda one: one.code)
def test_no_page_holds_what_a_step_tells_the_facilitator(session: Session):
    workshop = single_session(session, 1, mode=session.modes[0])
    plan = assemble(workshop, {(session.code, 1): session})
    pages = words(" ".join(map(sheet_page, handout_pack(plan, CONTACTS).sheets)))
    steps = [step.text for activity in session.activities for step in activity.steps]
    assert [text for text in steps if words(to_html(text)) in pages] == []
