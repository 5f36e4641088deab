"""A server for tests: a small library, an organisation with a token of each role, a stranger."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from httpx import Response
from litestar.testing import TestClient
from sqlalchemy import Engine

from api.app import App, build_app
from api.settings import Settings
from curriculum.library import Library
from curriculum.organisation import Contact, Organisation
from curriculum.session import Step
from curriculum.storage.organisations import create_organisation
from curriculum.storage.people import Role, create_user
from curriculum.storage.shipped import load_shipped
from curriculum.storage.sign_in import create_sign_in_link
from curriculum.storage.tokens import create_token
from curriculum.workshop import Programme
from tests.builders import activity, handout, rest, session, step, workshop

HOST = "testserver.local"


def hand_out(slug: str) -> Step:
    return step(1, voice="hand-out", handout=slug, text="One each.")


LISTENING = session(
    "AL1",
    activity("opening", step(10)),
    activity("rounds", hand_out("card"), hand_out("log"), step(20, 2)),
    activity("extra", step(15), essential=False, cut_order=1),
    rest(),
    activity("closing", step(10)),
    title="Feeling heard",
    minutes=83,
    handouts=(
        handout("card", title="Four moves"),
        handout(
            "log",
            title="What my partner said",
            discreet_title="Notes for the week",
            take_home="discreet",
        ),
    ),
)
BOUNDARIES = session(
    "BD1",
    activity("limits", step(60)),
    topic="boundaries",
    title="Ce qu’est une limite",
    language="fr",
)
EVENINGS = workshop(LISTENING, BOUNDARIES, title="Evenings", meeting={"minutes": 240})
PROGRAMME = Programme(
    code="evenings",
    title="Evenings",
    summary="Two sessions.",
    who_for="Anybody.",
    who_not_for="Nobody.",
    workshop=EVENINGS,
)
LIBRARY = Library(sessions=(LISTENING, BOUNDARIES), programmes=(PROGRAMME,))

WORKSHOP: dict[str, Any] = {
    "title": "Tuesdays",
    "people": 8,
    "meetings": [{"start": "19:00", "minutes": 120, "items": [{"session": "AL1"}]}],
}


@dataclass(frozen=True)
class House:
    """The server, and who may enter."""

    app: App
    client: TestClient[App]
    engine: Engine
    tokens: dict[Role, str]
    stranger: str
    """A token of the owner of another organisation."""
    link: str
    """The secret of a sign-in link of the owner."""
    folder: Path
    """Where its data are."""

    def ask(self, method: str, path: str, role: Role | None = Role.OWNER, **parts: Any) -> Response:
        """Send a request as a program of that role, or as nobody."""
        headers = dict(parts.pop("headers", {}))
        if role is not None:
            headers.setdefault("Authorization", f"Bearer {self.tokens[role]}")
        parts.setdefault("follow_redirects", False)
        return self.client.request(method, path, headers=headers, **parts)

    def get(self, path: str, role: Role | None = Role.OWNER, **parts: Any) -> Response:
        return self.ask("GET", path, role, **parts)

    def make_workshop(self, **changes: Any) -> Response:
        made = self.ask("POST", "/api/v1/workshops", json={**WORKSHOP, **changes})
        assert made.status_code == 201, made.text
        return made


UNUSED: defaultdict[int, list[App]] = defaultdict(list)
"""Applications that no test uses now, by the size of bodies that they take."""


@contextmanager
def furnished_app(settings: Settings, engine: Engine) -> Iterator[App]:
    """Furnish an application that nobody uses: building one takes longer than most tests do."""
    unused = UNUSED[settings.body_limit]
    app = unused.pop() if unused else build_app(settings.body_limit)
    app.furnish(settings, engine)
    try:
        yield app
    finally:
        unused.append(app)


@contextmanager
def open_house(engine: Engine, folder: Path, **settings: Any) -> Iterator[House]:
    """Open a server on an up-to-date, empty database."""
    now = dt.datetime.now(dt.UTC)
    with engine.begin() as connection:
        load_shipped(connection, LIBRARY)
        contacts = (Contact(name="The line", reach="0800 000"),)
        ours = create_organisation(connection, Organisation(name="River", contacts=contacts)).id
        others = create_organisation(connection, Organisation(name="Hill")).id
        tokens = {
            role: create_token(connection, ours, name=role, role=role, now=now)[1] for role in Role
        }
        stranger = create_token(connection, others, name="other", role=Role.OWNER, now=now)[1]
        owner = create_user(connection, ours, name="Ada", role=Role.OWNER, now=now)
        link = create_sign_in_link(connection, owner.id, now=now)
    chosen: dict[str, Any] = {
        "data": folder,
        "allowed_hosts": (HOST,),
        "render_processes": 0,
        "rate_limit": 1_000_000,
        "address_rate_limit": 1_000_000,
        **settings,
    }
    with (
        furnished_app(Settings(**chosen), engine) as app,
        TestClient(app, raise_server_exceptions=False) as client,
    ):
        yield House(app, client, engine, tokens, stranger, link, folder)


def fault(code: str, response: Response) -> dict[str, Any]:
    """Return the problem of an answer, once it has this code and the right form."""
    assert response.headers["Content-Type"] == "application/problem+json"
    problem: dict[str, Any] = response.json()
    assert (problem["code"], problem["status"]) == (code, response.status_code)
    return problem
