"""The guide for integrators, run as it stands against a real server."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

import pytest
import uvicorn
from sqlalchemy import Engine

from api.app import create_app
from api.settings import Settings
from curriculum.organisation import Organisation
from curriculum.storage.clients import create_client
from curriculum.storage.organisations import create_organisation
from curriculum.storage.scopes import MEANINGS, Scope
from curriculum.storage.shipped import load_shipped
from tests.api.house import LIBRARY
from tests.api.receiver import LOOPBACK, Receiver, receiving, until

GUIDE = Path(__file__).parents[2] / "docs" / "integrators.md"


@pytest.fixture
def address(sqlite_engine: Engine, tmp_path: Path) -> Iterator[str]:
    """Serve on a free port."""
    with sqlite_engine.begin() as connection:
        load_shipped(connection, LIBRARY)
    settings = Settings(data=tmp_path, render_processes=0, trusted_networks=LOOPBACK)
    server = uvicorn.Server(
        uvicorn.Config(create_app(settings, sqlite_engine), port=0, log_config=None, ws="none")
    )
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        sleep(0.02)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as opened:
        yield opened


def code_of_the_guide() -> str:
    """Return the guide's Python, each line where it stands, so that errors point there."""
    lines, inside = [], False
    for line in GUIDE.read_text().splitlines():
        if line.startswith("```"):
            inside = line == "```python"
        lines.append(line if inside and not line.startswith("```") else "")
    return "\n".join(lines)


def test_the_example_works_as_it_stands(
    address: str,
    receiver: Receiver,
    sqlite_engine: Engine,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
):
    with sqlite_engine.begin() as connection:
        ours = create_organisation(connection, Organisation(name="River")).id
        client, secret = create_client(
            connection, ours, name="LMS", scopes=list(Scope), now=dt.datetime.now(dt.UTC)
        )
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CURRICULUM_URL", address)
    monkeypatch.setenv("CURRICULUM_CLIENT_ID", client.public_id)
    monkeypatch.setenv("CURRICULUM_CLIENT_SECRET", secret)
    monkeypatch.setenv("RECEIVER_URL", receiver.url)
    space: dict[str, Any] = {}
    exec(compile(code_of_the_guide(), str(GUIDE), "exec"), space)  # noqa: S102 - what is tested
    assert (tmp_path / "guide.pdf").read_bytes().startswith(b"%PDF")
    until(lambda: len(receiver.came) == 1)
    headers, body = receiver.came[0]
    answers = [space["receive"](headers, sent) for sent in (body, body, body + b" ")]
    assert (answers, len(space["handled"])) == ([204, 204, 400], 1)
    with space["client"]:
        pass


def test_the_guide_tells_every_scope():
    told = dict(re.findall(r"^\| `([a-z:]+)` \| (.+) \|$", GUIDE.read_text(), re.MULTILINE))
    assert told == {scope.value: words for scope, words in MEANINGS.items()}


def test_the_guide_tells_every_event():
    told = re.findall(r"^\| `([a-z]+\.[a-z]+)` \|", GUIDE.read_text(), re.MULTILINE)
    assert told == ["session.published", "workshop.changed", "rendition.ready"]
