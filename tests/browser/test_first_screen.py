"""What is in sight before anybody scrolls, and that the frame of the pages fits any window."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.people import Visit, make_workshop


def is_in_first_screen(one: Locator) -> bool:
    box, size = one.bounding_box(), one.page.viewport_size
    return bool(box and size and box["y"] + box["height"] <= size["height"])


def width(page: Page, selector: str) -> float:
    box = page.locator(selector).bounding_box()
    assert box
    return box["width"]


@pytest.mark.parametrize(("across", "down"), [(1280, 800), (375, 812)])
def test_a_workshop_shows_its_title_printing_and_plan_at_once(visit: Visit, across: int, down: int):
    page = visit.member(viewport={"width": across, "height": down})
    make_workshop(page)
    page.goto(page.url.split("#")[0])
    first = page.locator("#m1 .item").first
    for one in (
        page.get_by_role("heading", name="Evenings"),
        page.get_by_role("button", name="Download guide"),
        page.get_by_role("button", name="Download handouts"),
        first.get_by_role("heading"),
    ):
        assert is_in_first_screen(one)


def test_beside_the_plan_findings_stand_open_and_printing_stays_in_sight(visit: Visit):
    page = visit.member(viewport={"width": 1280, "height": 800})
    make_workshop(page)
    page.get_by_label("How many people").fill("3")
    page.keyboard.press("Tab")
    expect(page.locator(".checks .finding").first).to_be_visible()
    for part in (".group", ".checks"):  # what stands open is open to a screen reader, and no stop
        expect(page.locator(part)).to_have_attribute("open", "")
        expect(page.locator(f"{part} > summary").first).to_have_attribute("tabindex", "-1")
    page.evaluate("window.scrollTo(0, document.body.scrollHeight / 2)")
    expect(page.get_by_role("button", name="Download guide")).to_be_in_viewport()


def test_on_a_phone_findings_and_the_group_unfold(visit: Visit):
    page = visit.member(viewport={"width": 375, "height": 812})
    make_workshop(page)
    people = page.get_by_label("How many people")
    expect(people).to_be_hidden()
    page.get_by_text("1 meeting · 8 people").click()
    people.fill("3")
    page.keyboard.press("Tab")
    expect(page.get_by_text("1 meeting · 3 people")).to_be_visible()
    expect(people).to_be_visible()
    page.locator(".checks > summary").click()
    expect(page.locator(".checks .finding").first).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
def test_the_menu_is_one_line_that_opens_on_a_narrow_window(visit: Visit, *, scripts: bool):
    page = visit.member(viewport={"width": 320, "height": 640}, java_script_enabled=scripts)
    page.goto("/library")
    masthead = page.locator(".masthead").bounding_box()
    assert masthead
    assert masthead["height"] < 64
    expect(page.get_by_role("link", name="Our group")).to_be_hidden()
    page.get_by_text("Menu", exact=True).focus()
    page.keyboard.press("Enter")
    for name in ("Library", "Workshops", "Our group", "You"):
        expect(page.get_by_role("link", name=name, exact=True)).to_be_visible()
    page.get_by_role("link", name="Our group").click()
    expect(page).to_have_url(f"{visit.address}/organisation")


def test_with_room_the_menu_stands_open(visit: Visit):
    page = visit.member(viewport={"width": 1280, "height": 800})
    expect(page.get_by_text("Menu", exact=True)).to_be_hidden()
    expect(page.get_by_role("link", name="Our group")).to_be_visible()


def test_side_by_side_head_and_meetings_are_of_one_width(visit: Visit):
    page = visit.member(viewport={"width": 1600, "height": 900})
    make_workshop(page)
    for _ in range(3):
        page.get_by_role("button", name="Add a meeting").click()
    expect(page.locator(".meeting")).to_have_count(4)
    page.get_by_role("link", name="Side by side").click()
    page.wait_for_url("**?view=board")
    inner = width(page, ".opening")
    assert [width(page, one) for one in (".plan", ".meetings", ".toolbar")] == [inner] * 3
    assert width(page, ".masthead") == width(page, "main") == width(page, ".foot")
    assert page.evaluate("document.documentElement.scrollWidth") == 1600


def test_on_a_phone_the_bar_of_buttons_covers_no_meeting_that_is_led_to(visit: Visit):
    page = visit.member(viewport={"width": 375, "height": 600})
    make_workshop(page)
    page.get_by_role("button", name="Add a meeting").click()
    expect(page.get_by_role("button", name="Undo")).to_be_visible()
    workshop = page.url.split("#")[0]
    page.goto("/library")
    page.goto(f"{workshop}#m1")
    page.wait_for_load_state()
    bar, heading = page.evaluate(
        "['.toolbar', '#h-m1'].map((one) => document.querySelector(one).getBoundingClientRect())"
    )
    assert bar["bottom"] <= heading["top"]


def test_magnified_the_bar_of_buttons_moves_out_of_the_way(visit: Visit):
    page = visit.member(viewport={"width": 320, "height": 200})
    make_workshop(page)
    page.locator("#m1 .item").last.scroll_into_view_if_needed()
    expect(page.locator(".toolbar")).not_to_be_in_viewport()
