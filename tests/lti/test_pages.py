"""What people see who came in: learners their handouts and nothing else, teachers the guide."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import Engine

from curriculum.storage.lti_tables import lti_visit
from curriculum.storage.lti_visits import VISIT_LIFETIME
from tests.api.house import LISTENING
from tests.curriculum.exports.reading import unpack
from tests.lti.browser import Browser, Visit, hidden
from tests.lti.conftest import Tool
from tests.lti.lms import INSTRUCTOR, LEARNER, Lms

SESSION = "/lti/sessions/AL1"
TEACHER = {"roles": [INSTRUCTOR]}
pytestmark = pytest.mark.usefixtures("connected")


def facilitator_words() -> list[str]:
    """Return every text of the session that is not for participants."""
    steps = [step for activity in LISTENING.activities for step in activity.steps]
    return [*(step.text for step in steps if step.text), LISTENING.purpose, *LISTENING.safety]


def links(page: str) -> list[str]:
    return re.findall(r'href="(/lti/[^"]+)"', page)


def test_a_learner_finds_the_handouts_and_no_notes(browser: Browser, lms: Lms):
    visit = browser.enter(lms, SESSION)
    assert "Four moves" in visit.page.text
    assert "Notes for the week" in visit.page.text
    assert "What my partner said" not in visit.page.text
    pages = [
        visit.page.text,
        *(browser.get(path).text for path in links(visit.page.text) if "sheets" in path),
    ]
    assert [word for word in facilitator_words() for page in pages if word in page] == []
    assert "guide" not in visit.page.text.lower()


def test_titles_of_tabs_and_files_are_neutral(browser: Browser, lms: Lms):
    visit = browser.enter(lms, SESSION)
    assert "<title>Handouts</title>" in visit.page.text
    sheet = browser.get(f"{visit.path}/sheets/2")
    assert "<title>Notes for the week</title>" in sheet.text
    file = browser.get(f"{visit.path}/files/2.pdf?download=true")
    assert (file.status_code, file.content[:5]) == (200, b"%PDF-")
    assert file.headers["Content-Disposition"] == 'attachment; filename="notes-for-the-week.pdf"'


@pytest.mark.parametrize(
    "roles",
    [[], [LEARNER], ["http://purl.imsglobal.org/vocab/lis/v2/institution/person#Instructor"]],
)
def test_whoever_does_not_teach_this_course_is_a_learner(
    browser: Browser, lms: Lms, roles: list[str]
):
    visit = browser.enter(lms, SESSION, roles=roles)
    for below in ("/guide.pdf", "/roster"):
        refused = visit.get(below)
        assert (refused.status_code, "role-needed" in refused.text) == (403, True)
    assert visit.get("").text.count("guide") == 0


def test_what_stays_in_the_room_is_not_a_learners(browser: Browser, lms: Lms, tool: Tool):
    own = {**LISTENING.model_dump(mode="json"), "code": "AL1-RIVER"}
    own["handouts"][0]["take_home"] = "keep"
    tool.house.ask("POST", "/api/v1/sessions", json=own)
    published = tool.house.ask("POST", "/api/v1/sessions/AL1-RIVER/publish", json={})
    assert published.status_code == 201, published.text
    visit = browser.enter(lms, "/lti/sessions/AL1-RIVER")
    assert "Four moves" not in visit.page.text
    assert "Notes for the week" in visit.page.text
    assert visit.get("/sheets/1").status_code == 404
    assert visit.get("/files/1.pdf").status_code == 404
    teacher = browser.enter(lms, "/lti/sessions/AL1-RIVER", **TEACHER)
    assert teacher.get("/sheets/1").status_code == 200
    alone = browser.enter(lms, "/lti/sessions/AL1-RIVER/handouts/card")
    assert (alone.page.status_code, "stays in the room" in alone.page.text) == (404, True)


def test_a_link_to_one_handout_shows_it(browser: Browser, lms: Lms):
    visit = browser.enter(lms, f"{SESSION}/handouts/log")
    assert "<h1>Notes for the week</h1>" in visit.page.text
    assert "Four moves" not in visit.page.text
    assert visit.get("/sheets/1").status_code == 404


def test_a_workshop_is_its_sheets_to_learners_and_its_plan_to_teachers(
    browser: Browser, lms: Lms, tool: Tool
):
    workshop = tool.house.make_workshop(notes="Ada may come late").json()["id"]
    learner = browser.enter(lms, f"/lti/workshops/{workshop}")
    assert "Four moves" in learner.page.text
    assert "Ada" not in learner.page.text
    teacher = browser.enter(lms, f"/lti/workshops/{workshop}", **TEACHER)
    for words in ("Tuesdays", "19:00", "opening"):
        assert words.lower() in teacher.page.text.lower()
    guide = teacher.get("/guide.pdf")
    assert (guide.status_code, guide.content[:5]) == (200, b"%PDF-")
    assert learner.get("/guide.pdf").status_code == 403


def test_a_teacher_reads_the_session_and_has_the_guide(browser: Browser, lms: Lms):
    visit = browser.enter(lms, SESSION, **TEACHER)
    assert "Step by step" in visit.page.text
    assert visit.get("/guide.pdf").headers["Content-Type"] == "application/pdf"
    assert visit.get("/handouts.pdf").headers["Content-Type"] == "application/pdf"


def test_a_teacher_is_no_member_of_the_group(browser: Browser, lms: Lms, tool: Tool):
    workshop = tool.house.make_workshop().json()["id"]
    visit = browser.enter(lms, f"/lti/workshops/{workshop}", **TEACHER)
    secret = browser.kept["curriculum_visit", visit.path]
    cookie = {"Cookie": f"curriculum_visit={secret}; curriculum_session={secret}"}
    for path in ("/organisation", f"/workshops/{workshop}", f"/api/v1/workshops/{workshop}"):
        assert browser.get(path, headers=cookie).status_code == 401


def test_what_another_group_has_is_not_there(browser: Browser, lms: Lms, tool: Tool):
    stranger = {"Authorization": f"Bearer {tool.house.stranger}"}
    body = {"title": "Theirs", "meetings": [{"minutes": 120, "items": [{"session": "AL1"}]}]}
    made = tool.house.ask("POST", "/api/v1/workshops", None, headers=stranger, json=body)
    for target in (
        f"/lti/workshops/{made.json()['id']}",
        "/lti/sessions/ZZ9",
        f"{SESSION}/handouts/none",
    ):
        assert browser.enter(lms, target, **TEACHER).page.status_code == 404
        assert browser.enter(lms, target).page.status_code == 404


def test_a_link_to_the_tool_itself_says_what_is_to_do(browser: Browser, lms: Lms):
    assert "Nothing is chosen here yet" in browser.enter(lms, "/lti/launch", **TEACHER).page.text
    learner = browser.enter(lms, "/lti/launch")
    assert (learner.page.status_code, "leads to nothing yet" in learner.page.text) == (404, True)


def test_a_visit_is_its_browsers_alone(browser: Browser, lms: Lms):
    visit = browser.enter(lms, SESSION)
    stranger = Browser(browser.tool)
    for below in ("", "/sheets/1", "/files/1.pdf", "/handouts.pdf", "/guide.pdf", "/roster"):
        assert stranger.get(visit.path + below).status_code == 401
    assert stranger.post(f"{visit.path}/done", {}).status_code == 401


def test_a_visit_ends(browser: Browser, lms: Lms, sqlite_engine: Engine):
    visit = browser.enter(lms, SESSION)
    with sqlite_engine.begin() as connection:
        moved = lti_visit.update().values(expires_at=lti_visit.c.expires_at)
        connection.execute(moved)
        connection.exec_driver_sql("UPDATE lti_visit SET expires_at = '2020-01-01 00:00:00'")
    assert VISIT_LIFETIME.total_seconds() == 4 * 3600
    assert visit.get("").status_code == 401


def test_it_goes_on_in_a_window_of_its_own(browser: Browser, lms: Lms):
    visit = browser.enter(lms, SESSION)
    form = {name: hidden(visit.page.text, name) for name in ("visit", "secret", "csrf_token")}
    window = Browser(browser.tool)
    opened = window.post("/lti/window", form)
    assert (opened.status_code, opened.headers["Location"]) == (303, visit.path)
    assert window.get(visit.path).status_code == 200
    for wrong in (
        {"secret": "x"},
        {"csrf_token": "x"},
        {"visit": "x" * 16},
        {"visit": "", "secret": ""},
    ):
        other = Browser(browser.tool)
        assert other.post("/lti/window", {**form, **wrong}).status_code in (401, 403)
        assert other.kept == {}


def test_pages_keep_nothing_and_tell_nobody(browser: Browser, lms: Lms):
    visit: Visit = browser.enter(lms, SESSION)
    assert visit.page.headers["Cache-Control"] == "no-store"
    assert visit.page.headers["Referrer-Policy"] == "no-referrer"
    assert 'content="noindex"' in visit.page.text
    assert 'target="_top"' in visit.page.text


# --- what teachers print --------------------------------------------------------------------------

LOOKS = ("guide", "handouts", "sheets")


def test_a_teacher_prints_all_there_is_and_looks_at_it_first(
    browser: Browser, lms: Lms, tool: Tool
):
    workshop = tool.house.make_workshop().json()["id"]
    visit = browser.enter(lms, f"/lti/workshops/{workshop}", **TEACHER)
    for file in ("sheets.pdf", "pack.zip"):
        assert f'href="{visit.path}/{file}?download=true"' in visit.page.text
    assert visit.get("/sheets.pdf").content[:5] == b"%PDF-"
    names = unpack(visit.get("/pack.zip?download=true").content)
    printed = {"01-guide.pdf", "02-handouts.pdf", "03-sheets.pdf"}
    assert printed < {name.partition("/")[2] for name in names}
    for document in LOOKS:
        page = visit.get(f"/look/{document}/page.png")
        assert (page.status_code, page.content[1:4]) == (200, b"PNG")
        assert '"pages":' in visit.get(f"/look/{document}/progress").text


def test_a_learner_gets_nothing_of_what_teachers_print(browser: Browser, lms: Lms, tool: Tool):
    workshop = tool.house.make_workshop().json()["id"]
    visit = browser.enter(lms, f"/lti/workshops/{workshop}")
    looks = [f"/look/{one}/{what}" for one in LOOKS for what in ("page.png", "progress")]
    for path in ("/sheets.pdf", "/pack.zip", *looks):
        assert path not in visit.page.text
        assert visit.get(path).status_code == 403
    other = Browser(browser.tool)
    assert other.get(f"{visit.path}/pack.zip").status_code == 401


def test_a_session_in_parts_says_which_part_a_meeting_holds(browser: Browser, lms: Lms, tool: Tool):
    halves = (["rounds", "closing"], ["opening", "extra"])
    meetings = [
        {"minutes": 120, "items": [{"session": "AL1", "leave_out": left_out}]}
        for left_out in halves
    ]
    workshop = tool.house.make_workshop(meetings=meetings).json()["id"]
    visit = browser.enter(lms, f"/lti/workshops/{workshop}", **TEACHER)
    told = re.findall(r"part (\d) of (\d)", visit.page.text)
    assert told == [("1", "2"), ("2", "2")]
