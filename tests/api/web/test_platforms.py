"""The pages on which an owner connects learning platforms."""

from __future__ import annotations

import pytest

from api.v1.platform_shapes import EXAMPLE
from tests.api.house import House
from tests.api.web.test_programs import Owner, secrets

PATH = "/organisation/platforms"
FORM = {
    **{name: str(value) for name, value in EXAMPLE.items() if isinstance(value, str)},
    "deployments": "1\n2",
    "active": "on",
}


@pytest.fixture
def owner(house: House) -> Owner:
    return Owner(house)


def connected(house: House) -> list[dict[str, object]]:
    found: list[dict[str, object]] = house.get("/api/v1/platforms").json()["items"]
    return found


def test_a_platform_is_connected_by_hand(owner: Owner, house: House):
    assert "/lti/launch" in owner.look(f"{PATH}/new").text
    assert owner.send(f"{PATH}/new", **FORM).status_code == 303
    (platform,) = connected(house)
    assert (platform["deployments"], platform["active"], platform["roster"]) == (
        ["1", "2"],
        True,
        False,
    )
    assert "Campus Moodle" in owner.look(PATH).text


def test_mistakes_stand_at_their_fields_and_what_was_typed_stays(owner: Owner, house: House):
    form = {**FORM, "issuer": "campus", "client_id": "a b", "name": "Kept"}
    answer = owner.send(f"{PATH}/new", **form)
    assert answer.status_code == 422
    assert ('id="issuer-fault"' in answer.text, 'id="client_id-fault"' in answer.text) == (
        True,
        True,
    )
    assert 'value="Kept"' in answer.text
    assert connected(house) == []


def test_a_platform_is_let_in_and_shut_out(owner: Owner, house: House):
    owner.send(f"{PATH}/new", **FORM)
    (platform,) = connected(house)
    path = f"{PATH}/{platform['id']}"
    page = owner.look(path).text
    etag = page.partition('name="etag" value="')[2].partition('"')[0]
    shut = {name: value for name, value in FORM.items() if name != "active"}
    assert owner.send(path, etag=etag, **shut).status_code == 303
    assert connected(house)[0]["active"] is False
    stale = owner.send(path, etag=etag, **FORM)
    assert (stale.status_code, "Somebody else changed" in stale.text) == (409, True)


def test_a_platform_is_not_connected_twice(owner: Owner, house: House):
    owner.send(f"{PATH}/new", **FORM)
    again = owner.send(f"{PATH}/new", **FORM)
    assert (again.status_code, 'id="client_id-fault"' in again.text) == (422, True)
    assert len(connected(house)) == 1


def test_a_link_is_shown_once(owner: Owner):
    made = owner.send(f"{PATH}/links")
    (url, *_) = secrets(made)
    assert "/lti/register?token=" in url
    assert url not in owner.look(PATH).text


def test_a_platform_is_forgotten(owner: Owner, house: House):
    owner.send(f"{PATH}/new", **FORM)
    (platform,) = connected(house)
    assert owner.send(f"{PATH}/{platform['id']}/delete").status_code == 303
    assert connected(house) == []


def test_a_key_is_changed_but_not_all_the_time(owner: Owner):
    owner.look(PATH)
    refused = owner.send(f"{PATH}/keys")
    assert (refused.status_code, "a few minutes old" in refused.text) == (409, True)


def test_pages_are_the_owners_alone(owner: Owner, house: House):
    for path in (PATH, f"{PATH}/new", f"{PATH}/1"):
        assert house.get(path, None).status_code == 401
    refused = house.ask("POST", f"{PATH}/new", None, data=FORM)
    assert refused.status_code == 401
    assert owner.send(f"{PATH}/new", **{**FORM, "csrf_token": "x"}).status_code == 403
    assert owner.look(f"{PATH}/99").status_code == 404


def test_a_platform_of_the_shared_addresses_is_moved_to_our_own(owner: Owner, house: House):
    owner.send(f"{PATH}/new", **FORM)
    (platform,) = connected(house)
    path = f"{PATH}/{platform['id']}"
    assert "Give it our own addresses" not in owner.look(path).text
    with house.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE lti_platform SET shared = TRUE")
    assert "Give it our own addresses" in owner.look(path).text
    assert owner.send(f"{path}/move").status_code == 303
    assert connected(house)[0]["shared"] is False
