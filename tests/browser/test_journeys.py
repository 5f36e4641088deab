"""What a facilitator does in the browser, from the first link to a plan that fits."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser.people import Visit, make_workshop


def test_the_first_guide_takes_a_link_and_three_choices(visit: Visit):
    page = visit.member()
    page.get_by_role("radio", name="Evenings").check()
    page.get_by_label("How many people").fill("9")
    page.get_by_role("radio", name="Online").check()
    page.get_by_role("button", name="Make the workshop").click()
    expect(page.get_by_text("1 meeting · 9 people · People attend alone · Online")).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download guide").click()
    assert coming.value.suggested_filename == "evenings-guide.pdf"
    assert Path(coming.value.path()).read_bytes().startswith(b"%PDF-")


def test_a_blank_workshop_is_filled_timed_and_fitted(visit: Visit):
    page = visit.member()
    page.get_by_label("Minutes (blank workshop)").fill("70")
    make_workshop(page, "A blank workshop")
    page.get_by_role("button", name="Add a session or an item to meeting 1").click()
    page.wait_for_load_state()  # before its scripts are there, a button searches
    page.get_by_label("Search", exact=True).press_sequentially("limi")
    expect(page.get_by_text("1 session", exact=True)).to_be_visible()
    page.get_by_label("Search", exact=True).fill("")
    page.get_by_role("button", name="Add Feeling heard").click()
    expect(page.get_by_text("83 of 70 min, 13 over")).to_be_visible()

    page.get_by_label("Minutes of Opening").fill("12")
    page.keyboard.press("Tab")
    expect(page.get_by_text("85 of 70 min, 15 over")).to_be_visible()
    expect(page.locator("#live")).to_contain_text("Meeting 1: 85 of 70 minutes")

    page.get_by_role("button", name="Fit to the time…").click()
    row = page.get_by_role("row").filter(has_text="Extra")
    expect(row).to_contain_text("left out")
    page.get_by_role("button", name="Make these cuts").click()
    expect(page.get_by_text("70 of 70 min", exact=True)).to_be_visible()
    page.get_by_role("button", name="Bring back Extra").click()
    expect(page.get_by_text("85 of 70 min, 15 over")).to_be_visible()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("70 of 70 min", exact=True)).to_be_visible()
    page.get_by_role("button", name="Redo").click()
    expect(page.get_by_text("85 of 70 min, 15 over")).to_be_visible()


def test_of_two_people_nobody_loses_what_they_changed(visit: Visit):
    ada, bo = visit.member(), visit.member()
    make_workshop(ada)
    bo.goto(ada.url)
    for page, title in ((ada, "Ada’s evenings"), (bo, "Bo’s evenings")):
        page.get_by_text("Title, time zone, needs, notes").click()
        page.get_by_label("Title", exact=True).first.fill(title)
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("heading", level=1)).not_to_have_text("Evenings")
    expect(ada.get_by_role("heading", level=1)).to_have_text("Ada’s evenings")
    expect(bo.get_by_role("heading", level=1)).to_contain_text("Somebody else changed")
    mine = bo.get_by_role("region", name="What you changed")
    theirs = bo.get_by_role("region", name="What they changed")
    expect(mine).to_contain_text("Title: Bo’s evenings")
    expect(theirs).to_contain_text("Title: Ada’s evenings")
    bo.get_by_role("button", name="Keep mine").click()
    expect(bo.get_by_role("heading", level=1)).to_have_text("Bo’s evenings")
    bo.get_by_role("button", name="Undo").click()
    expect(bo.get_by_role("heading", level=1)).to_have_text("Ada’s evenings")


def test_what_is_mistyped_is_told_and_stays(visit: Visit):
    page = visit.member()
    make_workshop(page)
    page.get_by_text("Title, time zone, needs, notes").click()
    page.get_by_label("How many people").fill("99")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved yet")
    expect(page.get_by_label("How many people")).to_have_value("99")
    assert page.get_by_label("How many people").get_attribute("aria-invalid") == "true"


def test_everything_works_without_scripts(visit: Visit):
    page = visit.member(java_script_enabled=False)
    page.goto("/library")
    page.get_by_label("Search", exact=True).fill("heard")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("2 sessions found.")).to_be_visible()
    page.get_by_role("link", name="Feeling heard", exact=True).click()
    page.get_by_label("How many people").fill("12")
    page.get_by_role("button", name="Show it for this group").click()
    expect(page.get_by_text("91 min with 12 people")).to_be_visible()
    page.get_by_role("button", name="Plan an evening with it").click()
    page.get_by_role("button", name="Leave out Extra").click()
    expect(page.get_by_text("left out, 15 min")).to_be_visible()
    page.get_by_role("button", name="Add a meeting").click()
    page.get_by_role("button", name="To meeting 2 Feeling heard").click()
    expect(page.locator("#m2").get_by_role("link", name="Feeling heard")).to_be_visible()
    expect(page.locator("#m1").get_by_text("Nothing is planned yet.")).to_be_visible()


def test_a_token_is_shown_once_and_revoked(visit: Visit):
    page = visit.member()
    page.get_by_role("link", name="Our group").click()
    page.get_by_label("What it is for").fill("Our LMS")
    page.get_by_label("Read sessions, programmes and their documents.").check()
    page.get_by_role("button", name="Make a token").click()
    expect(page.locator("code.secret")).to_contain_text("cur_")
    expect(page.get_by_role("row", name="Our LMS").get_by_role("listitem")).to_have_count(1)
    entering = {"Authorization": f"Bearer {page.locator('code.secret').inner_text()}"}
    window = visit.stranger().request
    statuses = [
        window.get(f"/api/v1/{path}", headers=entering).status for path in ("sessions", "workshops")
    ]
    assert statuses == [200, 403]
    page.goto("/organisation")
    expect(page.locator("code.secret")).to_have_count(0)
    page.get_by_role("button", name="Revoke Our LMS").click()
    expect(page.get_by_role("row", name="Our LMS")).to_contain_text("revoked")


def test_who_works_by_keyboard_stays_where_they_are(visit: Visit):
    page = visit.member()
    make_workshop(page)
    page.get_by_role("button", name="Leave out Extra").press("Enter")
    expect(page.get_by_role("button", name="Bring back Extra")).to_be_focused()
    page.get_by_role("button", name="Down Feeling heard").press("Enter")
    expect(page.locator("#m1 .item").last).to_contain_text("Feeling heard")


def press(page: Page, one: Locator, key: str = "Enter", way: str = "Tab") -> None:
    """Go to something by the keyboard alone, as often as it takes, and press a key there."""
    expect(one).to_be_visible()
    for _ in range(150):
        if one.evaluate("one => one === document.activeElement"):
            return page.keyboard.press(key)
        page.keyboard.press(way)
    raise AssertionError(f"{one} cannot be reached by {way}")


def test_a_whole_evening_is_planned_printed_and_run_by_keyboard_alone(visit: Visit):
    page = visit.member(viewport={"width": 1280, "height": 900})
    button = partial(page.get_by_role, "button")
    press(page, page.get_by_role("radio", name="Evenings"), "ArrowDown")
    press(page, page.get_by_label("How many people"), "ControlOrMeta+A")
    page.keyboard.type("9")
    press(page, page.get_by_role("radio", name="Alone nobody"), "ArrowUp")  # round to the last one
    press(page, button(name="Make the workshop"))
    press(page, button(name="Add a session or an item to meeting 1"), way="Shift+Tab")
    page.wait_for_url("**/add*")
    press(page, button(name="Add Feeling heard"))
    page.wait_for_url("**#m1")
    press(page, button(name="Add a break to meeting 1"))
    expect(page.locator("#m1 .item")).to_have_count(2)
    press(page, button(name="Up the break"), way="Shift+Tab")
    expect(page.locator("#m1 .item").first).to_contain_text("Break")
    press(page, button(name="Remove the break"))
    expect(page.locator("#m1 .item")).to_have_count(1)
    press(page, page.get_by_label("Minutes of Rounds"), "ControlOrMeta+A")
    page.keyboard.type("85")
    page.keyboard.press("Tab")
    expect(page.locator("#state")).to_have_text("Saved")
    press(page, button(name="Fit to the time…"), way="Shift+Tab")
    press(page, button(name="Make these cuts"))
    expect(button(name="Bring back Extra")).to_be_visible()
    with page.expect_download() as coming:
        press(page, button(name="Download guide"))
    assert Path(coming.value.path()).read_bytes().startswith(b"%PDF-")
    press(page, page.get_by_role("link", name="Run it (meeting 1)"))
    press(page, button(name="Begin now"))
    title = page.locator("#part-title")
    expect(title).to_have_text("Opening")
    page.keyboard.press("+")
    page.keyboard.press("ArrowRight")
    expect(title).to_have_text("Rounds")
    while not button(name="End the meeting").is_visible():
        page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    press(page, page.get_by_label("What to do differently next time"))
    page.keyboard.type("Fewer words.")
    press(page, page.get_by_role("link", name="Check the minutes"))
    expect(page.get_by_role("heading", name="How meeting 1 was")).to_be_visible()
    expect(page.get_by_label("What to do differently")).to_have_value("Fewer words.")
