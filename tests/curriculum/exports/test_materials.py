from __future__ import annotations

import csv
import io

import pytest

from curriculum.assemble import assemble
from curriculum.exports.materials import materials
from curriculum.session import Material, Quantity, Session
from tests.builders import activity, handout, library, session, step, workshop


def rows(known: Session) -> list[list[str]]:
    plan = assemble(workshop(known, people=8), library(known))
    return list(csv.reader(io.StringIO(materials(plan).decode("utf-8-sig"), newline="")))


def with_material(name: str) -> Session:
    pens = Material(name=name, quantity=Quantity(count=1, spare=2))
    return session("AL1", materials=(pens,))


def test_materials_and_handouts_are_listed_with_their_counts():
    card = step(5, voice="hand-out", handout="card")
    log = handout("log", title="My partner", take_home="discreet", discreet_title="My week")
    pens = Material(name="Pens, blue", quantity=Quantity(count=1, spare=2))
    known = session(
        "AL1",
        activity("round", card, step(5, voice="hand-out", handout="log")),
        materials=(pens,),
        handouts=(handout("card"), log),
    )
    assert rows(known) == [
        ["kind", "number", "name", "quantity", "sessions"],
        ["material", "", "Pens, blue", "10", "AL1"],
        ["handout", "1", "Card", "8", "AL1"],
        ["handout", "2", "My week", "8", "AL1"],
    ]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)"])
def test_no_cell_is_a_formula(name: str):
    assert rows(with_material(name))[1][2] == f"'{name}"


def test_a_table_is_read_by_spreadsheets_as_unicode():
    plan = assemble(workshop(with_material("Stühle")), library(with_material("Stühle")))
    content = materials(plan)
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\r\n") == content.count(b"\n") == 2
