from __future__ import annotations

from api.auth import COOKIE
from curriculum.storage.people import Role
from tests.api.house import HOST, House, fault

USERS = "/api/v1/users"
INVITATIONS = "/api/v1/invitations"


def add(house: House, name: str = "Bo", **facts: str) -> str:
    """Let a person in and return where they are."""
    made = house.ask("POST", USERS, json={"name": name, **facts})
    assert made.status_code == 201, made.text
    location: str = made.headers["Location"]
    return location


def test_people_are_let_in_and_listed_by_name(house: House):
    path = add(house, email="bo@example.org", role="editor")
    assert house.get(path).json() == {
        "id": int(path.rsplit("/", 1)[1]),
        "name": "Bo",
        "role": "editor",
        "email": "bo@example.org",
    }
    assert [one["name"] for one in house.get(USERS).json()["items"]] == ["Ada", "Bo"]


def test_an_address_is_one_persons(house: House):
    add(house, email="bo@example.org")
    refused = house.ask("POST", USERS, json={"name": "Bo", "email": "bo@example.org"})
    assert refused.status_code == 409
    fault("conflict", refused)


def test_what_cannot_be_seen_in_an_address_or_a_name_is_told(small_house: House):
    for facts, where in (
        ({"name": "Bo", "email": "bo\u200b@example.org"}, "/email"),
        ({"name": "B\u202eo"}, "/name"),
    ):
        refused = small_house.ask("POST", USERS, json=facts)
        [mistake] = fault("invalid", refused)["errors"]
        assert (mistake["where"], "invisible character" in mistake["message"]) == (where, True)
    assert len(small_house.get(USERS).json()["items"]) == 1


def test_a_role_is_changed_but_one_owner_stays(house: House):
    path = add(house)
    changed = house.ask("PUT", f"{path}/role", json={"role": "owner"})
    assert changed.json()["role"] == "owner"
    house.ask("PUT", f"{path}/role", json={"role": "reader"})
    ada = next(one["id"] for one in house.get(USERS).json()["items"] if one["name"] == "Ada")
    refused = house.ask("PUT", f"{USERS}/{ada}/role", json={"role": "reader"})
    assert refused.status_code == 409
    assert house.ask("DELETE", f"{USERS}/{ada}").status_code == 409


def test_an_erased_person_is_gone_and_so_is_what_was_printed(house: House):
    house.get("/api/v1/sessions/AL1/handouts.pdf")
    path = add(house)
    assert "Bo" in house.get(f"{path}/export").text
    assert house.ask("DELETE", path).status_code == 204
    assert house.get(path).status_code == 404
    assert list(house.folder.rglob("*.pdf")) == []


def test_a_link_signs_a_person_in_once(house: House):
    made = house.ask("POST", f"{add(house)}/sign-in-link")
    assert (made.status_code, made.headers["Cache-Control"]) == (201, "no-store")
    url = made.json()["url"]
    assert url.startswith(f"http://{HOST}/sign-in/")
    assert [house.get(url, None).status_code for _ in range(2)] == [303, 410]


def test_an_invitation_is_made_listed_and_taken_back(house: House):
    made = house.ask("POST", INVITATIONS, json={"role": "editor", "days": 7})
    assert (made.status_code, made.headers["Cache-Control"]) == (201, "no-store")
    told = made.json()
    path = told.pop("url").removeprefix(f"http://{HOST}")
    assert house.get(INVITATIONS).json() == {"items": [told], "next": None}
    one = f"{INVITATIONS}/{told['id']}"
    stranger = {"Authorization": f"Bearer {house.stranger}"}
    assert house.ask("DELETE", one, None, headers=stranger).status_code == 404
    assert house.get(path, None).status_code == 200
    assert house.ask("DELETE", one).status_code == 204
    assert house.get(path, None).status_code == 410
    assert house.ask("POST", INVITATIONS, Role.EDITOR, json={}).status_code == 403
    assert house.ask("POST", INVITATIONS, json={"days": 31}).status_code == 422


def test_a_person_is_signed_out_everywhere(house: House):
    path = add(house)
    url = house.ask("POST", f"{path}/sign-in-link").json()["url"]
    secret = house.get(url, None).cookies[COOKIE]
    house.client.cookies.clear()
    signed = {"Cookie": f"{COOKIE}={secret}"}
    assert house.get("/api/v1/workshops", None, headers=signed).status_code == 200
    assert house.ask("POST", f"{path}/sign-out").status_code == 204
    assert house.get("/api/v1/workshops", None, headers=signed).status_code == 401


def test_somebody_elses_person_is_not_there(house: House):
    path = add(house)
    stranger = {"Authorization": f"Bearer {house.stranger}"}
    for method, where in (
        ("GET", path),
        ("DELETE", path),
        ("GET", f"{path}/export"),
        ("POST", f"{path}/sign-in-link"),
        ("POST", f"{path}/sign-out"),
    ):
        answer = house.ask(method, where, None, headers=stranger)
        assert answer.status_code == 404
        fault("not-found", answer)
    role = {"json": {"role": "owner"}}
    assert house.ask("PUT", f"{path}/role", None, headers=stranger, **role).status_code == 404
