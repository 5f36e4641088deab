"""What goes on behind the scenes: the register of a course, and telling who is done."""

from __future__ import annotations

import json
import re
import time
from threading import Event
from typing import Any

import pytest
from sqlalchemy import select

from api.lti.services import scores_url
from curriculum.run import Attendee
from curriculum.storage.lti_platforms import Platform
from curriculum.storage.lti_tables import lti_completion
from tests.lti.browser import Browser, Visit
from tests.lti.conftest import Tool
from tests.lti.lms import INSTRUCTOR, LEARNER, Lms

SESSION = "/lti/sessions/AL1"
CARD = f"{SESSION}/handouts/card"
SCORES = "/items/3/lineitem/scores?type_id=1"


def member(user_id: str, *roles: str, status: str = "Active") -> dict[str, Any]:
    return {
        "user_id": user_id,
        "roles": list(roles),
        "status": status,
        "name": f"Name {user_id}",
        "email": f"{user_id}@example.org",
    }


def codes(page: str) -> list[str]:
    return re.findall(r'class="register-code">([^<]+)<', page)


# --- the register ---------------------------------------------------------------------------------


@pytest.fixture
def shared(tool: Tool, lms: Lms) -> None:
    """Connect the platform with the register asked for."""
    tool.connect(lms.platform, roster=True)


def teaching(browser: Browser, lms: Lms) -> Visit:
    return browser.enter(lms, SESSION, roles=[INSTRUCTOR], **lms.roster())


@pytest.mark.usefixtures("shared")
def test_the_register_is_every_active_learner_as_a_code(browser: Browser, lms: Lms):
    lms.pages = [
        [
            member("7", "Learner"),
            member("1", "Instructor"),
            member("9", "Learner", status="Inactive"),
        ],
        [member("8", LEARNER), member("7", "Learner")],
        [{"roles": ["Learner"]}, 5, member("2", "Mentor")],  # type: ignore[list-item]
    ]
    page = teaching(browser, lms).get("/roster").text
    assert len(codes(page)) == 2
    assert all(re.fullmatch("([2-9][a-z]){3}", code) for code in codes(page))
    assert all(Attendee(code=code).came for code in codes(page))  # a record takes them
    for word in ("Name", "@example.org"):
        assert word not in page
    learner = browser.enter(lms, SESSION, sub="7")
    assert set(codes(learner.page.text)) < set(codes(page))


@pytest.mark.usefixtures("shared")
def test_the_platform_is_asked_with_a_token_for_this_alone(browser: Browser, lms: Lms):
    lms.pages = [[member("7", "Learner")]]
    teaching(browser, lms).get("/roster")
    (form,) = lms.asked("/token")
    assert b"scope=https%3A%2F%2Fpurl.imsglobal.org%2Fspec%2Flti-nrps" in form
    headers = next(headers for _, path, headers, _ in lms.heard if path.startswith("/members"))
    assert headers["authorization"] == "Bearer let-in"
    assert headers["accept"] == "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"


@pytest.mark.usefixtures("connected")
def test_without_being_asked_for_there_is_no_register(browser: Browser, lms: Lms):
    visit = teaching(browser, lms)
    assert "roster" not in visit.page.text
    assert visit.get("/roster").status_code == 404
    assert codes(browser.enter(lms, SESSION).page.text) == []
    assert lms.asked("/token") == []


@pytest.mark.usefixtures("shared")
@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/token", (401, b"{}")),
        ("/token", (200, b"[]")),
        ("/token", (200, b'{"access_token": "a\\r\\nb"}')),
        ("/members", (403, b"{}")),
        ("/members", (200, b"no JSON")),
    ],
)
def test_a_platform_that_does_not_answer_well_is_told(
    browser: Browser, lms: Lms, path: str, answer: tuple[int, bytes]
):
    lms.pages = [[]]
    lms.answers[path] = lambda: answer
    refused = teaching(browser, lms).get("/roster")
    assert (refused.status_code, "unreachable" in refused.text) == (422, True)


@pytest.mark.usefixtures("shared")
def test_a_register_does_not_go_on_elsewhere_or_for_ever(browser: Browser, lms: Lms):
    lms.pages = [[]]
    for address in ("http://127.0.0.2:9/members", f"{lms.address}/members?page=0"):
        lms.more = address
        assert "unreachable" in teaching(browser, lms).get("/roster").text
    assert len([path for _, path, _, _ in lms.heard if path.startswith("/members")]) == 41


def test_inner_addresses_are_not_asked_although_a_platform_names_them(
    browser: Browser, lms: Lms, tool: Tool
):
    inner = Platform(**{**dict(lms.platform), "token_url": "https://169.254.169.254/token"})
    tool.connect(inner, roster=True)
    refused = teaching(browser, lms).get("/roster")
    assert "address-forbidden" in refused.text


# --- completions ----------------------------------------------------------------------------------


def told(lms: Lms, count: int = 1) -> list[dict[str, Any]]:
    """Wait for what the platform is told."""
    for _ in range(600):
        found = lms.asked(SCORES)
        if len(found) >= count:
            return [json.loads(one) for one in found]
        time.sleep(0.05)
    pytest.fail("the platform was not told")


def owed(tool: Tool) -> int:
    with tool.house.engine.begin() as connection:
        return len(connection.execute(select(lti_completion)).all())


def settled(tool: Tool) -> bool:
    """Wait until nothing is owed."""
    for _ in range(600):
        if owed(tool) == 0:
            return True
        time.sleep(0.05)
    return False


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize("line_item", ["https://[", "file:///etc/passwd", "https://10.0.0.1/i"])
def test_addresses_that_are_none_are_not_told(
    browser: Browser, lms: Lms, tool: Tool, line_item: str
):
    claim = lms.grades()
    next(iter(claim.values()))["lineitem"] = line_item
    browser.enter(lms, CARD, **claim)
    assert owed(tool) == 1
    assert lms.asked(SCORES) == []


def test_scores_go_before_the_query():
    assert scores_url("https://a.example/i/3?type=1") == "https://a.example/i/3/scores?type=1"
    assert scores_url("https://a.example/i/3/") == "https://a.example/i/3/scores"


@pytest.mark.usefixtures("connected")
def test_who_opens_the_handout_is_done(browser: Browser, lms: Lms, tool: Tool):
    browser.enter(lms, CARD, **lms.grades())
    (score,) = told(lms)
    assert score.pop("timestamp").endswith("+00:00")
    assert score == {
        "userId": "7",
        "scoreGiven": 1,
        "scoreMaximum": 1,
        "activityProgress": "Completed",
        "gradingProgress": "FullyGraded",
    }
    headers = next(headers for _, path, headers, _ in lms.heard if path == SCORES)
    assert headers["content-type"] == "application/vnd.ims.lis.v1.score+json"
    assert headers["authorization"] == "Bearer let-in"
    assert settled(tool)


@pytest.mark.usefixtures("connected")
def test_of_several_handouts_one_says_when_one_is_done(browser: Browser, lms: Lms):
    visit = browser.enter(lms, SESSION, **lms.grades())
    visit.get("/sheets/1")
    assert lms.asked(SCORES) == []
    assert visit.post("/done").status_code == 303
    assert len(told(lms)) == 1


@pytest.mark.usefixtures("connected")
@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"scope": ["https://purl.imsglobal.org/spec/lti-ags/scope/lineitem"]},
        {"lineitem": None},
        {"roles": [INSTRUCTOR]},
        {"sub": ""},
    ],
)
def test_nothing_is_told_that_the_link_does_not_ask_for(
    browser: Browser, lms: Lms, tool: Tool, changes: dict[str, Any]
):
    claim = lms.grades() if changes else {}
    for name in ("scope", "lineitem"):
        if name in changes:
            next(iter(claim.values()))[name] = changes[name]
    rest = {name: value for name, value in changes.items() if name in ("roles", "sub")}
    visit = browser.enter(lms, CARD, **claim, **rest)
    visit.post("/done")
    assert owed(tool) == 0
    assert lms.asked("/token") == []


@pytest.mark.usefixtures("connected")
def test_it_is_tried_again(browser: Browser, lms: Lms, tool: Tool):
    failures = [(503, b""), (500, b"")]
    lms.answers["/items/3/lineitem/scores"] = lambda: failures.pop() if failures else (200, b"")
    browser.enter(lms, CARD, **lms.grades())
    assert len(told(lms, 3)) == 3
    assert settled(tool)


@pytest.mark.usefixtures("connected")
def test_what_could_not_be_told_is_told_at_the_next_visit(browser: Browser, lms: Lms, tool: Tool):
    """Between the visits nothing here says who it was."""
    lms.answers["/token"] = lambda: (503, b"")
    visit = browser.enter(lms, SESSION, **lms.grades())
    visit.post("/done")
    assert owed(tool) == 1
    assert "not been reached yet" in visit.get("").text
    del lms.answers["/token"]
    browser.enter(lms, SESSION, **lms.grades())
    assert len(told(lms)) == 1
    assert settled(tool)


@pytest.mark.usefixtures("connected")
def test_two_visits_at_once_tell_it_once(browser: Browser, lms: Lms, tool: Tool):
    answering = Event()
    lms.answers[SCORES.partition("?")[0]] = lambda: (200 if answering.wait(60) else 500, b"")
    browser.enter(lms, SESSION, **lms.grades()).post("/done")
    assert len(told(lms)) == 1
    browser.enter(lms, SESSION, **lms.grades())
    time.sleep(1)
    answering.set()
    assert settled(tool)
    assert len(told(lms)) == 1


@pytest.mark.usefixtures("connected")
def test_a_form_from_elsewhere_makes_nobody_done(browser: Browser, lms: Lms, tool: Tool):
    visit = browser.enter(lms, SESSION, **lms.grades())
    assert visit.post("/done", csrf_token="x").status_code == 403
    assert owed(tool) == 0
