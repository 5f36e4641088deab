"""Planning in a real browser that blocks third-party cookies, inside a course's frame."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

from tests.lti.conftest import Tool
from tests.lti.lms import INSTRUCTOR, Lms
from tests.lti.test_frame import PATIENCE, course, page, way_in

__all__ = ["page"]
pytestmark = pytest.mark.xdist_group("browser")


@pytest.fixture
def workshop(tool: Tool, lms: Lms) -> str:
    """Connect the platform, whose teachers may plan; return the id of a workshop."""
    tool.connect(lms.platform, planning=True)
    made: str = tool.house.make_workshop().json()["id"]
    return made


def planner(page: Page, lms: Lms, tool: Tool, workshop: str) -> Frame:
    """Open the course, and in it the planner."""
    frame = course(page, lms, tool, f"/lti/workshops/{workshop}", roles=[INSTRUCTOR])
    frame.get_by_role("link", name="Change the plan").click()
    expect(frame.locator("#planner")).to_be_visible(timeout=PATIENCE)
    return frame


def stored(tool: Tool, workshop: str) -> dict[str, object]:
    found: dict[str, object] = tool.house.get(f"/api/v1/workshops/{workshop}").json()
    return found


def type_title(frame: Frame, title: str) -> None:
    """Open what is folded, and type a title."""
    field = frame.locator("#title")
    field.evaluate(
        "one => { for (let at = one; at; at = at.parentElement) if (at.matches('details')) "
        "at.open = true; }"
    )
    field.fill(title)
    field.blur()


def test_a_teacher_plans_and_prints_inside_the_course(
    page: Page, lms: Lms, tool: Tool, workshop: str, tmp_path: Path
):
    frame = planner(page, lms, tool, workshop)
    assert page.evaluate("document.cookie") == ""
    type_title(frame, "Typed in the course")
    expect(frame.locator("h1")).to_have_text("Typed in the course", timeout=PATIENCE)
    assert stored(tool, workshop)["title"] == "Typed in the course"
    frame.get_by_role("button", name="Undo").click()
    expect(frame.locator("h1")).to_have_text("Tuesdays", timeout=PATIENCE)
    frame.get_by_role("button", name="Add a session or an item").first.click()
    frame.get_by_label("Something of your own").last.fill("Tea")
    frame.get_by_role("button", name="Add it").click()
    expect(frame.get_by_role("heading", name="Tea")).to_be_visible(timeout=PATIENCE)
    with page.expect_download(timeout=PATIENCE) as waiting:
        frame.get_by_role("button", name="Download guide").click()
    waiting.value.save_as(tmp_path / "guide.pdf")
    assert (tmp_path / "guide.pdf").read_bytes()[:5] == b"%PDF-"
    assert page.url.startswith(lms.address)


def end(tool: Tool) -> None:
    """End all visits."""
    with tool.house.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE lti_visit SET expires_at = '2020-01-01 00:00:00'")


def test_what_was_typed_after_the_end_is_still_there(
    page: Page, lms: Lms, tool: Tool, workshop: str
):
    frame = planner(page, lms, tool, workshop)
    end(tool)
    type_title(frame, "Typed too late")
    expect(frame.locator("#state")).to_contain_text("copy it", timeout=PATIENCE)
    expect(frame.locator("#title")).to_have_value("Typed too late")
    assert stored(tool, workshop)["title"] == "Tuesdays"


def test_in_a_window_what_was_typed_comes_back_with_the_next_visit(
    page: Page, lms: Lms, tool: Tool, workshop: str
):
    page.on("dialog", lambda dialog: dialog.accept())
    address = way_in(lms, tool, f"/lti/workshops/{workshop}", roles=[INSTRUCTOR])
    page.goto(address)
    page.get_by_role("link", name="Change the plan").click()
    end(tool)
    type_title(page.main_frame, "Typed too late")
    expect(page.locator("#state")).to_contain_text("comes back", timeout=PATIENCE)
    assert stored(tool, workshop)["title"] == "Tuesdays"
    page.goto(address)
    page.get_by_role("link", name="Change the plan").click()
    expect(page.locator("h1")).to_have_text("Typed too late", timeout=PATIENCE)
    assert stored(tool, workshop)["title"] == "Typed too late"


def test_planning_goes_on_in_a_window_of_its_own(page: Page, lms: Lms, tool: Tool, workshop: str):
    frame = course(page, lms, tool, f"/lti/workshops/{workshop}", roles=[INSTRUCTOR])
    with page.expect_popup(timeout=PATIENCE) as waiting:
        frame.get_by_role("button", name="Open in a window of its own").click()
    window = waiting.value
    window.set_default_timeout(PATIENCE)
    window.get_by_role("link", name="Change the plan").click()
    type_title(window.main_frame, "Typed in a window")
    expect(window.locator("h1")).to_have_text("Typed in a window", timeout=PATIENCE)
    assert stored(tool, workshop)["title"] == "Typed in a window"


def test_pages_are_looked_at_before_they_are_printed_inside_the_course(
    page: Page, lms: Lms, tool: Tool, workshop: str
):
    frame = planner(page, lms, tool, workshop)
    frame.locator("#print-more").click()
    for document in ("guide", "sheets"):
        frame.get_by_role("button", name=f"pages of the {document}").click()
        first = frame.locator(".proofs img").first
        expect(first).to_be_visible(timeout=PATIENCE)
        assert f"/look/{document}/page.png" in (first.get_attribute("src") or "")
        width = "one => one.decode().then(() => one.naturalWidth)"
        assert first.evaluate(width) == 320
        first.click()  # no window of its own: there the visit is not known
        expect(first).to_have_attribute("src", re.compile("large=true"))
        assert (first.evaluate(width), len(page.context.pages)) == (960, 1)
