"""The whole way in a real browser that blocks third-party cookies, inside a course's frame."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from playwright.sync_api import Frame, Page, expect

from api.lti import cookies
from tests.chromium import Launch
from tests.lti.conftest import Tool
from tests.lti.lms import CLIENT_ID, INSTRUCTOR, Lms

PATIENCE = 60_000
"""Milliseconds: the machine may be busy."""
pytestmark = [pytest.mark.usefixtures("connected"), pytest.mark.xdist_group("browser")]


@pytest.fixture
def page(launch: Launch) -> Iterator[Page]:
    """Open a browser that keeps no cookies of third parties but partitioned ones."""
    opened = launch("--test-third-party-cookie-phaseout")
    page = opened.new_page()
    page.set_default_timeout(PATIENCE)
    yield page
    opened.close()


def way_in(lms: Lms, tool: Tool, target: str, **said: object) -> str:
    """Return where a link of a course leads: to the tool, which is another site."""
    elsewhere = tool.address.replace("127.0.0.1", "localhost")
    lms.launch = {"target": elsewhere + target, **said}
    login = {
        "iss": lms.address,
        "login_hint": "7",
        "client_id": CLIENT_ID,
        "target_link_uri": elsewhere + target,
    }
    return f"{elsewhere}{urlsplit(tool.facts['login_url']).path}?{urlencode(login)}"


def course(page: Page, lms: Lms, tool: Tool, target: str, **said: object) -> Frame:
    """Open a course whose frame opens a link to the tool."""
    query = urlencode({"tool": way_in(lms, tool, target, **said)})
    page.goto(f"{lms.address}/course?{query}")
    frame = page.frames[1]
    expect(frame.locator("h1")).to_be_visible(timeout=PATIENCE)
    return frame


def test_a_learner_reads_and_prints_inside_the_course(
    page: Page, lms: Lms, tool: Tool, tmp_path: Path
):
    frame = course(page, lms, tool, "/lti/sessions/AL1")
    frame.get_by_role("link", name="Four moves", exact=True).click()
    expect(frame.locator("h1")).to_have_text("Four moves", timeout=PATIENCE)
    with page.expect_download(timeout=PATIENCE) as waiting:
        frame.get_by_role("link", name="PDF to print").click()
    waiting.value.save_as(tmp_path / "handout.pdf")
    assert (tmp_path / "handout.pdf").read_bytes()[:5] == b"%PDF-"


def test_it_goes_on_in_a_window_of_its_own(page: Page, lms: Lms, tool: Tool):
    frame = course(page, lms, tool, "/lti/sessions/AL1")
    with page.expect_popup(timeout=PATIENCE) as waiting:
        frame.get_by_role("button", name="Open in a window of its own").click()
    window = waiting.value
    expect(window.locator("h1")).to_have_text("Handouts", timeout=PATIENCE)


def test_a_learner_leaves_the_course_at_once(page: Page, lms: Lms, tool: Tool):
    page.context.route("https://www.wikipedia.org/", lambda route: route.fulfill(body="Elsewhere"))
    frame = course(page, lms, tool, "/lti/sessions/AL1")
    frame.get_by_role("link", name="Leave this page now").click()
    page.wait_for_url("https://www.wikipedia.org/", timeout=PATIENCE)


def test_a_teacher_searches_chooses_and_sends(page: Page, lms: Lms, tool: Tool):
    frame = course(page, lms, tool, "/lti/deep-link", **lms.choosing())
    frame.get_by_label("Feeling heard").check()
    frame.get_by_label("Search").fill("limite")
    frame.get_by_role("button", name="Search").click()
    expect(frame.get_by_text("Ce qu’est une limite")).to_be_visible(timeout=PATIENCE)
    frame.get_by_label("Ce qu’est une limite").check()
    with page.expect_request(f"{lms.address}/return", timeout=PATIENCE) as waiting:
        frame.get_by_role("button", name="Put into the course").click()
    token = (waiting.value.post_data or "").removeprefix("JWT=")
    items = lms.read(token)["https://purl.imsglobal.org/spec/lti-dl/claim/content_items"]
    assert {item["title"] for item in items} == {"Feeling heard", "Ce qu’est une limite"}


def test_a_teacher_sees_the_session_inside_the_course(page: Page, lms: Lms, tool: Tool):
    frame = course(page, lms, tool, "/lti/sessions/AL1", roles=[INSTRUCTOR])
    expect(frame.get_by_role("heading", name="Step by step")).to_be_visible(timeout=PATIENCE)


def test_where_no_cookie_is_kept_a_window_leads_in(
    page: Page, lms: Lms, tool: Tool, monkeypatch: pytest.MonkeyPatch
):
    """To a browser that knows no partitioned cookies they are as if they were not marked so."""
    monkeypatch.setattr(cookies, "MARKS", cookies.MARKS.replace("; Partitioned", ""))
    frame = course(page, lms, tool, "/lti/sessions/AL1")
    expect(frame.locator("h1")).to_have_text("Open it in a window of its own", timeout=PATIENCE)
    with page.expect_popup(timeout=PATIENCE) as waiting:
        frame.get_by_role("link", name="Open in a new window").click()
    expect(waiting.value.locator("h1")).to_have_text("Handouts", timeout=PATIENCE)
