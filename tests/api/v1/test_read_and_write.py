"""What a GET tells can be changed and sent back, and nobody's change is lost on the way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from api.v1.platform_shapes import EXAMPLE as PLATFORM
from tests.api.house import House, fault
from tests.api.v1.test_runs import RUN
from tests.faces import DOT
from tests.openapi.document import kept

API = "/api/v1"
STALE = {"If-Match": '"stale"'}

Make = Callable[[House], str]


def made(where: str, body: Any) -> Make:
    """Return what makes a thing there, and tells where it is."""

    def make(house: House) -> str:
        answer = house.ask("POST", f"{API}/{where}", json=body)
        assert answer.status_code == 201, answer.text
        return answer.headers.get("Location") or f"{API}/{where}/{answer.json()['id']}"

    return make


def of_workshop(kind: str, body: Any) -> Make:
    return lambda house: made(f"workshops/{house.make_workshop().json()['id']}/{kind}", body)(house)


HOOK = {"url": "https://lms.example.org/hook", "events": ["session.published"]}
THINGS: dict[str, tuple[Make, str, Any]] = {
    "/api/v1/organisation": (lambda _: f"{API}/organisation", "name", "The mill"),
    "/api/v1/platforms/{platform_id}": (made("platforms", PLATFORM), "name", "Evening school"),
    "/api/v1/sessions/{code}": (made("sessions/AL1/copy", {"code": "AL1-MILL"}), "title", "Hear"),
    "/api/v1/webhooks/{webhook_id}": (made("webhooks", HOOK), "events", ["rendition.ready"]),
    "/api/v1/workshops/{workshop_id}": (
        lambda house: house.make_workshop().headers["Location"],
        "title",
        "Wednesdays",
    ),
    "/api/v1/workshops/{workshop_id}/runs/{run_id}": (of_workshop("runs", RUN), "people", 7),
}
"""By its path: how one is made, and a field of it with another value."""


def test_every_thing_that_can_be_read_and_written_is_looked_at():
    alike = {path for path, item in kept()["paths"].items() if {"get", "put"} <= item.keys()}
    assert alike - {"/api/v1/organisation/logo"} == set(THINGS)


@pytest.mark.parametrize("kind", THINGS)
def test_what_was_read_is_written_back_with_one_field_changed(small_house: House, kind: str):
    make, field, value = THINGS[kind]
    path = make(small_house)
    read = small_house.get(path)
    tag = {"If-Match": read.headers["ETag"]}
    written = small_house.ask("PUT", path, json={**read.json(), field: value}, headers=tag)
    assert written.status_code == 200, written.text
    after = small_house.get(path)
    assert (after.json(), after.headers["ETag"]) == (written.json(), written.headers["ETag"])
    moved = {"updated_at"}
    wanted = {**read.json(), field: value}
    assert {k: v for k, v in after.json().items() if k not in moved} == {
        k: v for k, v in wanted.items() if k not in moved
    }
    again = small_house.ask("PUT", path, json=read.json(), headers=tag)
    assert again.status_code == 412
    fault("stale", again)


@pytest.mark.parametrize(
    ("kind", "field", "value"),
    [
        ("/api/v1/platforms/{platform_id}", "id", 4711),
        ("/api/v1/sessions/{code}", "own", False),
        ("/api/v1/sessions/{code}", "copied_from", "BD1"),
        ("/api/v1/webhooks/{webhook_id}", "id", 4711),
        ("/api/v1/webhooks/{webhook_id}", "created_at", "2020-01-01T00:00:00Z"),
        ("/api/v1/webhooks/{webhook_id}", "stopped_at", "2020-01-01T00:00:00Z"),
        ("/api/v1/webhooks/{webhook_id}", "old_secret_until", "2020-01-01T00:00:00Z"),
        ("/api/v1/workshops/{workshop_id}", "id", "another"),
        ("/api/v1/workshops/{workshop_id}", "created_at", "2020-01-01T00:00:00Z"),
        ("/api/v1/workshops/{workshop_id}/runs/{run_id}", "id", "another"),
        ("/api/v1/workshops/{workshop_id}/runs/{run_id}", "created_at", "2020-01-01T00:00:00"),
    ],
)
def test_what_cannot_be_changed_is_refused_and_named(
    small_house: House, kind: str, field: str, value: Any
):
    path = THINGS[kind][0](small_house)
    read = small_house.get(path)
    tag = {"If-Match": read.headers["ETag"]}
    refused = small_house.ask("PUT", path, json={**read.json(), field: value}, headers=tag)
    assert refused.status_code == 422
    assert [one["where"] for one in fault("invalid", refused)["errors"]] == [f"/{field}"]
    assert small_house.get(path).json() == read.json()
    left_out = {name: one for name, one in read.json().items() if name != field}
    assert small_house.ask("PUT", path, json=left_out, headers=tag).status_code == 200


def test_a_moment_that_lost_its_fractions_is_the_same(small_house: House):
    made = small_house.make_workshop()
    rounded = made.json()["created_at"][:19] + "Z"
    tag = {"If-Match": made.headers["ETag"]}
    body = {**made.json(), "created_at": rounded}
    assert small_house.ask("PUT", made.headers["Location"], json=body, headers=tag).is_success


GONE: dict[str, Make] = {
    **{kind: make for kind, (make, _, _) in THINGS.items() if not kind.endswith("organisation")},
    "client": made("clients", {"name": "LMS", "scopes": ["library:read"]}),
    "invitation": made("invitations", {"role": "reader"}),
    "share": of_workshop("shares", {"days": 3}),
    "token": made("tokens", {"name": "LMS", "role": "reader"}),
    "user": made("users", {"name": "Grace"}),
}


@pytest.mark.parametrize("kind", GONE)
def test_nothing_is_deleted_that_is_not_as_it_was_read(house: House, kind: str):
    path = GONE[kind](house)
    read = house.get(path)
    assert read.status_code == 200
    refused = house.ask("DELETE", path, headers=STALE)
    assert refused.status_code == 412
    fault("stale", refused)
    assert house.get(path).json() == read.json()
    tag = {"If-Match": read.headers["ETag"]}
    assert house.ask("DELETE", path, headers=tag).status_code == 204


def test_a_role_is_given_and_a_secret_deleted_only_as_they_were_read(small_house: House):
    user, client = GONE["user"](small_house), GONE["client"](small_house)
    second = small_house.ask("POST", f"{client}/secrets").json()["secrets"][1]["id"]
    for method, path, parts, owner in (
        ("PUT", f"{user}/role", {"json": {"role": "reader"}}, user),
        ("DELETE", f"{client}/secrets/{second}", {}, client),
    ):
        assert small_house.ask(method, path, headers=STALE, **parts).status_code == 412
        tag = {"If-Match": small_house.get(owner).headers["ETag"]}
        assert small_house.ask(method, path, headers=tag, **parts).is_success


def test_a_logo_is_changed_only_as_it_was_read(small_house: House):
    path, body = f"{API}/organisation/logo", {"name": "logo.png", "body": DOT}
    assert small_house.ask("PUT", path, json=body, headers=STALE).status_code == 412
    assert small_house.ask("PUT", path, json=body).status_code == 204
    tag = {"If-Match": small_house.get(path).headers["ETag"]}
    for method in ("PUT", "DELETE"):
        parts = {"json": body} if method == "PUT" else {}
        assert small_house.ask(method, path, headers=STALE, **parts).status_code == 412
        assert small_house.ask(method, path, headers=tag, **parts).status_code == 204
