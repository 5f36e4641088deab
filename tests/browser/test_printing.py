"""The print panel: its choices, the press at work, and the pages before they are downloaded."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument

from api.auth import CSRF_HEADER
from tests.api.v1.test_runs import ENDED
from tests.browser.people import Visit, hold, make_workshop, more_to_print
from tests.browser.test_editor import words_of


def test_pages_are_seen_before_they_are_downloaded(visit: Visit):
    page = visit.member()
    make_workshop(page)
    more_to_print(page)
    page.get_by_role("button", name="pages of the handouts").click()
    expect(page.locator(".pressed")).to_have_text("2 pages")
    first = page.get_by_role("img", name="Page 1")
    expect(first).to_be_visible()
    expect(first).to_have_js_property("naturalWidth", 320)
    large = page.get_by_role("link", name="Page 1").get_attribute("href") or ""
    assert page.request.get(large).headers["content-type"] == "image/png"


def test_the_press_is_watched_and_then_the_file_comes(visit: Visit):
    page = visit.member()
    make_workshop(page)
    told: list[str] = []
    page.expose_function("told", lambda text: told.append(text))  # noqa: PLW0108 - no builtin
    page.evaluate(
        "new MutationObserver(() => told(document.querySelector('.pressed').textContent))"
        ".observe(document.querySelector('.pressed'), {childList: true})"
    )
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download guide").click()
    assert coming.value.suggested_filename == "evenings-guide.pdf"
    steps = [one.partition(":") for one in told if one.startswith("Session ")]
    assert [numbers for numbers, _, _ in steps] == ["Session 1 of 2", "Session 2 of 2"]
    assert {title.strip() for _, _, title in steps} == {"Feeling heard", "Ce qu’est une limite"}
    assert any(one.startswith("Cover and lists: ") for one in told)


def test_what_was_typed_just_now_is_printed(visit: Visit):
    page = visit.member()
    make_workshop(page)
    answer = hold(page, "**/workshops/*", "POST")
    page.get_by_label("How many people").fill("9")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download guide").click()
        answer.until_asked()
        answer.let_go()
    assert "9 people" in words_of(coming.value.path())


def test_a_session_is_planned_and_printed_for_the_group_that_was_typed_just_now(visit: Visit):
    page = visit.member()
    page.goto("/library/AL1")
    hold(page, "**/library/AL1?*")
    page.get_by_label("How many people").fill("12")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download handouts").click()
    assert "people=12" in coming.value.url
    page.get_by_role("button", name="Plan an evening with it").click()
    expect(page.get_by_text("1 meeting · 12 people")).to_be_visible()


def test_what_was_chosen_is_chosen_again(visit: Visit):
    page = visit.member()
    make_workshop(page)
    more_to_print(page)
    expect(page.get_by_text("Look first:")).to_be_visible()
    page.get_by_role("combobox", name="Paper").select_option("US Letter")
    page.get_by_role("combobox", name="Ink").select_option("Black only, for a copier")
    page.goto("/library/AL1")
    expect(page.get_by_role("combobox", name="Paper")).to_have_value("letter")
    expect(page.get_by_role("combobox", name="Ink")).to_have_value("black")
    expect(page.get_by_role("combobox", name="Size")).to_have_value("standard")
    assert "paper=letter" in (page.locator(".leaves img").first.get_attribute("src") or "")


def test_what_cannot_be_downloaded_yet_is_told_on_a_page(visit: Visit):
    page = visit.member()
    make_workshop(page)
    planned = page.url.split("#")[0]
    page.get_by_role("link", name="Calendar").click()
    expect(page.get_by_role("heading", name="Something is in the way")).to_be_visible()
    expect(page.get_by_text("No meeting has a date and a start yet")).to_be_visible()
    page.go_back()
    expect(page).to_have_url(planned)
    here = planned.replace("/workshops/", "/api/v1/workshops/")
    asked = page.evaluate(
        "async (url) => (await fetch(url)).headers.get('content-type')", f"{here}/calendar.ics"
    )
    assert asked == "application/problem+json"


def test_the_whole_pack_comes_as_one_file(visit: Visit):
    page = visit.member()
    make_workshop(page)
    more_to_print(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name="All in one ZIP").click()
    assert coming.value.suggested_filename == "evenings.zip"
    with ZipFile(Path(coming.value.path())) as pack:
        printed = [name for name in pack.namelist() if name.endswith(".pdf")]
        assert all(len(PdfDocument(pack.read(name))) for name in printed)
    assert len(printed) >= 3


def test_one_evening_is_printed_alone_and_without_scripts(visit: Visit):
    page = visit.member(java_script_enabled=False)
    make_workshop(page)
    page.get_by_role("button", name="Add a meeting").click()
    page.get_by_text("Print this evening only").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Guide of meeting 1").click()
    assert Path(coming.value.path()).read_bytes().startswith(b"%PDF-")
    more_to_print(page)
    page.get_by_role("combobox", name="Size").select_option("Large print")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download handouts").click()
    assert Path(coming.value.path()).read_bytes().startswith(b"%PDF-")


def test_a_sessions_sheets_are_seen_as_pages(visit: Visit):
    page = visit.stranger()
    page.goto("/library/AL1")
    page.locator(".leaves").scroll_into_view_if_needed()
    expect(page.locator(".leaves li")).to_have_count(2)
    for picture in page.locator(".leaves img").all():
        expect(picture).to_have_js_property("naturalWidth", 320)
    page.get_by_role("radio", name="Couples").check(force=True)
    expect(page).to_have_url(f"{visit.address}/library/AL1?mode=couples&setting=in-person&people=8")


def test_the_guide_is_had_as_cards_but_large_print_is_no_booklet(visit: Visit):
    page = visit.member()
    make_workshop(page)
    more_to_print(page)
    booklet = page.get_by_role("button", name="Guide as a booklet")
    expect(page.get_by_text("Look first:")).to_be_visible()
    page.get_by_role("combobox", name="Size").select_option("Large print")
    expect(booklet).to_be_disabled()
    page.get_by_role("combobox", name="Size").select_option("Standard")
    expect(booklet).to_be_enabled()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Guide as cue cards").click()
    assert Path(coming.value.path()).read_bytes().startswith(b"%PDF-")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Handouts, two to a sheet").click()
    width, height = PdfDocument(Path(coming.value.path()))[0].get_size()
    assert (round(width), round(height)) == (842, 595)  # A4 on its side


def test_the_guide_tells_of_the_last_time_where_there_was_one_and_that_is_remembered(visit: Visit):
    page = visit.member()
    make_workshop(page)
    here = page.url.split("#")[0]
    more_to_print(page)
    tick = page.get_by_role("checkbox", name="Tell how each session went last time")
    expect(tick).to_have_count(0)
    meet(page, here)
    page.reload()
    more_to_print(page)
    expect(tick).to_have_accessible_description(re.compile("under each session that was held"))
    tick.check()
    with page.expect_request("**/guide/progress*") as asked, page.expect_download() as coming:
        page.get_by_role("button", name="Download guide").click()
    assert "last_time=true" in asked.value.url
    assert "last_time=true" in coming.value.url
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download handouts").click()
    assert "last_time" not in coming.value.url
    page.reload()
    more_to_print(page)
    expect(tick).to_be_checked()
    page.goto("/library/AL1")
    page.get_by_role("combobox", name="Ink").select_option("Black only, for a copier")
    page.goto(here)
    more_to_print(page)
    expect(tick).to_be_checked()


def meet(page: Page, workshop: str) -> None:
    """Keep a record of the workshop's meeting, as the run view does."""
    token = page.locator("input[name=csrf_token]").first.input_value()
    answer = page.request.post(
        workshop.replace("/workshops/", "/api/v1/workshops/") + "/runs",
        data=ENDED,
        headers={CSRF_HEADER: token},
    )
    assert answer.status == 201
