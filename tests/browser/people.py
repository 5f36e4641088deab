"""People in front of the pages: what they see and do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

PATIENCE = 60_000
"""Milliseconds that a busy machine may take; a test fails sooner only where it is wrong."""
expect.set_options(timeout=PATIENCE)

AXE = (Path(__file__).parent / "axe" / "axe-4.14.1.min.js").read_text(encoding="utf-8")


@dataclass
class Visit:
    """A browser in which people of one group sign in, each in a window with its own cookies."""

    browser: Browser
    address: str
    link: Callable[[], str]
    windows: list[BrowserContext] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    """Every address that a page asked for."""
    wrong: list[str] = field(default_factory=list)
    """What went wrong in the pages' own scripts."""

    def stranger(self, **settings: Any) -> Page:
        """Open a window of somebody who has not signed in, whose pages jump where others glide.

        A button that glides away between the pointer's coming and its press is never pressed,
        and the browser's driver does not tell.
        """
        window = self.browser.new_context(
            base_url=self.address, **{"reduced_motion": "reduce", **settings}
        )
        window.set_default_timeout(PATIENCE)
        self.windows.append(window)
        page = window.new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("console", lambda said: self._note(said.type, said.text))
        return page

    def _note(self, kind: str, text: str) -> None:
        told = ("the server responded with a status of", "net::ERR_", "htmx:")
        if kind == "error" and not any(one in text for one in told):
            self.wrong.append(text)

    def member(self, **settings: Any) -> Page:
        """Open a window of somebody who follows their sign-in link."""
        page = self.stranger(**settings)
        page.goto(f"/sign-in/{self.link()}")
        return page

    def leave(self) -> None:
        """Close every window; no script may have failed and nobody else been asked."""
        for window in self.windows:
            window.close()
        assert self.wrong == []
        assert [url for url in self.asked if not url.startswith(self.address)] == []


def until(page: Page, true: Callable[[], bool]) -> None:
    """Wait until something is so that the page does not show."""
    for _ in range(PATIENCE // 20):
        if true():
            return
        page.wait_for_timeout(20)
    raise AssertionError("it never came true")


@dataclass
class Held:
    """Requests of a page that are kept back until they are let go."""

    page: Page
    method: str
    routes: list[Route] = field(default_factory=list)
    over: bool = False

    def until_asked(self) -> None:
        """Wait until there is one."""
        until(self.page, lambda: bool(self.routes))

    def let_go(self) -> None:
        """Answer what was asked, and whatever comes."""
        self.over = True
        for route in self.routes:
            route.continue_()

    def meet(self, route: Route) -> None:
        """Keep a request back, or let it pass."""
        if self.over or route.request.method != self.method:
            route.continue_()
        else:
            self.routes.append(route)


def hold(page: Page, address: str, method: str = "GET") -> Held:
    """Keep back what a page will ask for."""
    held = Held(page, method)
    page.route(address, held.meet)
    return held


def make_workshop(page: Page, what: str = "Evenings") -> None:
    """Make a workshop on the first page."""
    page.get_by_role("radio", name=what).check()
    page.get_by_role("button", name="Make the workshop").click()
    expect(page.get_by_role("button", name="Download guide")).to_be_visible()
    page.wait_for_load_state()  # before its scripts are there a button loads the page anew


def more_to_print(page: Page) -> None:
    """Open the choices of the print panel."""
    page.get_by_text("Paper, sheets, ZIP, a look at the pages").click()
    expect(page.get_by_role("combobox", name="Paper")).to_be_visible()


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with a page."""
    page.wait_for_load_state()  # half a page has not all of its landmarks yet
    page.evaluate(AXE)
    found = page.evaluate("axe.run()")["violations"]
    return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]
