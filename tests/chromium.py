"""The browser of the operating system, driven; none is downloaded."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

Launch = Callable[..., Browser]
"""Open a browser with these arguments."""


@pytest.fixture(scope="session")
def launch() -> Iterator[Launch]:
    """Return what opens browsers; one process can drive Playwright only once."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        pytest.fail("There is no chromium; '.ci/setup test' installs it.")
    with sync_playwright() as playwright:
        opened: list[Browser] = []

        def open_one(*args: str) -> Browser:
            opened.append(
                playwright.chromium.launch(executable_path=path, args=["--no-sandbox", *args])
            )
            return opened[-1]

        yield open_one
        for one in opened:
            if one.is_connected():
                one.close()
