from __future__ import annotations

from curriculum.assemble import assemble
from curriculum.checks import check
from curriculum.plan import Finding
from curriculum.workshop import Meeting, OwnItem, SessionItem, Workshop
from pdf_templates.letters import unprintable
from pdf_templates.unprintable import letters
from tests.pdf_templates.samples import CONTACTS, sample_session


def found(workshop_title: str, session_title: str) -> list[Finding]:
    session = sample_session(title=session_title)
    items = (SessionItem(session="AL1", revision=1), OwnItem(title="Café", minutes=5))
    workshop = Workshop(title=workshop_title, meetings=(Meeting(minutes=120, items=items),))
    told = check(assemble(workshop, {("AL1", 1): session}), CONTACTS, more=[letters])
    return [one for one in told if one.code == "letters-not-printable"]


def test_letters_that_fonts_lack_are_found_once_each():
    assert unprintable("晚上 and 晚, 🎉, Łódź, Привет, □") == "上晚🎉"


def test_letters_that_are_printable_find_nothing():
    assert found("Größe", "Łódź") == []


def test_a_session_in_a_script_without_a_font_is_told():
    [finding] = found("Evenings", "शाम")
    assert (finding.where.session, finding.level.value) == ("AL1", "warn")
    assert finding.message == "AL1 has letters that cannot be printed: म श ा"


def test_the_workshops_own_words_are_told():
    [finding] = found("Party 🎉", "Feeling heard")
    assert finding.where.session is None
    assert finding.message == "The workshop's own texts have letters that cannot be printed: 🎉"
