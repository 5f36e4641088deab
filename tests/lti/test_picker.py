"""Choosing for a course, several at once."""

from __future__ import annotations

import html

import pytest

from api.lti.claims import DEEP_LINKING, LTI
from tests.lti.browser import Browser, Visit, hidden
from tests.lti.conftest import Tool
from tests.lti.lms import ABSENT, CLIENT_ID, DEPLOYMENT, LEARNER, Lms

PICK = "/lti/deep-link"
CARD = "/lti/sessions/AL1/handouts/card"
pytestmark = pytest.mark.usefixtures("connected")


def pick(visit: Visit, *paths: str, **fields: str) -> str:
    """Tick and send; return the answer's page."""
    answer = visit.post(
        "/choose", do="send", **{f"choose {path}": "on" for path in paths}, **fields
    )
    assert answer.status_code == 200, answer.text
    return answer.text


def test_the_library_is_searched_to_choose(browser: Browser, lms: Lms, tool: Tool):
    tool.house.make_workshop(title="Tuesdays & more")
    visit = browser.enter(lms, PICK, **lms.choosing())
    for words in (
        "Feeling heard",
        "Ce qu’est une limite",
        "Notes for the week",
        "Tuesdays &amp; more",
    ):
        assert words in visit.page.text
    found = visit.post("/choose", do="search", q="limite")
    assert "Ce qu’est une limite" in found.text
    assert "Feeling heard" not in found.text


def test_what_is_ticked_stays_ticked_while_one_searches_on(browser: Browser, lms: Lms):
    visit = browser.enter(lms, PICK, **lms.choosing())
    found = visit.post("/choose", do="search", q="limite", **{f"choose {CARD}": "on"})
    assert f'name="choose {CARD}" checked' in found.text
    assert "Four moves" in found.text


def test_several_are_sent_back_signed(browser: Browser, lms: Lms, tool: Tool):
    workshop = f"/lti/workshops/{tool.house.make_workshop().json()['id']}"
    visit = browser.enter(lms, PICK, **lms.choosing())
    page = pick(visit, "/lti/sessions/AL1", "/lti/sessions/AL1/handouts/log", workshop)
    assert f'action="{lms.address}/return"' in page
    said = lms.read(html.unescape(hidden(page, "JWT")))
    for name in ("iat", "exp", "nonce"):
        assert said.pop(name)
    assert said == {
        "iss": CLIENT_ID,
        "aud": lms.address,
        f"{LTI}deployment_id": DEPLOYMENT,
        f"{LTI}message_type": "LtiDeepLinkingResponse",
        f"{LTI}version": "1.3.0",
        f"{DEEP_LINKING}data": "course 5",
        f"{DEEP_LINKING}content_items": [
            {"type": "ltiResourceLink", "title": title, "url": tool.address + path}
            for title, path in (
                ("Feeling heard", "/lti/sessions/AL1"),
                ("Notes for the week", "/lti/sessions/AL1/handouts/log"),
                ("Tuesdays", workshop),
            )
        ],
    }


def test_every_link_that_was_sent_opens(browser: Browser, lms: Lms, tool: Tool):
    workshop = f"/lti/workshops/{tool.house.make_workshop().json()['id']}"
    for path in ("/lti/sessions/AL1", CARD, workshop):
        assert browser.enter(lms, path).page.status_code == 200


def test_the_platform_is_asked_to_count_only_if_that_is_ticked(browser: Browser, lms: Lms):
    visit = browser.enter(lms, PICK, **lms.choosing())
    said = lms.read(hidden(pick(visit, CARD, counted="on"), "JWT"))
    (item,) = said[f"{DEEP_LINKING}content_items"]
    assert item["lineItem"] == {"scoreMaximum": 1, "label": "Four moves", "resourceId": CARD}
    without = browser.enter(lms, PICK, **lms.choosing(accept_lineitem=False))
    said = lms.read(hidden(pick(without, CARD, counted="on"), "JWT"))
    assert "lineItem" not in said[f"{DEEP_LINKING}content_items"][0]


def test_data_is_sent_back_only_if_it_came(browser: Browser, lms: Lms):
    visit = browser.enter(lms, PICK, **lms.choosing(data=None))
    assert f"{DEEP_LINKING}data" not in lms.read(hidden(pick(visit, CARD), "JWT"))


def test_the_form_may_lead_to_the_platform_and_nowhere_else(browser: Browser, lms: Lms):
    visit = browser.enter(lms, PICK, **lms.choosing())
    sent = visit.post("/choose", do="send", **{f"choose {CARD}": "on"})
    policy = sent.headers["Content-Security-Policy"]
    assert f"form-action 'self' {lms.address}" in policy
    assert policy.endswith(f"frame-ancestors {lms.address}")


@pytest.mark.parametrize(
    ("ticked", "changes", "words"),
    [
        ((), {}, "Nothing is ticked yet"),
        (("/lti/sessions/ZZ9", "/organisation", "//evil.example"), {}, "Nothing is ticked yet"),
        ((CARD, "/lti/sessions/AL1"), {"accept_multiple": False}, "one link alone"),
        ((CARD, "/lti/sessions/AL1"), {"accept_multiple": "false"}, "one link alone"),
    ],
)
def test_what_cannot_be_sent_is_told(
    browser: Browser, lms: Lms, ticked: tuple[str, ...], changes: dict[str, object], words: str
):
    visit = browser.enter(lms, PICK, **lms.choosing(**changes))
    page = pick(visit, *ticked)
    assert words in page
    assert 'name="JWT"' not in page


def test_another_groups_workshop_cannot_be_chosen(browser: Browser, lms: Lms, tool: Tool):
    stranger = {"Authorization": f"Bearer {tool.house.stranger}"}
    body = {"title": "Theirs", "meetings": [{"minutes": 120, "items": [{"session": "AL1"}]}]}
    made = tool.house.ask("POST", "/api/v1/workshops", None, headers=stranger, json=body)
    visit = browser.enter(lms, PICK, **lms.choosing())
    assert "Theirs" not in visit.page.text
    assert "Nothing is ticked yet" in pick(visit, f"/lti/workshops/{made.json()['id']}")


def test_learners_do_not_choose(browser: Browser, lms: Lms):
    refused = browser.arrive(lms, PICK, **{**lms.choosing(), "roles": [LEARNER]})
    assert (refused.status_code, "role-needed" in refused.text) == (403, True)
    visit = browser.enter(lms, "/lti/sessions/AL1")
    assert visit.post("/choose", do="send", **{f"choose {CARD}": "on"}).status_code == 403


def test_a_form_from_elsewhere_chooses_nothing(browser: Browser, lms: Lms):
    visit = browser.enter(lms, PICK, **lms.choosing())
    forged = visit.post("/choose", do="send", csrf_token="x", **{f"choose {CARD}": "on"})
    assert forged.status_code == 403


@pytest.mark.parametrize(
    "changes",
    [{"accept_types": ["file"]}, {"deep_link_return_url": "javascript:alert(1)"}],
)
def test_a_place_that_takes_no_links_is_told(
    browser: Browser, lms: Lms, changes: dict[str, object]
):
    assert browser.enter(lms, PICK, **lms.choosing(**changes)).page.status_code == 403


def test_settings_are_needed(browser: Browser, lms: Lms):
    claims = {**lms.choosing(), f"{DEEP_LINKING}deep_linking_settings": ABSENT}
    assert "bad-claims" in browser.arrive(lms, PICK, **claims).text
