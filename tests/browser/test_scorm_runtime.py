"""The SCORM package on a runtime that is not ours: scorm-again, which platforms build on."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, FrameLocator, Page, Route, expect

from tests.browser.test_scorm import PLACE, package

RUNTIME = (Path(__file__).parent / "scorm_again" / "scorm12-3.4.3.min.js").read_text("utf-8")
COURSE = f"{PLACE}course"
HTML = """<!doctype html><html lang="en"><title>Course</title><script src="/runtime.js"></script>
<script>
  window.API = new Scorm12API({ autocommit: false, lmsCommitUrl: "/commit", logLevel: 4 });
  API.loadFromJSON(KEPT, "cmi");
</script>
<iframe title="Notes" src="package/index.html" width="600" height="400"></iframe></html>"""


@dataclass
class Platform:
    """A learner's place in a course, kept from visit to visit."""

    page: Page
    kept: dict[str, Any] = field(default_factory=dict)
    """What the runtime sent of it the last time."""

    def answer(self, route: Route, files: dict[str, bytes]) -> None:
        path = route.request.url.removeprefix(PLACE).split("?")[0]
        if path == "commit":
            self.kept = json.loads(route.request.post_data or "{}")["cmi"]
            route.fulfill(json={"result": True, "errorCode": 0})
        elif path == "runtime.js":
            route.fulfill(body=RUNTIME, content_type="text/javascript")
        elif path == "course":
            page = HTML.replace("KEPT", json.dumps(self.kept))
            route.fulfill(body=page, content_type="text/html")
        else:
            kind = "text/javascript" if path.endswith(".js") else "text/html"
            route.fulfill(body=files[path.removeprefix("package/")], content_type=kind)

    def visit(self) -> FrameLocator:
        self.page.goto(COURSE)
        notes = self.page.frame_locator("iframe")
        expect(notes.get_by_role("heading", name="Four moves of a listener").first).to_be_visible()
        return notes

    def leave(self, seconds: float = 0) -> dict[str, Any]:
        """Close the package after a time; returns what the platform knows of it then."""
        self.page.wait_for_timeout(seconds * 1000)
        with self.page.expect_response(f"{PLACE}commit"):
            self.page.evaluate("document.querySelector('iframe').src = 'about:blank'")
        self.page.wait_for_function("API.isTerminated()")
        core: dict[str, Any] = self.kept["core"]
        return core


@pytest.fixture
def platform(browser: Browser) -> Iterator[Platform]:
    window = browser.new_context()
    found, files = Platform(window.new_page()), package()
    window.route(f"{PLACE}**", lambda route: found.answer(route, files))
    errors: list[str] = []
    found.page.on("console", lambda told: errors.append(told.text) if told.type == "error" else 0)
    found.page.on("pageerror", lambda error: errors.append(str(error)))
    yield found
    assert errors == []
    window.close()


def seconds(time: str) -> float:
    """Return the seconds of a CMITimespan (SCORM 1.2 RTE, 3.4.2)."""
    hours, minutes, rest = time.split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def test_completion_and_time_arrive_and_add_up_over_visits(platform: Platform):
    platform.visit()
    first = platform.leave(seconds=1.2)
    assert (first["lesson_status"], 1 <= seconds(first["total_time"]) < 30) == ("incomplete", True)

    platform.visit().get_by_role("button", name="I am done").click()
    second = platform.leave(seconds=1.2)
    assert second["lesson_status"] == "completed"
    assert seconds(second["total_time"]) >= seconds(first["total_time"]) + 1

    notes = platform.visit()
    expect(notes.get_by_role("status")).to_have_text("It is noted.")
    expect(notes.get_by_role("button")).to_be_hidden()
    assert platform.leave()["lesson_status"] == "completed"


def test_no_score_and_nothing_about_the_person_is_told(platform: Platform):
    platform.visit().get_by_role("button", name="I am done").click()
    core = platform.leave()
    assert (core["score"]["raw"], platform.kept["comments"]) == ("", "")
    assert platform.kept["interactions"] in ({}, [], {"childArray": []})
