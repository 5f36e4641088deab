"""The pages behind a participant's link: left at once, by keyboard too, and without scripts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.people import Visit, hold, make_workshop, violations

NEUTRAL = "https://www.wikipedia.org/"


@pytest.fixture
def link(visit: Visit) -> str:
    """Let a facilitator make a link in the planner's page."""
    page = visit.member()
    make_workshop(page)
    page.goto(f"{page.url.split('#')[0]}/share")
    page.get_by_role("button", name="Make a link").click()
    return page.locator("code.secret").inner_text()


@pytest.fixture
def anybody(browser: Browser) -> Iterator[Page]:
    """Open a window in which the neutral page answers without a network."""

    def answer(route: Route) -> None:
        route.fulfill(content_type="text/html", body="<title>Elsewhere</title><h1>Elsewhere</h1>")

    window = browser.new_context()
    window.route(NEUTRAL, answer)
    yield window.new_page()
    window.close()


def test_a_participant_reads_the_sheets_and_prints_them(visit: Visit, link: str):
    page = visit.stranger()
    page.goto(link)
    expect(page).to_have_title("Notes")
    page.get_by_role("link", name="1. Four moves", exact=True).click()
    expect(page).to_have_title("Notes")
    expect(page.get_by_role("heading", name="Four moves")).to_be_visible()
    page.get_by_role("link", name="All notes").click()
    printed = page.get_by_role("link", name="Print Four moves (PDF)").get_attribute("href")
    assert page.request.get(str(printed)).headers["content-type"] == "application/pdf"


@pytest.mark.parametrize("way", ["button", "escape"])
def test_another_page_takes_the_place_of_this_one(anybody: Page, link: str, way: str):
    anybody.goto(link)
    before = anybody.evaluate("history.length")
    if way == "button":
        anybody.get_by_role("link", name="Leave this page now").click()
    else:
        anybody.keyboard.press("Escape")
        anybody.keyboard.press("Escape")
    expect(anybody.get_by_role("heading", name="Elsewhere")).to_be_visible()
    assert anybody.url == NEUTRAL
    assert anybody.evaluate("history.length") == before


def test_after_leaving_no_sheet_is_left_to_go_back_to(anybody: Page, link: str):
    anybody.goto(NEUTRAL)
    anybody.goto(link)
    before = anybody.evaluate("history.length")
    anybody.get_by_role("link", name="1. Four moves", exact=True).click()
    expect(anybody.get_by_role("heading", name="Four moves")).to_be_visible()
    anybody.get_by_role("link", name="All notes").click()
    anybody.get_by_role("link", name="1. Four moves", exact=True).click()
    expect(anybody.get_by_role("link", name="All notes")).to_be_visible()
    anybody.get_by_role("link", name="Leave this page now").click()
    expect(anybody.get_by_role("heading", name="Elsewhere")).to_be_visible()
    assert anybody.evaluate("history.length") == before


def test_no_sheet_can_be_opened_before_the_way_out_is_ready(anybody: Page, link: str):
    way_out = hold(anybody, "**/static/share.js")
    sheet = anybody.get_by_role("link", name="1. Four moves", exact=True)
    anybody.goto(link, wait_until="commit")
    way_out.until_asked()
    anybody.wait_for_timeout(500)
    assert sheet.count() == 0
    way_out.let_go()
    expect(sheet).to_be_visible()


def test_escape_pressed_once_stays(anybody: Page, link: str):
    anybody.goto(link)
    anybody.keyboard.press("Escape")
    anybody.keyboard.press("Tab")
    expect(anybody.get_by_role("link", name="Leave this page now")).to_be_focused()
    assert anybody.url == link


def test_the_way_out_needs_no_script(browser: Browser, link: str):
    window = browser.new_context(java_script_enabled=False)
    window.route(NEUTRAL, lambda route: route.fulfill(content_type="text/html", body="Elsewhere"))
    page = window.new_page()
    page.goto(link)
    page.get_by_role("link", name="2. Notes for the week", exact=True).click()
    page.get_by_role("link", name="Leave this page now").click()
    page.wait_for_url(NEUTRAL)
    window.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_wrong_and_no_page_is_wide(visit: Visit, link: str, theme: str):
    guest = visit.stranger(color_scheme=theme, viewport={"width": 320, "height": 640})
    member = visit.member(color_scheme=theme, viewport={"width": 320, "height": 640})
    member.goto("/")
    member.get_by_role("link", name="Evenings").first.click()
    member.wait_for_url("**/workshops/*")
    panel = f"{member.url.split('#')[0]}/share"
    found = {}
    for page, address in (
        (guest, link),
        (guest, f"{link}/1"),
        (guest, f"{link}/none"),
        (member, panel),
    ):
        page.goto(address)
        found[address] = violations(page), page.evaluate("document.documentElement.scrollWidth")
    assert set(map(str, found.values())) == {str(([], 320))}, found
