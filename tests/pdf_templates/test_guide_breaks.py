"""What a guide holds together over a page's end, and what it lets go."""

from __future__ import annotations

import pytest

from curriculum.assemble import single_session
from curriculum.documents import guide
from curriculum.edition import Edition, Paper, PrintSize
from curriculum.library import shipped_library
from curriculum.organisation import Organisation
from curriculum.values import Mode, Setting
from pdf_templates.render import parts, to_pdf
from tests.pdf_templates.reading_back import text_of
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
}
NEXT = """<section class="activity"><header><h2>Next</h2></header>
<div style="height: 60mm; break-inside: avoid">Step</div></section>"""


def page(body: str) -> bytes:
    head = '<html lang="en" data-document="guide"><head><title>T</title></head>'
    return to_pdf(f"{head}<body><h1>T</h1>{body}</body></html>", Edition())


@pytest.mark.parametrize("block", ONE)
def test_what_is_all_of_its_block_does_not_wait_for_the_next(block: str):
    """A page would stay half empty before an activity that is long."""
    first, second = text_of(page(f'<p style="height: 190mm">One</p>{ONE[block]}{NEXT}'))
    assert ("Lonely" in first, "Next" in second) == (True, True)


def test_the_last_thing_to_have_ready_is_not_left_over():
    things = "".join(f"<li>{name}</li>" for name in ("Pens", "Dice", "Cups"))
    high = '<p style="height: 231mm">One</p>'
    first, second = text_of(page(f'{high}<ul class="have">{things}</ul>'))
    assert ("Pens" in first, "Dice" in second, "Cups" in second) == (True, True, True)


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
    for programme in shipped_library().programmes:
        plan = planned(pinned(programme), CONTACTS)
        [agendas] = [one for one in parts(guide(plan, CONTACTS), edition) if one.name == "agenda"]
        heads = [page.count("Sheets\n") for page in text_of(to_pdf(agendas.html, edition))]
        assert [one for one in heads if one] == [1] * len(plan.meetings)
        own += agendas.html.rpartition("</table>")[2].count('class="activity own"')
    assert own == 2
