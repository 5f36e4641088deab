"""A server on a port of its own, and the system's Chromium to look at it with."""

from __future__ import annotations

import datetime as dt
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import sleep

import pytest
import uvicorn
from playwright.sync_api import Browser
from sqlalchemy import Engine

from api.settings import Settings
from curriculum.organisation import Contact, Organisation
from curriculum.storage.organisations import create_organisation
from curriculum.storage.people import Role, create_user
from curriculum.storage.shipped import load_shipped
from curriculum.storage.sign_in import create_sign_in_link
from tests.api.house import LIBRARY, furnished_app
from tests.browser.people import Visit
from tests.chromium import Launch


@pytest.fixture(scope="session")
def browser(launch: Launch) -> Browser:
    """Open a browser as it comes."""
    return launch()


@pytest.fixture
def address(sqlite_engine: Engine, tmp_path: Path) -> Iterator[str]:
    """Serve the small library of the API's tests."""
    with sqlite_engine.begin() as connection:
        load_shipped(connection, LIBRARY)
    # Printing here: a process for each test takes longer to warm up than most tests do.
    settings = Settings(data=tmp_path, render_processes=0)
    with furnished_app(settings, sqlite_engine) as app, socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(app, log_config=None, access_log=False, ws="none", http="h11")
        )
        thread = Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            assert thread.is_alive()
            sleep(0.02)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def visit(browser: Browser, address: str, sqlite_engine: Engine) -> Iterator[Visit]:
    """Let the owner of a group sign in, as often as wanted."""
    now = dt.datetime.now(dt.UTC)
    with sqlite_engine.begin() as connection:
        contacts = (Contact(name="The line", reach="0800 000"),)
        ours = create_organisation(connection, Organisation(name="River", contacts=contacts)).id
        owner = create_user(connection, ours, name="Ada", role=Role.OWNER, now=now)

    def link() -> str:
        with sqlite_engine.begin() as connection:
            return create_sign_in_link(connection, owner.id, now=dt.datetime.now(dt.UTC))

    opened = Visit(browser, address, link)
    yield opened
    opened.leave()
