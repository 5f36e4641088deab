"""What people write that no designer thought of: nothing leaves its page or lies on other text."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from curriculum.assemble import assemble
from curriculum.documents import guide, handout_pack
from curriculum.edition import Edition, Layout, Paper, PrintSize
from curriculum.face import Face, Logo
from curriculum.organisation import Contact, Organisation
from curriculum.overview import overview
from curriculum.plan import Plan
from curriculum.printed import Document
from curriculum.session import Activity, Kind, ScaleBlock, Session
from curriculum.sheets import sheets
from curriculum.values import Minutes
from curriculum.workshop import BreakItem, Meeting, Programme, SessionItem, Workshop
from pdf_templates.pages import front, parts
from pdf_templates.press import Press, PressLimits
from pdf_templates.render import to_pdf
from pdf_templates.sizes import page_size
from tests.faces import encoded, png
from tests.pdf_templates.reading import words
from tests.pdf_templates.reading_pages import filled, outside, overprinted
from tests.pdf_templates.reading_tags import faults
from tests.pdf_templates.samples import CONTACTS, sample_pack, sample_session

EDITIONS = [Edition(), Edition(paper=Paper.LETTER, size=PrintSize.LARGE)]
PAPER = {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4)}
MARGIN = {"handouts": 17.3, "sheets": 3.0, "guide": 3.0, "overview": 11.7}
"""Millimetres at the side; name tents use the whole sheet, guides their outer edge."""
FOOT = {PrintSize.STANDARD: 57.0, PrintSize.LARGE: 87.0}
LONG = "Beziehungsgesprächsvorbereitungsbogenverzeichnis"
LONGER = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetzentwurf"
FREE = ("title", "text", "caption", "front", "back", "low_label", "high_label", "name", "aim")
LISTS = ("items", "columns", "objectives", "watch_for", "preparation", "fidelity", "key_messages")


def rewritten(session: Session, word: Callable[[str], str]) -> Session:
    """Return a session with other words wherever its author is free to choose them."""

    def change(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {name: change(one, name) for name, one in value.items()}
        if isinstance(value, list):
            return [change(one, key if isinstance(one, str) else "") for one in value]
        if key == "labels" and value:
            return word(value)[:80]
        return word(value) if isinstance(value, str) and key in FREE + LISTS else value

    return Session.model_validate(change(session.model_dump(mode="json")))


def workshop_of(session: Session, title: str, *others: Meeting) -> Plan:
    """Return the plan of a workshop of a meeting with that session, and perhaps others."""
    meeting = Meeting(minutes=480, items=(SessionItem(session=session.code, revision=1),))
    workshop = Workshop(title=title, people=8, meetings=(meeting, *others))
    return assemble(workshop, {(session.code, 1): session})


def long_words() -> Plan:
    return workshop_of(rewritten(sample_session(), lambda text: f"{LONG} {text[:40]}"), LONG)


def very_long_words() -> Plan:
    session = rewritten(sample_session(), lambda text: f"{text[:12]} {LONGER}")
    return workshop_of(session, LONGER, Meeting(title=LONGER, minutes=60))


def long_lines() -> Plan:
    many = "Names of many parts, and of many more, one after the other, "
    title = (many * 5)[:199]
    return workshop_of(rewritten(sample_session(), lambda text: (text + many * 2)[:140]), title)


def forty_activities(*others: Meeting) -> Plan:
    session = sample_session()
    more = tuple(
        Activity(
            id=f"part-{number}",
            title=f"Part {number} of a very long evening",
            kind=Kind.DISCUSSION,
            minutes=Minutes(fixed=5),
            at_least=Minutes(fixed=5),
            at_most=Minutes(fixed=5),
        )
        for number in range(36)
    )
    return workshop_of(
        session.model_copy(update={"activities": (*session.activities, *more)}), "Forty", *others
    )


def one_activity() -> Plan:
    session = sample_session()
    changed = {"activities": session.activities[:1], "handouts": (), "materials": ()}
    return workshop_of(session.model_copy(update=changed), "One")


def hebrew() -> Plan:
    """Return a session that is in Hebrew, but for a few lines that nobody has translated."""
    session = sample_session().model_copy(update={"language": "he"})
    return workshop_of(rewritten(session, lambda text: f"ערב טוב ({len(text)}) שלום"), "ערב טוב")


def right_to_left() -> Plan:
    return workshop_of(rewritten(sample_session(), lambda text: f"{text} ערב טוב שלום"), "ערב טוב")


def overview_of(plan: Plan, organisation: Organisation) -> Document:
    """Return the overview of a programme whose every word is its title."""
    words = dict.fromkeys(("title", "summary", "who_for", "who_not_for", "evidence"), plan.title)
    workshop = Workshop(title=plan.title, meetings=(Meeting(minutes=60),))
    programme = Programme(code="p", aims=(plan.title,) * 3, workshop=workshop, **words)
    return overview(programme, plan, organisation)


WORDY = Organisation(
    name=LONGER, contacts=(Contact(name=LONGER, reach=LONGER, note=LONGER), *CONTACTS.contacts)
)
ORGANISATIONS = {very_long_words: WORDY}
"""Who runs it, where it is not the one of all samples."""
FACES = {
    very_long_words: Face(
        name=LONGER,
        footer=f"{LONGER} and many friends"[:90],
        logo=Logo(name="wide.png", body=encoded(png(1200, 20))),
    ),
    one_activity: Face(name="R", logo=Logo(name="tall.png", body=encoded(png(20, 1200)))),
}
"""How it shows, where it does."""
DOCUMENTS = {
    "guide": guide,
    "handouts": handout_pack,
    "sheets": sheets,
    "overview": overview_of,
}
CASES = [
    *product(
        ("guide", "handouts", "sheets"),
        (
            *(long_words, very_long_words, long_lines),
            *(forty_activities, one_activity, right_to_left, hebrew),
        ),
    ),
    *product(("overview",), (very_long_words, long_lines)),
]
SMALL = [
    ("guide", Edition(layout=Layout.CARDS), 7.5),
    ("guide", Edition(layout=Layout.CARDS, size=PrintSize.LARGE), 9.5),
    ("guide", Edition(layout=Layout.BOOKLET), 13.5),
    ("handouts", Edition(layout=Layout.TWO_UP), 10.5),
]
"""Layouts of several pages on a sheet, and the millimetres of a page's side margin."""


@pytest.mark.parametrize("edition", EDITIONS, ids=["a4-standard", "letter-large"])
@pytest.mark.parametrize(("name", "plan"), CASES)
def test_nothing_leaves_its_page(
    name: str, plan: Callable[[], Plan], edition: Edition, tmp_path: Any
):
    document: Document = DOCUMENTS[name](plan(), ORGANISATIONS.get(plan, CONTACTS))
    document = document.model_copy(update={"face": FACES.get(plan)})
    pdf = Press(tmp_path, PressLimits(workers=0)).pdf(document, edition).read_bytes()
    width, height = PAPER[edition.paper]
    lost = outside(pdf, width, height, (MARGIN[name], 4.0))
    assert [piece for piece in lost if piece.kind == "text"] == []
    assert overprinted(pdf) == []
    assert faults(pdf, FOOT[edition.size]) == []


@pytest.mark.parametrize(
    ("name", "edition", "side"), SMALL, ids=["cards", "large-cards", "booklet", "two-up"]
)
def test_nothing_leaves_the_pages_on_a_sheet(name: str, edition: Edition, side: float):
    document: Document = DOCUMENTS[name](very_long_words(), WORDY)
    made = [*parts(document, edition)]
    if edition.layout == Layout.BOOKLET:
        made.append(front(document, edition, {}))
    for part in made:
        if part.edition is None:
            pdf, size = to_pdf(part.html, edition), page_size(edition)
            lost = outside(pdf, size.width, size.height, (side, 4.0))
            assert (part.name, [one for one in lost if one.kind == "text"]) == (part.name, [])
            assert (part.name, overprinted(pdf)) == (part.name, [])


@pytest.mark.parametrize("edition", EDITIONS, ids=["a4-standard", "letter-large"])
@pytest.mark.parametrize(
    ("low", "high"),
    [("Not at all", "Completely"), ("Überhaupt nicht", "Ja"), ("Überhaupt nicht", "Vollkommen")],
)
def test_no_word_for_the_end_of_a_scale_is_broken(low: str, high: str, edition: Edition):
    items = ("It sounded like me, and like the way in which I speak at home.",)
    scale = ScaleBlock(low_label=low, high_label=high, items=items)
    sheet = sample_pack().sheets[0].model_copy(update={"blocks": (scale,)})
    pack = sample_pack().model_copy(update={"sheets": (sheet,)})
    pdf = to_pdf(parts(pack, edition)[0].html, edition)
    read = {one.text.strip("“”,.") for one in words(pdf)}
    assert {*low.split(), *high.split()} - read == set()


def html_of(plan: Plan, name: str) -> str:
    """Return the page of a part of a guide."""
    document = guide(plan, CONTACTS)
    return next(one.html for one in parts(document, Edition()) if name in one.name)


def test_a_long_running_order_begins_below_what_the_session_is_for():
    pdf = to_pdf(html_of(forty_activities(Meeting(minutes=60)), "session"), Edition())
    assert [one.page for one in words(pdf) if one.text == "Running"] == [1]


def test_long_notes_on_a_session_stand_with_it_and_not_on_the_agenda():
    notes = "Ama opens the door. " * 200
    item = SessionItem(session="AL1", revision=1, notes=notes)
    workshop = Workshop(title="Notes", meetings=(Meeting(minutes=480, items=(item,)),))
    plan = assemble(workshop, {("AL1", 1): sample_session()})
    counts = [html_of(plan, name).count("Ama opens the door.") for name in ("agenda", "session")]
    assert counts == [0, 200]


def test_a_workshop_of_minutes_is_told_no_hours():
    [part] = parts(overview_of(one_activity(), CONTACTS), Edition())
    assert "8\u00a0min" in part.html
    assert "0\u00a0h" not in part.html


@pytest.mark.parametrize("edition", EDITIONS, ids=["a4-standard", "letter-large"])
def test_lists_of_the_largest_workshop_fill_their_pages(edition: Edition):
    """Of forty people and their two co-facilitators, at the last of twenty-four meetings."""
    session = sample_session()
    items = (SessionItem(session=session.code, revision=1), BreakItem.model_validate({"break": 15}))
    meeting = Meeting(title=LONG, minutes=480, items=items * 4)
    workshop = Workshop(title=LONG, people=40, facilitators=3, meetings=(meeting,) * 24)
    document = sheets(assemble(workshop, {(session.code, 1): session}), CONTACTS)
    pages = {one.name: one.html for one in parts(document, edition)}
    for name in ("sign-in-24", "agenda-24", "lists"):
        pdf = to_pdf(pages[name], edition)
        foot = FOOT[edition.size]
        depths = filled(pdf, 12.0, foot / 72 * 25.4)
        assert (name, faults(pdf, foot), overprinted(pdf)) == (name, [], [])
        assert depths[-1] > 0.25
        assert min(depths[:-1], default=1.0) > 0.7
