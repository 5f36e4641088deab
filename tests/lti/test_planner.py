"""Planning from inside a course: the one workshop of the link, by who teaches, and nobody else."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest

from api.auth import csrf_token
from curriculum.storage.database import reading
from curriculum.storage.lti_planning import list_planning
from curriculum.storage.lti_platforms import StoredPlatform, save_platform
from tests.api.web.test_programs import Owner
from tests.lti.browser import Browser, Visit, hidden
from tests.lti.conftest import Tool
from tests.lti.lms import INSTRUCTOR, LEARNER, Lms
from tests.lti.test_launch import code

TEACHER = {"roles": [INSTRUCTOR]}
CHANGES = ("/plan", "/plan/add", "/plan/fit", "/plan/choose")


@pytest.fixture
def planned(tool: Tool, lms: Lms) -> StoredPlatform:
    """Connect the platform, whose teachers may plan."""
    return tool.connect(lms.platform, planning=True)


def make(tool: Tool) -> str:
    made: str = tool.house.make_workshop().json()["id"]
    return made


def enter(browser: Browser, lms: Lms, workshop: str, **said: Any) -> Visit:
    return browser.enter(lms, f"/lti/workshops/{workshop}", **{**TEACHER, **said})


def title(tool: Tool, workshop: str) -> str:
    found: str = tool.house.get(f"/api/v1/workshops/{workshop}").json()["title"]
    return found


def shown(page: str) -> dict[str, str]:
    """Return the hidden fields of a page of the planner."""
    return {name: unescape(hidden(page, name)) for name in ("csrf_token", "etag", "base")}


def change(visit: Visit, **fields: str) -> Any:
    """Change something on the page of the plan."""
    page = visit.get("/plan").text
    return visit.post("/plan", **{**shown(page), **fields})


@pytest.mark.usefixtures("planned")
def test_a_teacher_changes_the_workshop_of_the_link(browser: Browser, lms: Lms, tool: Tool):
    workshop = make(tool)
    visit = enter(browser, lms, workshop)
    assert f'href="{visit.path}/plan"' in visit.page.text
    plan = visit.get("/plan")
    assert (plan.status_code, "19:00" in plan.text, 'class="finding' in plan.text) == (
        200,
        True,
        True,
    )
    saved = change(visit, title="Our Tuesdays")
    assert (saved.status_code, saved.headers["Location"]) == (303, f"{visit.path}/plan")
    assert title(tool, workshop) == "Our Tuesdays"
    change(visit, do="undo")
    assert title(tool, workshop) == "Tuesdays"
    assert visit.get("/guide.pdf").content[:5] == b"%PDF-"


@pytest.mark.usefixtures("planned")
def test_adding_and_fitting_stay_inside_the_course(browser: Browser, lms: Lms, tool: Tool):
    workshop = make(tool)
    visit = enter(browser, lms, workshop)
    to_add = change(visit, do="add:1")
    assert to_add.headers["Location"].startswith(f"{visit.path}/plan/add?")
    page = browser.get(to_add.headers["Location"]).text
    fields = {**shown(page), "meeting": "1", "place": ""}
    added = visit.post("/plan/add", what="own", own_title="Tea", own_minutes="10", **fields)
    assert added.headers["Location"] == f"{visit.path}/plan#m1"
    assert "Tea" in visit.get("/plan").text
    fitting = visit.get("/plan/fit")
    assert (fitting.status_code, f'{visit.path}/plan"' in fitting.text) == (200, True)
    etag = shown(visit.get("/plan").text)["etag"]
    assert visit.post("/plan/fit", etag=etag).status_code == 303


@pytest.mark.usefixtures("planned")
def test_no_page_leads_out_of_the_course(browser: Browser, lms: Lms, tool: Tool):
    visit = enter(browser, lms, make(tool))
    for below in ("/plan", "/plan/add?meeting=1", "/plan/fit", "/plan/move?what=1.1"):
        page = visit.get(below)
        assert page.headers["Cache-Control"] == "no-store"
        assert f"frame-ancestors {lms.address}" in page.headers["Content-Security-Policy"]
        leads = re.findall(r'(?:href|action|hx-post|hx-get|data-look)="(/[^"]*)"', page.text)
        out = [one for one in leads if not one.startswith((f"{visit.path}", "/static/"))]
        assert out == []


@pytest.mark.usefixtures("planned")
def test_what_reaches_further_than_the_workshop_is_refused(browser: Browser, lms: Lms, tool: Tool):
    workshop = make(tool)
    visit = enter(browser, lms, workshop)
    for does in ("duplicate", "delete"):
        assert code(change(visit, do=does, title="Gone")) == "role-needed"
    assert len(tool.house.get("/api/v1/workshops").json()["items"]) == 1
    assert title(tool, workshop) == "Tuesdays"


@pytest.mark.usefixtures("planned")
@pytest.mark.parametrize("roles", [[], [LEARNER]])
def test_a_learner_never_plans(browser: Browser, lms: Lms, tool: Tool, roles: list[str]):
    workshop = make(tool)
    visit = enter(browser, lms, workshop, roles=roles)
    assert "/plan" not in visit.page.text
    for below in ("/plan", "/plan/add", "/plan/fit", "/plan/move?what=1.1"):
        assert code(visit.get(below)) == "role-needed"
    form = {"csrf_token": csrf_of(browser, visit), "title": "Mine"}
    for below in CHANGES:
        assert code(browser.post(visit.path + below, form)) == "role-needed"
    assert title(tool, workshop) == "Tuesdays"


def csrf_of(browser: Browser, visit: Visit) -> str:
    """Return the token that pages of a visit carry: it is no secret from its own browser."""
    return csrf_token(browser.kept["curriculum_visit", visit.path])


@pytest.mark.usefixtures("connected")
def test_nobody_plans_where_the_owner_did_not_allow_it(browser: Browser, lms: Lms, tool: Tool):
    visit = enter(browser, lms, make(tool))
    assert f'href="{visit.path}/plan"' not in visit.page.text
    assert code(visit.get("/plan")) == "planning-off"
    form = {"csrf_token": csrf_of(browser, visit)}
    assert code(browser.post(f"{visit.path}/plan", form)) == "planning-off"


def test_an_owner_ends_it_at_once(browser: Browser, lms: Lms, tool: Tool, planned: StoredPlatform):
    workshop = make(tool)
    visit = enter(browser, lms, workshop)
    form = {**shown(visit.get("/plan").text), "title": "Late"}
    kept = planned.platform.model_copy(update={"planning": False})
    with tool.house.engine.begin() as connection:
        save_platform(
            connection, planned.organisation_id, planned.id, kept, expected_etag=planned.etag
        )
    assert code(visit.post("/plan", **form)) == "planning-off"
    with tool.house.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE lti_visit SET expires_at = '2020-01-01 00:00:00'")
    assert code(visit.post("/plan", **form)) == "visit-over"
    assert title(tool, workshop) == "Tuesdays"


@pytest.mark.usefixtures("planned")
def test_a_form_needs_the_visits_own_token_and_cookie(browser: Browser, lms: Lms, tool: Tool):
    workshop = make(tool)
    visit = enter(browser, lms, workshop)
    form = {**shown(visit.get("/plan").text), "title": "Forged"}
    for below in CHANGES:
        assert code(browser.post(visit.path + below, {**form, "csrf_token": "x"})) == "csrf"
        assert code(Browser(browser.tool).post(visit.path + below, form)) == "visit-over"
    assert title(tool, workshop) == "Tuesdays"


@pytest.mark.usefixtures("planned")
def test_a_link_to_a_session_or_to_another_groups_workshop_plans_nothing(
    browser: Browser, lms: Lms, tool: Tool
):
    session = browser.enter(lms, "/lti/sessions/AL1", **TEACHER)
    assert code(session.get("/plan")) == "planning-off"
    stranger = {"Authorization": f"Bearer {tool.house.stranger}"}
    body = {"title": "Theirs", "meetings": [{"minutes": 120, "items": [{"session": "AL1"}]}]}
    theirs = tool.house.ask("POST", "/api/v1/workshops", None, headers=stranger, json=body).json()
    visit = enter(browser, lms, theirs["id"])
    form = {"csrf_token": csrf_of(browser, visit), "title": "Ours"}
    for below in CHANGES:
        assert browser.post(visit.path + below, form).status_code == 404
    assert visit.get("/plan").status_code == 404


@pytest.mark.usefixtures("planned")
def test_two_who_change_it_choose(browser: Browser, lms: Lms, tool: Tool):
    workshop = make(tool)
    visit = enter(browser, lms, workshop)
    old = shown(visit.get("/plan").text)
    change(visit, title="First")
    met = visit.post("/plan", **{**old, "title": "Second"})
    assert (met.status_code, f'action="{visit.path}/plan/choose"' in met.text) == (409, True)
    chosen = {name: unescape(hidden(met.text, name)) for name in ("etag", "mine", "base")}
    assert json.loads(chosen["mine"])["title"] == "Second"
    assert visit.post("/plan/choose", **chosen).headers["Location"] == f"{visit.path}/plan"
    assert title(tool, workshop) == "Second"


def test_who_planned_is_told_under_a_code(
    browser: Browser, lms: Lms, tool: Tool, planned: StoredPlatform
):
    workshop = make(tool)
    visit = enter(browser, lms, workshop)
    change(visit, title="One")
    change(visit, title="Two")
    change(visit)  # changes nothing
    enter(Browser(tool.address, browser.login_address), lms, workshop, sub="8").get("/plan")
    with reading(tool.house.engine) as connection:
        (told,) = list_planning(connection, planned.id)
    assert (told.workshop_id, told.changes) == (workshop, 2)
    assert told.person == planned.person("7")
    own = re.search(r"under the code (\w+)\.", visit.get("/plan").text)
    assert own is not None
    owners = Owner(tool.house).look(f"/organisation/platforms/{planned.id}").text
    assert f"<code>{own[1]}</code>" in owners
    assert "Two" in owners
