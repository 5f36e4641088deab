from __future__ import annotations

import io
import re
from collections import Counter

import pikepdf
import pytest

from curriculum.documents import Guide, guide
from curriculum.edition import Edition
from curriculum.markup import to_plain
from curriculum.organisation import Organisation
from curriculum.plan import PlanStep
from curriculum.session import Kind
from curriculum.values import Setting
from pdf_templates.markup import text_html
from pdf_templates.render import front, page_numbers, parts, to_pdf, whole
from pdf_templates.toc import entries
from pdf_templates.words import words_of
from tests.pdf_templates.reading import fonts, heard, pages, squeeze, tags, words
from tests.pdf_templates.samples import CONTACTS, sample_guide, sample_plan

EDITION = Edition()
WORDS = words_of("en")


@pytest.fixture(scope="module")
def document() -> Guide:
    return sample_guide()


@pytest.fixture(scope="module")
def pdf(document: Guide) -> bytes:
    return to_pdf(whole(document, EDITION), EDITION)


@pytest.fixture(scope="module")
def said(pdf: bytes) -> str:
    return heard(pdf)


@pytest.fixture(scope="module")
def paper(pdf: bytes) -> list[str]:
    return pages(pdf)


def steps(document: Guide) -> list[PlanStep]:
    return [
        step
        for session in document.sessions
        for activity in session.activities
        for step in activity.steps
    ]


def spoken(step: PlanStep) -> list[str]:
    """Return the paragraphs of a step as they read without marks."""
    texts = [question.text for question in step.questions] or to_plain(step.text).splitlines()
    return [squeeze(text) for text in texts]


def test_every_step_stands_in_the_guide_in_its_order(document: Guide, said: str):
    at = said.index("Tea and names")
    for step in steps(document):
        for paragraph in spoken(step):
            at = said.index(paragraph, at) + len(paragraph)


def test_every_step_stands_in_the_guide_once(document: Guide, said: str):
    planned = [paragraph for step in steps(document) for paragraph in spoken(step)]
    assert {one: said.count(one) for one in planned} == dict(Counter(planned))


def test_every_step_begins_with_its_clock_and_its_voice(document: Guide, paper: list[str]):
    first = document.sessions[0]
    expected = [
        (
            f"{step.start:%H:%M}",
            WORDS(f"voice.{step.voice}").upper(),
            "What happened" if step.questions else spoken(step)[0][:20],
        )
        for activity in first.activities
        for step in activity.steps
    ]
    lines = [re.sub(r" {2,}", "  ", line).strip() for page in paper for line in page.splitlines()]
    found = [
        (clock, voice, line.split("  ")[-1][:20])
        for line in lines
        for clock, voice in re.findall(r"^(\d\d:\d\d)  ([A-Z][A-Z ]+?)  ", line)
    ]
    assert found == expected


def test_an_elapsed_meeting_counts_from_zero(paper: list[str]):
    assert any(re.search(r"^\s*0:08 +Three rounds of three", page, re.MULTILINE) for page in paper)


def test_turns_are_told_for_each_size_of_group(said: str):
    assert "6 min 45 s each in a group of 4" in said


def test_the_co_facilitator_is_named_where_they_lead(said: str):
    assert said.count("Co-facilitator") == 2


def test_a_handout_is_named_with_its_number_and_copies(said: str):
    assert "Sheet 1, Four moves of a listener (8 copies)" in said


def test_debrief_questions_stand_under_their_stages(said: str):
    assert (
        "19:47 ASK 8 min What happened • What made you say more? "
        "What it means • When did a summary get it wrong? "
        "What next • With whom could you try one summary?"
    ) in said


def test_an_adaptation_stands_in_place_of_the_text_with_its_mark(said: str):
    assert "Find two people whom you have not worked with yet" not in said
    assert (
        "Find two people who are neither your partner nor your friend. "
        "▲ Amber, change with care. Adapted for a mixed group. "
        "A partner's story is too near for a first try."
    ) in said


def test_an_option_stands_beside_its_activity(said: str):
    assert (
        "● Green, change freely. People with little or no hearing. Instead of what is at 19:18: "
        "Move the chairs so that everyone sees every face. Faces carry half of the words."
    ) in said


def test_the_order_of_leaving_out_stands_in_agenda_and_activity(said: str):
    assert "9 On paper If time is short, leave out first" in said
    assert "intensity 3 of 3) · If time is short, leave out first" in said


@pytest.mark.parametrize("asked", ["“What helped?”", "**“What helped?”**"])
def test_a_question_stands_out_however_its_author_marked_it(asked: str):
    step = f'<div class="step step-ask"><div class="words">{text_html(asked)}</div></div>'
    head = '<html lang="en" data-document="guide"><head><title>T</title></head>'
    [font] = fonts(to_pdf(f"{head}<body>{step}</body></html>", Edition()))
    assert "Semi" in font


def test_online_sheets_are_sent_or_shown_and_not_copied():
    online = guide(sample_plan().model_copy(update={"setting": Setting.ONLINE}), CONTACTS)
    [lists] = [part.html for part in parts(online, EDITION) if part.name == "packing"]
    said = heard(to_pdf(lists, EDITION))
    assert "Sheets to send or show" in said
    assert "2 Notes for the week AL1 Show; send only as each person wants it" in said
    assert "Cop" not in said


def test_what_was_left_out_is_listed_and_not_told(said: str):
    assert "A song (5 min)" in said
    assert said.count("Sing the left-out song.") == 1  # in the other meeting, which keeps it


def test_own_notes_stand_in_the_agenda_and_in_their_session(said: str):
    assert said.count("Put out the good cups.") == 1
    assert said.count("Ask Ama to open.") == 2


def test_findings_are_told_before_anything_else(document: Guide, paper: list[str]):
    panel = squeeze(paper[2])
    assert panel.index("Check before you run it") < panel.index(document.findings[0].message)
    assert panel.index(document.findings[0].action) < panel.index("Before you begin")


def test_support_contacts_stand_before_the_sessions(paper: list[str]):
    front = squeeze(" ".join(paper[2:5]))
    assert "The duty desk Room 4, until nine Ask for Ama" in front


def test_without_contacts_there_is_a_box_to_fill_in():
    bare = guide(sample_plan(), Organisation(name="Riverside"))
    [before] = [part.html for part in parts(bare, EDITION) if part.name == "before"]
    assert "Your organisation has set no support contacts." in before
    assert before.count('<tr class="blank">') == 3


def listed(contents: str) -> list[tuple[str, int]]:
    """Return the titles and the pages that a page of contents lists, in two columns."""
    found = re.findall(r"(\S.*?) {2,}(?:\d+ min +)?(\d+)(?= {2,}|$)", contents, re.MULTILINE)
    return [(squeeze(title), int(page)) for title, page in found]


def titles(document: Guide) -> list[str]:
    """Return the titles that the contents list, in their order."""
    return [squeeze(f"{one.code or ''} {one.title}") for one in entries(document, WORDS, EDITION)]


def test_contents_tell_the_pages_on_which_the_headings_stand(document: Guide, paper: list[str]):
    found = dict(listed(paper[1]))
    for entry, title in zip(entries(document, WORDS, EDITION), titles(document), strict=True):
        assert entry.title in squeeze(paper[found[title] - 1])


def test_contents_print_the_pages_that_they_are_given(document: Guide):
    numbers = {entry.anchor: 100 + at for at, entry in enumerate(entries(document, WORDS, EDITION))}
    _, page = pages(to_pdf(front(document, EDITION, numbers).html, EDITION))
    assert sorted(listed(page)) == sorted(zip(titles(document), numbers.values(), strict=True))


def test_contents_tell_where_each_activity_is_and_how_long_but_no_break(document: Guide):
    first, *others = document.sessions[0].activities
    pause = first.model_copy(update={"kind": Kind.BREAK})
    session = document.sessions[0].model_copy(update={"activities": (pause, *others)})
    one = document.model_copy(update={"sessions": (session,)})
    found = [entry for entry in entries(one, WORDS, EDITION) if entry.level == 2]
    assert [(entry.title, entry.minutes) for entry in found] == [
        (activity.title, activity.minutes) for activity in others
    ]


def test_every_anchor_of_the_contents_is_in_a_part(document: Guide):
    html = "".join(part.html for part in parts(document, EDITION))
    anchors = [entry.anchor for entry in entries(document, WORDS, EDITION)]
    assert [anchor for anchor in anchors if f'id="{anchor}"' not in html] == []


def test_pages_are_numbered_through_where_the_press_would_stamp_them(pdf: bytes):
    numbers = page_numbers(EDITION)
    total = len(pages(pdf))
    found = [word for word in words(pdf) if round(word.right, 0) == round(numbers.right, 0)]
    slashes = [word for word in words(pdf) if word.text == "/"]
    assert [word.text for word in found if word.top > 780] == [str(total)] * total
    assert {round(841.89 - word.bottom, 0) for word in slashes} == {
        round(numbers.baseline - 0.326 * numbers.size, 0)
    }


def test_a_session_page_tells_workshop_code_revision_and_date(paper: list[str]):
    pages_of_first = [page for page in paper if "AL1 · revision 3" in page]
    assert len(pages_of_first) == 3
    for page in pages_of_first:
        assert "Evenings at the river · AL1 · revision 3 · Tuesday 9 March 2027" in page


def test_no_page_ends_with_a_heading(document: Guide, paper: list[str]):
    titles = {activity.title for one in document.sessions for activity in one.activities}
    titles |= {"Watch for", "Home practice", "Support contacts", "Copying list"}
    lasts = [squeeze(page.strip().splitlines()[-2]) for page in paper[2:]]
    assert [last for last in lasts if last in titles] == []


def test_packing_list_counts_everything(paper: list[str]):
    [page] = [squeeze(page) for page in paper if "Packing list" in page]
    assert "10 Pens AL1, IS1" in page
    assert "8 1 Four moves of a listener AL1 May go home" in page
    assert "8 2 Notes for the week AL1 May go home, neutral title" in page


def test_references_tell_what_a_work_shows(said: str):
    assert "doi:10.1080/10904018.2013.813234" in said
    assert "it did not beat advice on satisfaction or liking." in said


def test_guide_is_tagged_titled_and_in_its_language(document: Guide, pdf: bytes):
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        assert str(opened.Root.Lang) == "en"
        assert str(opened.docinfo.Title) == document.title
    missing = {"/H1", "/H2", "/H3", "/Figure", "/Table", "/TH", "/L", "/LI", "/P"} - set(tags(pdf))
    assert missing == set()


def test_fonts_are_the_bundled_ones_and_embedded(pdf: bytes):
    found = fonts(pdf)
    families = {name.partition("+")[2].split("-")[1] for name in found}
    assert (families, set(found.values())) == ({"Sans", "Serif"}, {True})


def test_a_guide_of_one_meeting_has_its_contents_on_the_cover(document: Guide):
    one = document.model_copy(update={"agendas": document.agendas[:1]})
    [page] = pages(to_pdf(front(one, EDITION, {"before-you-begin": 2}).html, EDITION))
    assert re.findall(r"Before you begin +(\d)", page) == ["2"]
