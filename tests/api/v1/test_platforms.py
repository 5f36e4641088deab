from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

import pytest

from api.v1.platform_shapes import EXAMPLE
from curriculum.storage.people import Role
from tests.api.house import HOST, House, fault

PLATFORMS = "/api/v1/platforms"


def connect(house: House, **changes: Any) -> str:
    made = house.ask("POST", PLATFORMS, json={**EXAMPLE, **changes})
    assert made.status_code == 201, made.text
    location: str = made.headers["Location"]
    return location


def test_a_platform_is_connected_changed_and_forgotten(house: House):
    path = connect(house)
    known = house.get(path)
    body = {name: value for name, value in known.json().items() if name != "id"}
    assert body == {
        **EXAMPLE,
        "token_audience": None,
        "roster": False,
        "planning": False,
        "shared": False,
    }
    body["deployments"] = ["1", "2"]
    saved = house.ask("PUT", path, json=body, headers={"If-Match": known.headers["ETag"]})
    assert saved.json()["deployments"] == ["1", "2"]
    assert house.get(PLATFORMS).json()["items"] == [saved.json()]
    assert house.ask("DELETE", path).status_code == 204
    assert house.get(path).status_code == 404


def test_what_was_told_of_a_platform_can_be_sent_back_changed(small_house: House):
    path = connect(small_house)
    known = small_house.get(path)
    match = {"If-Match": known.headers["ETag"]}
    saved = small_house.ask("PUT", path, json=known.json() | {"planning": True}, headers=match)
    assert saved.json() == known.json() | {"planning": True}


def test_changing_needs_to_know_what_is_changed(house: House):
    path = connect(house)
    fault("if-match-needed", house.ask("PUT", path, json=EXAMPLE))
    stale = {"If-Match": '"other"'}
    fault("stale", house.ask("PUT", path, json=EXAMPLE, headers=stale))


def test_a_client_id_is_one_platforms(house: House):
    connect(house)
    refused = house.ask("POST", PLATFORMS, json=EXAMPLE)
    assert refused.status_code == 409
    fault("conflict", refused)


@pytest.mark.parametrize(
    "changes",
    [
        {"issuer": "campus.example.org"},
        {"keyset_url": "file:///etc/passwd"},
        {"token_url": "https://a b"},
        {"client_id": ""},
        {"deployments": ["a b"]},
        {"secret": "x"},
    ],
)
def test_what_is_no_platform_is_refused(house: House, changes: dict[str, Any]):
    refused = house.ask("POST", PLATFORMS, json={**EXAMPLE, **changes})
    assert refused.status_code == 422
    fault("invalid", refused)


def test_platforms_are_the_owners_alone(house: House):
    path = connect(house)
    for method, where in (
        ("GET", PLATFORMS),
        ("GET", path),
        ("DELETE", path),
        ("GET", f"{PLATFORMS}/keys"),
    ):
        assert house.ask(method, where, Role.EDITOR).status_code == 403
        assert house.ask(method, where, None).status_code == 401


def test_somebody_elses_platform_is_not_there(house: House):
    path = connect(house)
    stranger = {"Authorization": f"Bearer {house.stranger}", "If-Match": "*"}
    for method in ("GET", "PUT", "DELETE"):
        body = {"json": EXAMPLE} if method == "PUT" else {}
        answer = house.ask(method, path, None, headers=stranger, **body)
        assert answer.status_code == 404
        fault("not-found", answer)
    assert house.get(PLATFORMS, None, headers=stranger).json()["items"] == []


def test_what_a_platform_has_to_know_of_us_is_told(house: House):
    ours = f"http://{HOST}"
    told = house.get(f"{PLATFORMS}/tool").json()
    door = told["login_url"].split("/")[-2]
    assert re.fullmatch(r"[a-z0-9]{16}", door)
    assert told == {
        "login_url": f"{ours}/lti/groups/{door}/login",
        "launch_url": f"{ours}/lti/launch",
        "deep_link_url": f"{ours}/lti/deep-link",
        "keyset_url": f"{ours}/lti/groups/{door}/jwks.json",
        "domain": HOST,
    }


def test_a_link_to_connect_a_platform_is_made(house: House):
    made = house.ask("POST", f"{PLATFORMS}/registrations", json={})
    assert (made.status_code, made.headers["Cache-Control"]) == (201, "no-store")
    assert made.json()["url"].startswith(f"http://{HOST}/lti/register?token=")


def test_a_new_key_signs_and_the_old_one_stays_published(house: House):
    (first,) = house.get(f"{PLATFORMS}/keys").json()["items"]
    soon = house.ask("POST", f"{PLATFORMS}/keys")
    fault("conflict", soon)
    with house.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE lti_key SET created_at = '2026-01-01 00:00:00'")
    changed = house.ask("POST", f"{PLATFORMS}/keys")
    assert changed.status_code == 201
    second, before = changed.json()["items"]
    assert (second["retired_at"], before["kid"], second["kid"] != first["kid"]) == (
        None,
        first["kid"],
        True,
    )
    address = house.get(f"{PLATFORMS}/tool").json()["keyset_url"]
    published = house.get(urlsplit(address).path, None).json()["keys"]
    assert [one["kid"] for one in published] == [second["kid"], before["kid"]]
    assert {tuple(sorted(one)) for one in published} == {("alg", "e", "kid", "kty", "n", "use")}


def test_a_platform_of_the_shared_addresses_is_moved_to_our_own(house: House):
    path = connect(house)
    with house.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE lti_platform SET shared = TRUE")
    known = house.get(path)
    assert known.json()["shared"] is True
    body = {name: value for name, value in known.json().items() if name != "id"}
    kept = house.ask("PUT", path, json=body, headers={"If-Match": known.headers["ETag"]})
    assert kept.json()["shared"] is True
    other = {**body, "client_id": "theirs"}
    match = {"If-Match": kept.headers["ETag"]}
    fault("conflict", house.ask("PUT", path, json=other, headers=match))
    body["shared"] = False
    moved = house.ask("PUT", path, json=body, headers=match)
    assert moved.json()["shared"] is False
    body["shared"] = True
    back = house.ask("PUT", path, json=body, headers={"If-Match": moved.headers["ETag"]})
    fault("conflict", back)


def test_the_shared_addresses_are_no_more(house: House):
    fault("conflict", house.ask("POST", PLATFORMS, json={**EXAMPLE, "shared": True}))
