"""A meeting run from a phone: the clock, the network that drops, two devices, the record."""

from __future__ import annotations

import datetime as dt
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Dialog, Page, expect
from playwright.sync_api import Error as PlaywrightError

from api.auth import CSRF_HEADER
from curriculum.flow import flow
from curriculum.run import Place, Run, RunPart, RunStep
from tests.browser.people import Visit, hold, make_workshop, violations

SEVEN = dt.datetime(2026, 11, 27, 19, 0, tzinfo=dt.UTC)
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}


def open_run(page: Page, start: str | None = None) -> str:
    """Make a workshop, open the run of its meeting, and return the page's address.

    Unless a start is given, the meeting is planned for another time of the day.
    """
    later = dt.datetime.now(dt.UTC) + dt.timedelta(hours=6)
    answer = page.request.post(
        "/api/v1/workshops",
        data={"programme": "evenings", "start": start or f"{later:%H:%M}"},
        headers={CSRF_HEADER: page.locator("input[name=csrf_token]").first.input_value()},
    )
    address = f"/workshops/{answer.json()['id']}/meetings/1/run"
    page.goto(address)
    return address


def begin(page: Page) -> None:
    page.get_by_role("button", name="Begin now").click()
    expect(page.locator("#part-title")).to_have_text("Opening")


def turn(page: Page, times: int = 1) -> None:
    for _ in range(times):
        page.get_by_role("button", name="Next").click()


def at_hand(page: Page) -> None:
    expect(page.get_by_text("This page is at hand without a network.")).to_be_visible()


def saved(page: Page) -> None:
    expect(page.locator("#net.saved")).to_be_visible()


def test_a_meeting_is_run_and_recorded(visit: Visit):
    page = visit.member(**PHONE)
    page.goto(open_run(page).partition("/meetings")[0])
    page.get_by_role("link", name="Run it (meeting 1)").click()
    begin(page)
    expect(page.locator("#late")).to_have_text("on time")
    page.get_by_role("button", name="+1 min").click()
    expect(page.locator("#late")).to_have_text("1 min late")
    turn(page, 4)
    expect(page.locator("#part-title")).to_have_text("Extra")
    page.get_by_role("button", name="Skip this activity").click()
    expect(page.locator("#part-title")).to_have_text("Break")
    page.get_by_role("button", name="Back").click()
    expect(page.locator("#part-title")).to_have_text("Rounds")
    turn(page, 3)
    page.get_by_role("button", name="End the meeting").click()
    expect(page.get_by_role("heading", name="The meeting has ended")).to_be_visible()
    page.get_by_label("What to do differently next time").fill("Fewer words.")
    page.get_by_role("link", name="Check the minutes").click()
    expect(page.get_by_role("row", name="Extra")).to_contain_text("left out")
    expect(page.get_by_label("What to do differently")).to_have_value("Fewer words.")

    page.get_by_label("Minutes that Rounds took").fill("41")
    page.get_by_label("Break was really done").uncheck()
    page.get_by_label("How many came").fill("7")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("row", name="Rounds")).to_contain_text("over")
    expect(page.get_by_label("Minutes that Rounds took")).to_have_value("41")
    expect(page.get_by_label("Break was really done")).not_to_be_checked()
    page.get_by_role("link", name="Records").click()
    expect(page.get_by_text("7 people")).to_be_visible()


def test_without_a_network_the_meeting_goes_on_and_the_record_arrives(visit: Visit):
    page = visit.member(**PHONE)
    address = open_run(page)
    at_hand(page)
    page.context.set_offline(True)
    begin(page)
    turn(page)
    expect(page.locator("#net")).to_contain_text("No network")
    page.reload()
    expect(page.locator("#part-title")).to_have_text("Rounds")
    turn(page)
    page.reload()
    expect(page.locator("#count")).to_have_text("step 2 of 3")
    page.context.set_offline(False)
    saved(page)
    runs = page.request.get(f"/api/v1{address.partition('/meetings')[0]}/runs")
    (arrived,) = runs.json()["items"]
    assert (arrived["place"]["part"], arrived["place"]["step"]) == (1, 1)
    visit.wrong[:] = [one for one in visit.wrong if "ERR_INTERNET_DISCONNECTED" not in one]


def test_what_is_being_written_at_the_end_survives_a_page_that_goes_away(visit: Visit):
    page = visit.member(**PHONE)
    open_run(page)
    at_hand(page)
    begin(page)
    turn(page, 5)
    page.get_by_role("button", name="Skip this activity").click()
    turn(page)
    page.get_by_role("button", name="End the meeting").click()
    page.context.set_offline(True)
    page.get_by_label("What to do differently next time").fill("Fewer words.")
    page.reload()
    expect(page.get_by_label("What to do differently next time")).to_have_value("Fewer words.")


KEPT = """async () => [localStorage.length, (await caches.keys()).length,
    (await navigator.serviceWorker.getRegistrations()).length]"""


def test_signing_out_leaves_nothing_on_a_shared_device_and_loses_no_record(visit: Visit):
    page = visit.member()
    address = open_run(page)
    at_hand(page)
    page.route("**/runs*", lambda route: route.abort())
    begin(page)
    turn(page)
    expect(page.locator("#net")).to_contain_text("No network")
    page.goto("/")
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", stay)
    with page.expect_event("dialog"):
        page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    assert ["could not be sent yet" in one and "it is lost" in one for one in asked] == [True]
    assert page.evaluate(KEPT) == [1, 1, 1]

    page.unroute("**/runs*")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    assert page.evaluate(KEPT) == [0, 0, 0]
    page.context.set_offline(True)
    with pytest.raises(PlaywrightError):
        page.goto(address)
    page.context.set_offline(False)
    again = visit.member()
    again.goto(f"{address.partition('/meetings')[0]}/runs")
    expect(again.get_by_role("link", name="Meeting 1, ")).to_be_visible()


def test_the_clock_of_a_first_workshop_is_that_of_the_room(visit: Visit):
    page = visit.member(timezone_id="Asia/Kolkata")
    make_workshop(page)
    page.get_by_role("link", name="Run it (meeting 1)").click()
    begin(page)
    room = page.evaluate("Intl.DateTimeFormat('en-GB', { timeStyle: 'short' }).format()")
    hours, minutes = map(int, room.split(":"))
    next_minute = f"{(hours + (minutes + 1) // 60) % 24:02}:{(minutes + 1) % 60:02}"
    assert page.locator("#clock").inner_text() in (room, next_minute)


def test_the_page_says_saved_only_of_what_has_arrived(visit: Visit):
    page = visit.member(**PHONE)
    open_run(page)
    begin(page)
    saved(page)
    answer = hold(page, "**/runs/*", "PUT")
    turn(page)
    answer.until_asked()
    expect(page.locator("#net")).to_have_text("")
    answer.let_go()
    saved(page)


def test_of_two_devices_the_last_does_not_overwrite_the_other(visit: Visit):
    phone, tablet = visit.member(**PHONE), visit.member()
    address = open_run(phone)
    begin(phone)
    saved(phone)
    tablet.goto(address)
    tablet.get_by_role("button", name="Go on with it").click()
    expect(tablet.locator("#part-title")).to_have_text("Opening")
    turn(tablet, 2)
    saved(tablet)
    turn(phone)
    conflict = phone.get_by_role("alertdialog")
    expect(conflict).to_contain_text("Another device went on with this meeting.")
    conflict.get_by_role("button", name="Go on from there").click()
    expect(phone.locator("#count")).to_have_text("step 2 of 3")
    turn(phone)
    expect(phone.locator("#count")).to_have_text("step 3 of 3")
    saved(phone)
    turn(tablet, 2)
    conflict = tablet.get_by_role("alertdialog")
    conflict.get_by_role("button", name="Go on from here").click()
    saved(tablet)
    phone.reload()
    expect(phone.locator("#part-title")).to_have_text("Extra")


def test_keys_and_swipes_turn_the_steps(visit: Visit):
    page = visit.member(**PHONE)
    open_run(page)
    begin(page)
    page.keyboard.press("ArrowRight")
    expect(page.locator("#part-title")).to_have_text("Rounds")
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#part-title")).to_have_text("Opening")
    page.keyboard.press("+")
    expect(page.locator("#late")).to_have_text("1 min late")
    swipe = """(across) => {
      const stage = document.getElementById("stage");
      const touch = (x) => new Touch({ identifier: 1, target: stage, clientX: x, clientY: 300 });
      stage.dispatchEvent(new TouchEvent("touchstart", { touches: [touch(200)] }));
      stage.dispatchEvent(new TouchEvent("touchend", { changedTouches: [touch(200 + across)] }));
    }"""
    page.evaluate(swipe, -120)
    expect(page.locator("#part-title")).to_have_text("Rounds")
    page.evaluate(swipe, -20)
    page.evaluate(swipe, 120)
    expect(page.locator("#part-title")).to_have_text("Opening")
    page.get_by_text("The whole meeting").click()
    page.get_by_label("Keys: arrows").uncheck()
    page.keyboard.press("ArrowRight")
    expect(page.locator("#part-title")).to_have_text("Opening")


def test_an_optional_activity_to_come_is_left_out_and_brought_back(visit: Visit):
    page = visit.member(**PHONE)
    open_run(page)
    begin(page)
    page.get_by_text("The whole meeting").click()
    page.get_by_role("button", name="Leave out Extra").click()
    expect(page.locator("#late")).to_have_text("15 min early")
    page.get_by_role("button", name="Bring back Extra").click()
    expect(page.locator("#late")).to_have_text("on time")


def test_who_begins_late_is_late_until_it_is_made_up(visit: Visit):
    page = visit.member(timezone_id="Asia/Tokyo")
    page.clock.set_fixed_time(dt.datetime(2026, 11, 27, 19, 4, tzinfo=dt.UTC))
    open_run(page, start="19:00")
    begin(page)
    expect(page.locator("#clock")).to_have_text("19:04")
    expect(page.locator("#late")).to_have_text("4 min late")
    planned = page.locator("#ends").inner_text()
    page.get_by_role("button", name="−1 min").click()
    expect(page.locator("#late")).to_have_text("3 min late")
    assert page.locator("#ends").inner_text() < planned


def held(chance: Random) -> Run:
    """Return some run of some meeting, wherever it may be."""
    parts = tuple(
        RunPart(
            item=1,
            title="Part",
            left_out=chance.random() < 0.2,
            not_before=chance.choice([None, None, chance.randint(0, 120)]),
            steps=tuple(
                RunStep(
                    minutes=chance.randint(0, 20),
                    given=chance.randint(-5, 5),
                    seconds=chance.randint(0, 600),
                )
                for _ in range(chance.randint(1, 4))
            ),
        )
        for _ in range(chance.randint(1, 8))
    )
    at = chance.randrange(len(parts))
    step = chance.randrange(len(parts[at].steps))
    place = Place(part=at, step=step, since=SEVEN)
    return Run(meeting=1, planned_at=SEVEN, began_at=SEVEN, place=place, parts=parts)


def test_the_device_and_the_server_reckon_alike(visit: Visit):
    page = visit.member()
    chance = Random(1)  # noqa: S311 - no secret
    for _ in range(60):
        run, now = held(chance), SEVEN + dt.timedelta(seconds=chance.randint(0, 3_000))
        here = flow(run, now)
        there = page.evaluate(
            """async ([run, now]) => {
              const { flow } = await import("/static/run_flow.js");
              return flow(run, Date.parse(now));
            }""",
            [run.model_dump(mode="json"), now.isoformat()],
        )
        starts = [one and round(one.timestamp() * 1000) for one in here.starts]
        assert (there["starts"], there["endsAt"]) == (starts, here.ends_at.timestamp() * 1000)
        assert abs(there["late"] - here.late) <= 1  # half a minute is rounded either way


WAKE_LOCK = """
window.asked = 0;
window.held = null;
Object.defineProperty(navigator, "wakeLock", { value: { request: async (kind) => {
  window.asked += 1;
  const lock = { kind, released: false, release: async () => { lock.released = true; } };
  window.held = lock;
  return lock;
} } });
window.turn = (state) => {
  if (state === "hidden" && window.held) window.held.released = true; // browsers do it themselves
  Object.defineProperty(document, "visibilityState", { value: state, configurable: true });
  document.dispatchEvent(new Event("visibilitychange"));
};
"""
"""Stands for the device's own: a browser without a screen has none."""


def test_the_screen_stays_on_while_a_meeting_runs_and_no_longer(visit: Visit):
    page = visit.member(**PHONE)
    page.add_init_script(WAKE_LOCK)
    open_run(page)
    expect(page.get_by_role("button", name="Begin now")).to_be_visible()
    assert page.evaluate("asked") == 0
    begin(page)
    page.wait_for_function("held && !held.released")
    assert (page.evaluate("asked"), page.evaluate("held.kind")) == (1, "screen")
    turn(page)
    assert page.evaluate("asked") == 1

    page.evaluate("turn('hidden')")
    assert page.evaluate("[asked, held.released]") == [1, True]
    page.evaluate("turn('visible')")
    page.wait_for_function("!held.released")
    assert page.evaluate("asked") == 2

    turn(page, 6)
    page.get_by_role("button", name="End the meeting").click()
    expect(page.get_by_role("heading", name="The meeting has ended")).to_be_visible()
    page.wait_for_function("held.released")
    page.evaluate("turn('hidden')")
    page.evaluate("turn('visible')")
    assert page.evaluate("asked") == 2


def test_a_device_that_keeps_no_screen_on_runs_the_meeting_all_the_same(visit: Visit):
    page = visit.member(**PHONE)
    refuses = "request: () => Promise.reject(new DOMException('no', 'NotAllowedError'))"
    page.add_init_script(f"Object.defineProperty(navigator, 'wakeLock', {{value: {{{refuses}}}}})")
    open_run(page)
    begin(page)
    turn(page)
    expect(page.locator("#part-title")).to_have_text("Rounds")


def test_without_scripts_all_steps_are_there_to_read(visit: Visit):
    page = visit.member(java_script_enabled=False)
    open_run(page)
    expect(page.get_by_role("heading", name="Rounds")).to_be_visible()
    assert page.locator("article.cue:visible").count() == page.locator("article.cue").count()
    expect(page.get_by_role("button", name="Begin now")).to_be_hidden()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_wrong_while_a_meeting_runs(visit: Visit, theme: str):
    page = visit.member(color_scheme=theme, viewport={"width": 320, "height": 640})
    open_run(page)
    found = violations(page)
    begin(page)
    page.get_by_text("The whole meeting").click()
    found += violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    turn(page, 7)
    page.get_by_role("button", name="End the meeting").click()
    found += violations(page)
    page.get_by_role("link", name="Check the minutes").click()
    expect(page.get_by_role("heading", name="How meeting 1 was")).to_be_visible()
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    found += violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.get_by_role("link", name="Records").click()
    expect(page.get_by_role("heading", name="How the meetings were")).to_be_visible()
    found += violations(page)
    assert found == []
