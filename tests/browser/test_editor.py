"""An own version, written in the browser: from the first letter to the printed guide and back."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote_plus

import pytest
from playwright.sync_api import Page, Route, expect
from pypdfium2 import PdfDocument

from tests.browser.people import Visit, hold, make_workshop, until, violations


def make_version(page: Page) -> None:
    """Copy AL1 under the code that is suggested."""
    page.goto("/library/AL1")
    page.get_by_role("link", name="Make our own version").click()
    expect(page.get_by_label("Under which code")).to_have_value("AL1-RIVER")
    page.get_by_role("button", name="Make the copy").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Feeling heard")
    page.wait_for_load_state()  # before its script is there, only its buttons save


def replace(page: Page, before: str, after: str) -> None:
    """Mark words in the text, and type others in their place."""
    text = page.get_by_label("Text of")
    expect(text).to_have_value(re.compile(re.escape(before)))
    start = text.input_value().index(before)
    text.evaluate("(text, [from, to]) => text.setSelectionRange(from, to)", [start, start])
    text.focus()
    text.evaluate(
        "(text, [from, to]) => text.setSelectionRange(from, to)", [start, start + len(before)]
    )
    page.keyboard.insert_text(after)


def words_of(path: Path) -> str:
    """Return all words of a PDF, with one space between them."""
    pages = PdfDocument(path)
    return " ".join(" ".join(page.get_textpage().get_text_bounded() for page in pages).split())


def test_a_version_is_written_published_planned_printed_and_given_up(visit: Visit):
    page = visit.member()
    make_version(page)
    replace(page, "Welcome.", "Come in, whoever you are.")
    expect(page.locator("#state")).to_have_text("Saved")
    expect(page.locator("#preview")).to_contain_text("Come in, whoever you are.")

    replace(page, "::: say 10 min", "::: sey 10 min")
    expect(page.locator("#count")).to_have_text("1 mistake")
    expect(page.locator("#told li")).to_contain_text("Did you mean `say`?")
    line = page.locator("#told li").get_attribute("data-line")
    expect(page.locator(f"#line-{line}")).to_have_class("wrong")
    page.get_by_role("button", name="Next mistake").click()
    expect(page.locator("#here")).to_contain_text("There is no `::: sey`")
    page.keyboard.insert_text("::: say 10 min")
    expect(page.locator("#told h2")).to_contain_text("No mistakes")
    expect(page.locator("#state")).to_have_text("Saved")

    page.get_by_role("button", name="See it printed").click()
    expect(page.get_by_role("img", name="Page 1 of")).to_be_visible()
    page.get_by_role("link", name="Back to the text").click()
    page.get_by_role("button", name="Publish…").click()
    expect(page.get_by_role("region", name="What is different from AL1")).to_contain_text(
        "Come in, whoever you are."
    )
    page.get_by_label("What is new").fill("A warmer welcome")
    page.get_by_role("button", name="Publish revision 1").click()
    expect(page.get_by_text("Come in, whoever you are.")).to_be_visible()

    page.goto("/")
    make_workshop(page, "A blank workshop")
    page.get_by_role("button", name="Add a session or an item to meeting 1").click()
    page.locator("button[value='session:AL1-RIVER']").click()
    with page.expect_download() as coming:
        page.get_by_role("button", name="Download guide").click()
    assert "Come in, whoever you are." in words_of(coming.value.path())

    page.goto("/library/AL1-RIVER/edit/return")
    page.get_by_role("button", name="Withdraw this version").click()
    expect(page.get_by_role("link", name="Make our own version")).to_be_visible()
    assert page.url.endswith("/library/AL1")


def test_a_mistake_in_another_file_leads_there(visit: Visit):
    page = visit.member()
    make_version(page)
    page.get_by_role("button", name="card", exact=True).click()
    replace(page, "kind: card", "kind: kard")
    expect(page.locator("#count")).to_have_text("1 mistake")
    page.get_by_role("button", name="session.md").click()
    expect(page.get_by_label("Text of session.md")).to_be_visible()
    page.get_by_role("link", name="handouts/card.md, line 3").click()
    text = page.get_by_label("Text of card")
    expect(text).to_be_focused()
    marked = "text => text.value.slice(text.selectionStart, text.selectionEnd)"
    assert text.evaluate(marked) == "kind: kard"


def test_of_two_authors_nobody_loses_a_letter(visit: Visit):
    ada, bo = visit.member(), visit.member()
    make_version(ada)
    bo.goto(ada.url)
    replace(ada, "Welcome.", "Ada’s welcome.")
    expect(ada.locator("#state")).to_have_text("Saved")
    replace(bo, "Welcome.", "Bo’s welcome.")
    expect(bo.get_by_role("heading", level=1)).to_contain_text("Somebody else changed")
    expect(bo.get_by_role("region", name="Where the two differ")).to_contain_text("Ada’s welcome.")
    bo.get_by_role("button", name="Keep this text").click()
    expect(bo.get_by_label("Text of session.md")).to_contain_text("Bo’s welcome.")


def test_what_is_typed_offline_is_saved_when_the_network_is_back(visit: Visit):
    page = visit.member()
    make_version(page)
    page.context.set_offline(True)
    replace(page, "Welcome.", "Typed on a train.")
    expect(page.locator("#state")).to_contain_text("cannot be reached")
    page.context.set_offline(False)
    expect(page.locator("#state")).to_have_text("Saved")
    page.reload()
    expect(page.get_by_label("Text of session.md")).to_contain_text("Typed on a train.")
    visit.wrong[:] = [
        one for one in visit.wrong if not one.startswith("htmx:") and "ERR_INTERNET" not in one
    ]


def test_what_is_typed_before_the_script_is_there_is_not_called_saved(visit: Visit):
    page = visit.member()
    make_version(page)
    script = hold(page, "**/static/editor.js")
    page.reload(wait_until="commit")
    replace(page, "Welcome.", "Quick hands.")
    page.evaluate(
        """() => {
          window.told = [];
          new MutationObserver(() => told.push(document.getElementById("state").textContent))
            .observe(document.getElementById("state"), { childList: true });
        }"""
    )
    script.until_asked()
    script.let_go()
    expect(page.locator("#preview")).to_contain_text("Quick hands.")
    expect(page.locator("#state")).to_have_text("Saved")
    assert page.evaluate("told") == ["Not saved yet", "Saving…", "Saved"]


def test_a_file_is_left_only_once_it_is_saved(visit: Visit):
    page = visit.member()
    make_version(page)
    replace(page, "Welcome.", "Quick hands.")
    page.get_by_role("button", name="card", exact=True).click()
    expect(page.get_by_label("Text of card")).to_be_visible()
    page.get_by_role("button", name="session.md").click()
    expect(page.get_by_label("Text of session.md")).to_contain_text("Quick hands.")


def test_a_version_is_written_without_scripts(visit: Visit):
    page = visit.member(java_script_enabled=False)
    make_version(page)
    text = page.get_by_label("Text of session.md")
    text.fill(text.input_value().replace("::: say 10 min", "::: sey 10 min", 1))
    page.get_by_role("button", name="Save").last.click()
    expect(page.locator("#told")).to_contain_text("Did you mean `say`?")
    text = page.get_by_label("Text of session.md")
    text.fill(text.input_value().replace("::: sey 10 min", "::: say 10 min", 1))
    page.get_by_role("button", name="Publish…").click()
    page.get_by_role("button", name="Publish revision 1").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Feeling heard")


def test_what_the_server_does_not_take_is_kept_tried_again_and_survives_the_page(visit: Visit):
    page = visit.member()
    page.on("dialog", lambda dialog: dialog.accept())
    make_version(page)
    state = page.locator("#state")
    asked: list[str] = []

    def refuse(route: Route) -> None:
        if route.request.method != "POST":
            return route.continue_()
        asked.append(route.request.post_data or "")
        status, wait = (503, "1") if len(asked) == 1 else (429, "600")
        return route.fulfill(status=status, headers={"Retry-After": wait}, body="later")

    page.route("**/edit", refuse)
    replace(page, "Welcome.", "Come in.")
    expect(state).to_contain_text("Not saved: the server is busy. Your text is kept")
    expect(page.locator("#text")).to_have_value(re.compile("Come in[.]"))
    page.wait_for_function("localStorage.length === 1")
    until(page, lambda: len(asked) == 2)
    assert "Come in." in unquote_plus(asked[1])
    replace(page, "Come in.", "Come in, all.")
    until(page, lambda: len(asked) == 3)
    expect(state).to_contain_text("Not saved: the server is busy. Your text is kept")
    page.unroute("**/edit")
    page.reload()
    expect(state).to_have_text("Saved")
    expect(page.locator("#text")).to_have_value(re.compile("Come in, all[.]"))
    expect(page.locator("#preview")).to_contain_text("Come in, all.")
    assert page.evaluate("localStorage.length") == 0


def test_a_text_that_was_kept_meets_what_another_wrote_meanwhile(visit: Visit):
    ada, bo = visit.member(), visit.member()
    bo.on("dialog", lambda dialog: dialog.accept())
    make_version(ada)
    bo.goto(ada.url)
    bo.wait_for_load_state()
    bo.context.set_offline(True)
    replace(bo, "Welcome.", "Bo’s welcome.")
    expect(bo.locator("#state")).to_contain_text("the server cannot be reached. Your text is kept")
    replace(ada, "Welcome.", "Ada’s welcome.")
    expect(ada.locator("#state")).to_have_text("Saved")
    bo.context.set_offline(False)
    expect(bo.get_by_role("heading", level=1)).to_contain_text("Somebody else changed")
    bo.get_by_role("link", name="Keep theirs").click()
    expect(bo.locator("#preview")).to_contain_text("Ada’s welcome.")
    expect(bo.locator("#state")).to_have_text("Saved")
    assert bo.evaluate("localStorage.length") == 0


PAGES = [
    "/library/own",
    "/library/AL1/own",
    "/library/AL1-RIVER/edit",
    "/library/AL1-RIVER/edit?file=handouts/card.md",
    "/library/AL1-RIVER/edit/publish",
    "/library/AL1-RIVER/edit/return",
    "/library/AL1-RIVER/edit/printed?file=handouts/card.md",
]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_the_editor(visit: Visit, theme: str):
    page = visit.member(color_scheme=theme)
    make_version(page)
    replace(page, "::: say 10 min", "::: sey 10 min")
    expect(page.locator("#count")).to_have_text("1 mistake")
    found = {"with a mistake": violations(page)}
    replace(page, "::: sey 10 min", "::: say 10 min")
    expect(page.locator("#told h2")).to_contain_text("No mistakes")
    expect(page.locator("#state")).to_have_text("Saved")
    for address in PAGES:
        page.goto(address)
        page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
        found[address] = violations(page)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_no_page_of_the_editor_is_wider_than_a_narrow_window(visit: Visit):
    page = visit.member(viewport={"width": 320, "height": 640})
    make_version(page)
    wide = {}
    for address in PAGES:
        page.goto(address)
        page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
        wide[address] = page.evaluate("document.documentElement.scrollWidth")
    assert set(wide.values()) == {320}
