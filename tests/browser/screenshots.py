"""Pictures of the pages for the gallery: on a phone, a tablet and a desk, light and dark.

Run as `python -m tests.browser.screenshots FOLDER [NAME ...]`; with names, those pages alone.
"""

from __future__ import annotations

import datetime as dt
import shutil
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from time import sleep

import uvicorn
from PIL import Image
from playwright.sync_api import Page, sync_playwright

from api.app import create_app
from api.settings import Settings
from curriculum.library import shipped_library
from curriculum.organisation import Contact, Organisation
from curriculum.storage.database import migrate, open_database
from curriculum.storage.organisations import create_organisation
from curriculum.storage.people import Role, create_user
from curriculum.storage.shipped import load_shipped
from curriculum.storage.sign_in import create_sign_in_link

COLOURS = 48
"""As many as a page of text needs; the pictures stay small."""
WIDTHS = {"phone": (390, 844), "tablet": (820, 1180), "desktop": (1280, 900)}


def _planner(page: Page) -> str:
    """Make a workshop of six evenings, and return where it is."""
    page.goto("/")
    page.get_by_role("radio", name="Skills for everyone").check()
    page.get_by_role("radio", name="Mixed").check()
    page.get_by_role("button", name="Make the workshop").click()
    page.wait_for_url("**/workshops/*")
    return page.url.split("#", maxsplit=1)[0]


PAGES: dict[str, Callable[[str], str]] = {
    "start": lambda _: "/",
    "library": lambda _: "/library",
    "library-found": lambda _: "/library?q=listen&mode=couples",
    "session": lambda _: "/library/AL1",
    "session-handouts": lambda _: "/library/AL1#h-sheets",
    "history": lambda _: "/library/AL1/history",
    "planner": lambda workshop: workshop,
    "planner-meeting": lambda workshop: f"{workshop}#m1",
    "planner-board": lambda workshop: f"{workshop}?view=board",
    "planner-stacked": lambda workshop: f"{workshop}?view=list",
    "planner-add": lambda workshop: f"{workshop}/add?meeting=1&place=2",
    "planner-fit": lambda workshop: f"{workshop}/fit",
    "run": lambda workshop: f"{workshop}/meetings/1/run",
    "share": lambda workshop: f"{workshop}/share",
    "organisation": lambda _: "/organisation",
    "members": lambda _: "/organisation/members",
    "own": lambda _: "/library/own",
}
"""Each page by the name of its picture; the function is given the address of a workshop."""


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, str]]:
    """Serve the shipped library, and return the address and a sign-in link's secret."""
    settings = Settings(data=folder, render_processes=1)
    engine = open_database(settings.database)
    migrate(engine)
    now = dt.datetime.now(dt.UTC)
    with engine.begin() as connection:
        load_shipped(connection, shipped_library())
        contacts = (Contact(name="Helpline", reach="0800 000 000"),)
        house = Organisation(name="River House", contacts=contacts, time_zone="Europe/London")
        ours = create_organisation(connection, house).id
        owner = create_user(connection, ours, name="Ada", role=Role.OWNER, now=now)
        link = create_sign_in_link(connection, owner.id, now=now)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        app = create_app(settings, engine)
        server = uvicorn.Server(
            uvicorn.Config(app, log_config=None, access_log=False, ws="none", http="h11")
        )
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            sleep(0.02)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", link
        finally:
            server.should_exit = True
            thread.join()


def take(folder: Path, names: list[str]) -> None:
    """Write a picture of each page in each width and theme."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as data,
        served(Path(data)) as (address, link),
        sync_playwright() as playwright,
    ):
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        window = browser.new_context(base_url=address)
        page = window.new_page()
        page.goto(f"/sign-in/{link}")
        workshop = _planner(page)
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)  # type: ignore[arg-type]
            for width, (across, down) in WIDTHS.items():
                page.set_viewport_size({"width": across, "height": down})
                for name in names or PAGES:
                    page.goto("about:blank")
                    page.goto(PAGES[name](workshop), wait_until="networkidle")
                    path = folder / f"{name}-{width}-{theme}.png"
                    page.screenshot(path=path)
                    with Image.open(path) as picture:
                        picture.convert("RGB").quantize(COLOURS).save(path, optimize=True)
        browser.close()


if __name__ == "__main__":
    take(Path(sys.argv[1]), sys.argv[2:])
