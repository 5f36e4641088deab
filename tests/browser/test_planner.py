"""The planner as people use it: by mouse, by keyboard alone, on a phone, off the network."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import Engine

from curriculum.library import Library
from curriculum.storage.shipped import load_shipped
from tests.api.house import BOUNDARIES, LISTENING, PROGRAMME
from tests.browser.people import Visit, hold, make_workshop, violations


def stored(page: Page) -> dict[str, Any]:
    """Return the workshop that a page shows, as it is stored."""
    identifier = page.url.split("#")[0].split("?")[0].rsplit("/", 1)[1]
    body: dict[str, Any] = page.request.get(f"/api/v1/workshops/{identifier}").json()
    return body


def activities(page: Page) -> Locator:
    """Return the activities of the first session."""
    return page.locator(".activities").first.locator("li .what")


def drag(page: Page, what: Locator, onto: Locator) -> None:
    """Drag by the handle to just before something."""
    carry(page, what, onto)
    with page.expect_response(lambda got: got.request.method == "POST"):
        page.mouse.up()


def carry(page: Page, what: Locator, onto: Locator) -> None:
    """Hold something by its handle just before something else, until it has its room there."""
    rows = [one.evaluate_handle("one => one.closest('[data-at]')") for one in (what, onto)]
    what.scroll_into_view_if_needed()
    what.hover()
    page.mouse.down()
    for share in (0.9, 0.5, 0.2, 0.15):
        box = onto.bounding_box()  # what is dragged takes its room along
        assert box
        page.mouse.move(box["x"] + 40, box["y"] + box["height"] * share, steps=4)
        page.wait_for_timeout(200)  # rows that make room take a moment
    page.wait_for_function("([row, next]) => row.nextElementSibling === next", arg=rows)


def test_sessions_and_activities_are_dragged(visit: Visit):
    page = visit.member()
    make_workshop(page)
    first = page.locator(".activities").first.locator("li")
    drag(page, first.nth(1).locator(".handle"), first.nth(0))
    expect(page.locator("#state")).to_have_text("Saved")
    expect(activities(page).first).to_contain_text("Rounds")
    items = page.locator("#m1 .item")
    drag(page, items.nth(1).locator("> .clock .handle"), items.nth(0))
    expect(page.locator("#state")).to_have_text("Saved")
    expect(items.first).to_contain_text("Ce qu’est une limite")
    kept = stored(page)["meetings"][0]["items"]
    assert [one["session"] for one in kept] == ["BD1", "AL1"]
    assert kept[1]["order"][:2] == ["rounds", "opening"]


def test_a_break_is_added_at_a_place_and_moved_by_keyboard_alone(visit: Visit):
    page = visit.member()
    make_workshop(page)
    page.get_by_role("button", name="Add something before Ce qu’est une limite").press("Enter")
    expect(page.get_by_text("It will stand before “BD1”.")).to_be_visible()
    page.get_by_label("Break, minutes").press("Enter")
    expect(page.locator("#m1 .item .head").nth(1)).to_contain_text("Break")
    page.get_by_label("Minutes of the break").fill("25")
    page.keyboard.press("Tab")
    expect(page.locator("#live")).to_contain_text("Saved.")
    up = page.get_by_role("button", name="Up the break")
    up.press("Enter")
    expect(page.locator("#m1 .item .head").first).to_contain_text("Break")
    page.get_by_role("button", name="Later Opening").press("Enter")
    expect(activities(page).first).to_contain_text("Rounds")
    expect(page.get_by_role("button", name="Later Opening")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(activities(page).first).to_contain_text("Opening")
    assert stored(page)["meetings"][0]["items"][0]["break"] == 25


def two_meetings(page: Page) -> None:
    """Make a workshop with a second meeting that holds a session."""
    make_workshop(page)
    page.get_by_role("button", name="Add a meeting").click()
    page.get_by_role("button", name="To meeting 2 Ce qu’est une limite").click()
    expect(page.locator("#m2 .item")).to_have_count(1)


def expect_plan(page: Page, *meetings: list[str]) -> None:
    """Wait until the meetings hold these rows, as people see them: items, activities in them."""
    expect(page.locator(".meeting")).to_have_count(len(meetings))
    for number, keys in enumerate(meetings):
        rows = page.locator(".meeting").nth(number).locator("[data-at]")
        expect(rows).to_have_count(len(keys))
        for at, key in enumerate(keys):
            expect(rows.nth(at)).to_have_attribute("data-key", key)


AL1 = ["AL1", "AL1.opening", "AL1.rounds", "AL1.extra", "AL1.break", "AL1.closing"]
BD1 = ["BD1", "BD1.limits"]


@pytest.mark.parametrize("view", ["list", "board"])
def test_an_activity_is_dragged_into_another_meeting_and_back(visit: Visit, view: str):
    page = visit.member(viewport={"width": 1400, "height": 1800})
    two_meetings(page)
    page.goto(page.url.split("#")[0] + f"?view={view}")
    page.wait_for_load_state()
    closing = page.locator("[data-key='AL1.closing'] .handle")
    drag(page, closing, page.locator("#m2 .item > .clock"))
    expect(page.locator("#m2 h3").first).to_contain_text("part 2 of 2")
    expect(page.locator("#live")).to_contain_text("Moved: Closing, meeting 2")
    expect_plan(page, AL1[:-1], ["AL1", "AL1.closing", *BD1])
    drag(page, closing, page.locator("#m1 [data-key='AL1.opening']"))
    expect(page.locator("#m2 .item")).to_have_count(1)
    expect_plan(page, ["AL1", "AL1.closing", *AL1[1:-1]], BD1)
    page.get_by_role("button", name="Undo").click()
    expect(page.locator("#m2 .item")).to_have_count(2)


def test_a_break_is_dropped_between_two_activities(visit: Visit):
    page = visit.member(viewport={"width": 1400, "height": 1800})
    make_workshop(page)
    page.get_by_role("button", name="Add a break").click()
    expect(page.locator("#m1 .item.break")).to_have_count(1)
    rest = page.locator("#m1 .item.break > .clock .handle")
    drag(page, rest, page.locator("[data-key='AL1.rounds']"))
    expect(page.locator("#m1 h3").first).to_contain_text("part 1 of 2")
    expect_plan(page, ["AL1", "AL1.opening", "the break", "AL1", *AL1[2:], *BD1])
    page.get_by_role("button", name="Remove the break").click()
    expect(page.locator("#m1 .item")).to_have_count(2)
    expect_plan(page, [*AL1, *BD1])


def test_an_activity_is_moved_anywhere_by_keyboard_alone(visit: Visit):
    page = visit.member()
    two_meetings(page)
    down = page.get_by_role("button", name="To meeting 2 Closing")
    down.press("Enter")
    expect(page.locator("#live")).to_contain_text("Moved: Closing, meeting 2")
    expect(page.get_by_role("button", name="To meeting 1 Closing")).to_be_focused()
    page.get_by_role("button", name="Move… Closing").press("Enter")
    expect(page.get_by_role("heading", name="Move “Closing”")).to_be_visible()
    page.get_by_text("Within Feeling heard").first.press("Enter")
    page.get_by_role("button", name="Before Extra").press("Enter")
    page.wait_for_url("**#at-1.1.closing")
    expect_plan(page, [*AL1[:3], "AL1.closing", *AL1[3:5]], BD1)


@pytest.mark.parametrize("wide", [320, 375])
def test_an_activity_is_moved_by_touch_on_a_phone(visit: Visit, wide: int):
    page = visit.member(viewport={"width": wide, "height": 740}, has_touch=True, is_mobile=True)
    two_meetings(page)
    page.get_by_role("button", name="Move… Closing").tap()
    page.get_by_role("button", name="At the end of meeting 2").tap()
    page.wait_for_url("**#at-2.2.closing")
    expect_plan(page, AL1[:-1], [*BD1, "AL1", "AL1.closing"])
    assert page.evaluate("document.documentElement.scrollWidth") == wide
    assert violations(page) == []


def test_without_scripts_everything_moves_by_forms(visit: Visit):
    page = visit.member(java_script_enabled=False)
    page.get_by_role("radio", name="Evenings").check()
    page.get_by_role("button", name="Make the workshop").click()
    page.get_by_role("button", name="Move… Closing").click()
    page.get_by_role("button", name="At the end of meeting 1").click()
    expect_plan(page, [*AL1[:-1], *BD1, "AL1", "AL1.closing"])
    page.get_by_role("button", name="Undo").click()
    expect_plan(page, [*AL1, *BD1])


def test_two_who_move_at_once_choose(visit: Visit):
    ada, bo = visit.member(), visit.member()
    two_meetings(ada)
    bo.goto(ada.url.split("#")[0])
    bo.get_by_role("button", name="Move… Closing").click()
    expect(bo.get_by_role("heading", name="Move “Closing”")).to_be_visible()
    ada.get_by_role("button", name="Later Opening").click()
    expect(activities(ada).first).to_contain_text("Rounds")
    bo.get_by_role("button", name="At the end of meeting 2").click()
    mine = bo.get_by_role("region", name="What you changed")
    expect(mine).to_contain_text("without Opening, Rounds, Extra, Break")
    bo.get_by_role("button", name="Keep mine").click()
    expect(bo.locator("#m2 .item")).to_have_count(2)


def test_a_start_is_fixed_and_let_go(visit: Visit):
    page = visit.member()
    make_workshop(page)
    page.get_by_text("Fixed start, notes").last.click()
    page.get_by_role("button", name="Fix it at").last.click()
    expect(page.locator("#m1 .lock")).to_have_text("fixed")
    page.get_by_role("button", name="Leave out Extra").click()
    expect(page.get_by_role("button", name="Bring back Extra")).to_be_visible()
    start = stored(page)["meetings"][0]["items"][1]["start"]
    expect(page.locator("#m1 .item").last.locator("> .clock")).to_contain_text(start)
    page.get_by_role("button", name="Let the start move").click()
    expect(page.locator("#m1 .lock")).to_have_count(0)


def test_what_is_typed_before_the_scripts_are_there_is_saved(visit: Visit):
    page = visit.member()
    make_workshop(page)
    script = hold(page, "**/static/planner.js")
    page.reload(wait_until="commit")
    page.get_by_role("spinbutton", name="Facilitators").fill("2")
    script.until_asked()
    script.let_go()
    expect(page.locator("#state")).to_have_text("Saved")
    assert stored(page)["facilitators"] == 2


def test_who_presses_the_moment_the_page_is_there_keeps_it(visit: Visit):
    page = visit.member()
    make_workshop(page)
    page.evaluate(
        """() => {
          window.kept = true;
          const later = () => document.querySelector('[aria-label="Later Opening"]');
          const press = () => later().click();
          document.addEventListener("htmx:afterSwap", press, { once: true });
        }"""
    )
    page.get_by_role("button", name="Leave out Extra").press("Enter")
    expect(activities(page).first).to_contain_text("Rounds")
    assert page.evaluate("window.kept") is True


def test_who_leads_is_chosen_where_two_do(visit: Visit):
    page = visit.member()
    make_workshop(page)
    expect(page.get_by_label("Who leads Rounds")).to_have_count(0)
    page.get_by_role("spinbutton", name="Facilitators").fill("2")
    page.keyboard.press("Tab")
    page.get_by_label("Who leads Rounds").select_option("Co-facilitator")
    expect(page.locator("#state")).to_have_text("Saved")
    assert stored(page)["meetings"][0]["items"][0]["leaders"] == {"rounds": "co-facilitator"}
    page.locator(".what").first.evaluate("one => { one.textContent = 'Misunderstandings' }")
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_function("innerWidth === 320")
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_meetings_stand_side_by_side_and_stay_so(visit: Visit):
    page = visit.member(viewport={"width": 1400, "height": 900})
    make_workshop(page)
    page.get_by_role("button", name="Add a meeting").click()
    page.get_by_role("link", name="Side by side").click()
    page.wait_for_url("**?view=board")
    page.goto(page.url.split("?")[0])
    one, other = page.locator("#m1").bounding_box(), page.locator("#m2").bounding_box()
    assert one and other  # noqa: PT018 - both are there
    assert (one["y"], one["x"] + one["width"] < other["x"]) == (other["y"], True)


def test_nothing_typed_is_lost_while_the_network_is_away(visit: Visit):
    page = visit.member()
    make_workshop(page)
    page.context.set_offline(True)
    page.get_by_label("Minutes of Opening").fill("14")
    page.keyboard.press("Tab")
    expect(page.locator("#state")).to_contain_text("Not saved: the server cannot be reached")
    expect(page.locator("#live")).to_contain_text("Not saved")
    expect(page.get_by_label("Minutes of Opening")).to_have_value("14")
    page.context.set_offline(False)
    expect(page.locator("#state")).to_have_text("Saved")
    assert stored(page)["meetings"][0]["items"][0]["minutes"] == {"opening": 14}


def test_a_page_that_is_loaded_anew_brings_back_what_was_not_saved(visit: Visit):
    page = visit.member()
    make_workshop(page)
    page.on("dialog", lambda dialog: dialog.accept())
    page.route(
        "**/workshops/*", lambda route: route.abort() if _posts(route) else route.continue_()
    )
    page.get_by_label("Minutes of Opening").fill("14")
    page.keyboard.press("Tab")
    expect(page.locator("#state")).to_contain_text("Not saved: the server cannot be reached")
    page.unroute("**/workshops/*")
    page.reload()
    expect(page.locator("#state")).to_have_text("Saved")
    assert stored(page)["meetings"][0]["items"][0]["minutes"] == {"opening": 14}


def _posts(route: Any) -> bool:
    return bool(route.request.method == "POST")


def test_a_newer_revision_is_offered_with_what_is_new(visit: Visit, sqlite_engine: Engine):
    page = visit.member()
    make_workshop(page)
    changed = LISTENING.model_copy(update={"purpose": "People feel understood."})
    with sqlite_engine.begin() as connection:
        load_shipped(connection, Library(sessions=(changed, BOUNDARIES), programmes=(PROGRAMME,)))
    page.reload()
    page.get_by_role("link", name="What is new since revision 1").click()
    expect(page.locator("ins")).to_have_text("understood.")
    page.go_back()
    page.get_by_role("button", name="Use the newest revision").click()
    expect(page.get_by_role("link", name="What is new")).to_have_count(0)
    assert stored(page)["meetings"][0]["items"][0]["revision"] == 2


@pytest.mark.parametrize("wide", [360, 412])
def test_a_phone_plans_by_touch_without_sideways_scrolling(visit: Visit, wide: int):
    page = visit.member(viewport={"width": wide, "height": 740}, has_touch=True, is_mobile=True)
    page.get_by_role("radio", name="Evenings").check()
    page.get_by_role("button", name="Make the workshop").tap()
    page.get_by_role("button", name="Add a session or an item to meeting 1").tap()
    page.get_by_role("button", name="Add Feeling heard").tap()
    expect(page.locator("#m1 .item")).to_have_count(3)
    page.get_by_role("button", name="Leave out Extra").first.tap()
    expect(page.get_by_role("button", name="Bring back Extra")).to_have_count(1)
    page.wait_for_load_state()  # without its styles a page is as wide as it likes
    assert page.evaluate("document.documentElement.scrollWidth") == wide


def test_two_quick_presses_are_both_carried_out(visit: Visit):
    page = visit.member()
    make_workshop(page)
    page.get_by_role("button", name="Later Opening").dblclick()
    expect(activities(page).nth(2)).to_contain_text("Opening")


def test_what_is_pressed_while_an_answer_is_on_its_way_is_carried_out_in_turn(visit: Visit):
    page = visit.member()
    make_workshop(page)
    answer = hold(page, "**/workshops/*", "POST")
    for _ in range(3):
        page.get_by_role("button", name="Add a meeting").click()
    page.get_by_role("button", name="Leave out Extra").click()
    answer.until_asked()
    answer.let_go()
    expect(page.get_by_role("button", name="Bring back Extra")).to_be_visible()
    expect(page.locator(".meeting")).to_have_count(4)


def test_a_row_that_is_dropped_while_an_answer_is_on_its_way_is_moved(visit: Visit):
    page = visit.member(viewport={"width": 1400, "height": 1800})
    make_workshop(page)
    answer = hold(page, "**/workshops/*", "POST")
    page.get_by_label("Minutes of Extra").fill("20")
    page.get_by_role("button", name="Save").click()
    answer.until_asked()
    closing = page.locator("[data-key='AL1.closing'] .handle")
    carry(page, closing, page.locator("[data-key='AL1.opening']"))
    page.mouse.up()
    answer.let_go()
    expect(page.locator("#live")).to_contain_text("Moved: Closing, meeting 1")
    expect(activities(page).first).to_contain_text("Closing")
    kept = stored(page)["meetings"][0]["items"][0]
    assert (kept["order"][0], kept["minutes"]) == ("closing", {"extra": 20})


def test_what_is_typed_while_its_row_moves_goes_along(visit: Visit):
    page = visit.member()
    make_workshop(page)
    answer = hold(page, "**/workshops/*", "POST")
    page.get_by_role("button", name="Down Feeling heard").click()
    answer.until_asked()
    page.get_by_label("Minutes of Opening").fill("14")
    answer.let_go()
    expect(page.locator("#m1 .item").last).to_contain_text("Feeling heard")
    expect(page.get_by_label("Minutes of Opening")).to_have_value("14")
    expect(page.locator("#state")).to_have_text("Saved")
    assert stored(page)["meetings"][0]["items"][1]["minutes"] == {"opening": 14}


def test_who_adds_what_they_searched_for_presses_once(visit: Visit):
    page = visit.member()
    make_workshop(page, "A blank workshop")
    page.get_by_role("button", name="Add a session or an item to meeting 1").click()
    page.wait_for_load_state()  # before its scripts are there, a button searches
    page.get_by_label("Search", exact=True).fill("limi")
    expect(page.get_by_text("1 session", exact=True)).to_be_visible()
    page.get_by_role("button", name="Add Ce qu’est une limite").hover()
    page.mouse.down()
    page.wait_for_timeout(500)  # a slow hand
    page.mouse.up()
    expect(page.locator("#m1 .item")).to_have_count(1)


def test_what_is_typed_is_saved_though_a_finger_scrolled(visit: Visit):
    page = visit.member()
    make_workshop(page)
    for name in ("pointerdown", "pointercancel"):
        page.locator("#main").dispatch_event(name)
    page.get_by_label("Minutes of Opening").fill("14")
    page.keyboard.press("Tab")
    expect(page.locator("#state")).to_have_text("Saved")
    assert stored(page)["meetings"][0]["items"][0]["minutes"] == {"opening": 14}


def test_two_who_change_different_things_at_once_both_keep_them(visit: Visit):
    ada, bo = visit.member(), visit.member()
    two_meetings(ada)
    bo.goto(ada.url.split("#")[0])
    bo.wait_for_load_state()
    ada.get_by_role("button", name="Remove Ce qu’est une limite").last.click()
    expect(ada.locator("#m2 .item")).to_have_count(0)
    bo.get_by_role("button", name="Leave out Extra").click()
    expect(bo.locator("#state")).to_have_text("Saved, with what somebody else changed: meeting 2")
    expect(bo.locator("#live")).to_contain_text("at the same time: meeting 2.")
    expect(bo.locator("#others")).to_contain_text("What they changed stands here now")
    expect(bo.locator("#m2 .item")).to_have_count(0)
    bo.get_by_role("button", name="Undo").click()
    expect(bo.get_by_role("button", name="Leave out Extra")).to_be_visible()
    expect(bo.locator("#others")).to_have_count(0)
    assert [len(one["items"]) for one in stored(bo)["meetings"]] == [1, 0]


def test_what_could_not_be_sent_meets_what_another_saved_meanwhile(visit: Visit):
    ada, bo = visit.member(), visit.member()
    make_workshop(ada)
    bo.goto(ada.url)
    bo.on("dialog", lambda dialog: dialog.accept())
    bo.route("**/workshops/*", lambda route: route.abort() if _posts(route) else route.continue_())
    bo.get_by_label("Minutes of Opening").fill("14")
    bo.keyboard.press("Tab")
    expect(bo.locator("#state")).to_contain_text("Not saved: the server cannot be reached")
    ada.get_by_label("Minutes of Extra").fill("20")
    ada.get_by_label("Minutes of Opening").fill("12")
    ada.keyboard.press("Tab")
    expect(ada.locator("#state")).to_have_text("Saved")
    bo.unroute("**/workshops/*")
    bo.reload()
    expect(bo.get_by_role("region", name="What you changed")).to_contain_text("Opening 14 minutes")
    expect(bo.get_by_role("region", name="What they changed")).to_contain_text("Opening 12 minutes")
    expect(bo.locator("#main")).to_contain_text("meeting 1: AL1")
    bo.reload()
    expect(bo.locator("#main")).to_contain_text("meeting 1: AL1")
    bo.get_by_role("button", name="Keep mine").click()
    expect(bo.get_by_label("Minutes of Opening")).to_have_value("14")
    expect(bo.get_by_label("Minutes of Extra")).to_have_value("20")
    bo.reload()
    expect(bo.locator("#others")).to_have_count(0)
    assert stored(bo)["meetings"][0]["items"][0]["minutes"] == {"opening": 14, "extra": 20}
