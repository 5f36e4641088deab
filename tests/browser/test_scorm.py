"""The package for platforms that ask for SCORM: what it tells them, and that it needs none."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from curriculum.exports.scorm import scorm_file
from curriculum.participants import taken_home
from pdf_templates.on_screen import scorm_page, scorm_script
from tests.browser.people import violations
from tests.curriculum.exports.reading import unpack
from tests.pdf_templates.samples import sample_pack

PLACE = "http://platform.test/"
PLATFORM = """<!doctype html><html lang="en"><title>Course</title>
<script>
  window.calls = [];
  window.values = {"cmi.core.lesson_status": new URLSearchParams(location.search).get("status")};
  window.API = {
    LMSInitialize: (...given) => { calls.push(["LMSInitialize", ...given]); return "true"; },
    LMSGetValue: (name) => values[name] || "",
    LMSSetValue: (name, value) => {
      calls.push([name, value]);
      values[name] = value;
      return "true";
    },
    LMSCommit: (...given) => { calls.push(["LMSCommit", ...given]); return "true"; },
    LMSFinish: (...given) => { calls.push(["LMSFinish", ...given]); return "true"; },
  };
</script>
<iframe title="Notes" src="package/index.html" width="600" height="400"></iframe></html>"""


def package() -> dict[str, bytes]:
    pack = taken_home(sample_pack())
    papers = {sheet.number: f"{sheet.number}.pdf" for sheet in pack.sheets}
    page = {"index.html": scorm_page(pack, papers).encode(), "scorm.js": scorm_script()}
    return unpack(scorm_file("sample", pack.title, {**page, **dict.fromkeys(papers.values(), b"")}))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open a window in which a platform shows the package in a frame."""
    files = package()

    def answer(route: Route) -> None:
        path = route.request.url.removeprefix(PLACE).split("?")[0]
        if path.startswith("package/"):
            kind = "text/javascript" if path.endswith(".js") else "text/html"
            route.fulfill(body=files[path.removeprefix("package/")], content_type=kind)
        else:
            route.fulfill(body=PLATFORM, content_type="text/html")

    window = browser.new_context()
    window.route(f"{PLACE}**", answer)
    yield window.new_page()
    window.close()


def told(page: Page) -> list[list[str]]:
    calls: list[list[str]] = page.evaluate("calls")
    return calls


def test_a_platform_is_told_of_completion_and_time(page: Page):
    page.goto(PLACE)
    notes = page.frame_locator("iframe")
    expect(notes.get_by_role("heading", name="Four moves of a listener").first).to_be_visible()
    assert told(page) == [
        ["LMSInitialize", ""],
        ["cmi.core.lesson_status", "incomplete"],
        ["LMSCommit", ""],
    ]
    notes.get_by_role("button", name="I am done").click()
    expect(notes.get_by_role("status")).to_have_text("It is noted.")
    assert page.evaluate("values")["cmi.core.lesson_status"] == "completed"
    page.evaluate("document.querySelector('iframe').src = 'about:blank'")
    page.wait_for_function("calls.some(([name]) => name === 'LMSFinish')")
    *_, time, finish = told(page)
    assert (time[0], finish) == ("cmi.core.session_time", ["LMSFinish", ""])
    assert time[1].startswith("0000:0")
    assert [one[0] for one in told(page)].count("LMSFinish") == 1


def test_the_time_is_told_too_when_the_page_is_put_aside(page: Page):
    page.goto(PLACE)
    expect(page.frame_locator("iframe").get_by_role("button", name="I am done")).to_be_visible()
    page.frames[1].evaluate(
        "Object.defineProperty(document, 'hidden', { value: true });"
        "document.dispatchEvent(new Event('visibilitychange'))"
    )
    *_, time, commit = told(page)
    assert (time[0], commit) == ("cmi.core.session_time", ["LMSCommit", ""])


def test_who_leaves_without_being_done_is_not_done_but_the_time_counts(page: Page):
    page.goto(PLACE)
    expect(page.frame_locator("iframe").get_by_role("button", name="I am done")).to_be_visible()
    page.evaluate("document.querySelector('iframe').src = 'about:blank'")
    page.wait_for_function("calls.some(([name]) => name === 'LMSFinish')")
    values = page.evaluate("values")
    assert values["cmi.core.lesson_status"] == "incomplete"
    assert values["cmi.core.session_time"].count(":") == 2


def test_who_was_done_stays_done(page: Page):
    page.goto(f"{PLACE}?status=completed")
    notes = page.frame_locator("iframe")
    expect(notes.get_by_role("status")).to_have_text("It is noted.")
    expect(notes.get_by_role("button")).to_be_hidden()
    assert [name for name, _ in told(page)] == ["LMSInitialize"]


def test_without_a_platform_the_notes_are_there_and_ask_nothing(page: Page):
    page.goto(f"{PLACE}package/index.html")
    expect(page).to_have_title("Notes")
    expect(page.get_by_role("heading", name="Notes for the week").first).to_be_visible()
    expect(page.get_by_role("button")).to_have_count(0)
    assert violations(page) == []
