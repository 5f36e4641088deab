"""What people write that no designer thought of: nothing leaves its page or lies on other text."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest

from curriculum.assemble import assemble
from curriculum.documents import guide, handout_pack
from curriculum.edition import Edition, Paper, PrintSize
from curriculum.plan import Plan
from curriculum.printed import Document
from curriculum.session import Activity, Kind, Session
from curriculum.sheets import sheets
from curriculum.values import Minutes
from curriculum.workshop import Meeting, SessionItem, Workshop
from pdf_templates.press import Press, PressLimits
from tests.pdf_templates.reading_pages import outside, overprinted
from tests.pdf_templates.reading_tags import faults
from tests.pdf_templates.samples import CONTACTS, sample_session

EDITIONS = [Edition(), Edition(paper=Paper.LETTER, size=PrintSize.LARGE)]
PAPER = {Paper.A4: (210.0, 297.0), Paper.LETTER: (215.9, 279.4)}
MARGIN = {"handouts": 17.3, "sheets": 3.0, "guide": 3.0}
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


def workshop_of(session: Session, title: str) -> Plan:
    """Return the plan of a workshop of one meeting with that session."""
    meeting = Meeting(minutes=480, items=(SessionItem(session=session.code, revision=1),))
    workshop = Workshop(title=title, people=8, meetings=(meeting,))
    return assemble(workshop, {(session.code, 1): session})


def long_words() -> Plan:
    return workshop_of(rewritten(sample_session(), lambda text: f"{LONG} {text[:40]}"), LONG)


def very_long_words() -> Plan:
    return workshop_of(rewritten(sample_session(), lambda text: f"{text[:12]} {LONGER}"), LONGER)


def long_lines() -> Plan:
    many = "Names of many parts, and of many more, one after the other, "
    title = (many * 5)[:199]
    return workshop_of(rewritten(sample_session(), lambda text: (text + many * 2)[:140]), title)


def forty_activities() -> Plan:
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
        session.model_copy(update={"activities": (*session.activities, *more)}), "Forty"
    )


def one_activity() -> Plan:
    session = sample_session()
    changed = {"activities": session.activities[:1], "handouts": (), "materials": ()}
    return workshop_of(session.model_copy(update=changed), "One")


def right_to_left() -> Plan:
    return workshop_of(rewritten(sample_session(), lambda text: f"{text} ערב טוב שלום"), "ערב טוב")


DOCUMENTS = {"guide": guide, "handouts": handout_pack, "sheets": sheets}
CASES = [
    *product(
        DOCUMENTS,
        (
            *(long_words, very_long_words, long_lines),
            *(forty_activities, one_activity, right_to_left),
        ),
    ),
]


@pytest.mark.parametrize("edition", EDITIONS, ids=["a4-standard", "letter-large"])
@pytest.mark.parametrize(("name", "plan"), CASES)
def test_nothing_leaves_its_page(
    name: str, plan: Callable[[], Plan], edition: Edition, tmp_path: Any
):
    document: Document = DOCUMENTS[name](plan(), CONTACTS)
    pdf = Press(tmp_path, PressLimits(workers=0)).pdf(document, edition).read_bytes()
    width, height = PAPER[edition.paper]
    lost = outside(pdf, width, height, (MARGIN[name], 4.0))
    assert [piece for piece in lost if piece.kind == "text"] == []
    assert overprinted(pdf) == []
    assert faults(pdf, FOOT[edition.size]) == []
