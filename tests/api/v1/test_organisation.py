from __future__ import annotations

import pytest

from curriculum.storage.people import Role
from tests.api.house import House, fault
from tests.faces import DOT

HERE = "/api/v1/organisation"


def test_settings_are_read_by_members_and_changed_by_owners(house: House):
    read = house.get(HERE, Role.READER)
    assert read.json() == {
        "name": "River",
        "contacts": [{"name": "The line", "reach": "0800 000", "note": None}],
        "time_zone": "UTC",
        "paper": "a4",
        "accent": None,
        "footer": None,
    }
    changed = {**read.json(), "time_zone": "Europe/Paris", "accent": "#14505c"}
    saved = house.ask("PUT", HERE, json=changed, headers={"If-Match": read.headers["ETag"]})
    assert (saved.status_code, house.get(HERE).json()) == (200, changed)
    stale = house.ask("PUT", HERE, json=changed, headers={"If-Match": read.headers["ETag"]})
    assert stale.status_code == 412


def test_a_time_zone_that_does_not_exist_is_refused(small_house: House):
    body = {"name": "River", "time_zone": "Mars/Olympus"}
    refused = small_house.ask("PUT", HERE, json=body, headers={"If-Match": "*"})
    assert fault("invalid", refused)["errors"] == [
        {
            "where": "/time_zone",
            "message": "'Mars/Olympus' is not a time zone",
            "action": "Write one like 'Europe/London'.",
        }
    ]


def test_a_colour_too_pale_for_paper_is_refused_with_the_nearest_that_works(small_house: House):
    body = {"name": "River", "accent": "#66CCDD"}
    refused = small_house.ask("PUT", HERE, json=body, headers={"If-Match": "*"})
    assert fault("invalid", refused)["errors"] == [
        {
            "where": "/accent",
            "message": "#66ccdd is too pale for words on paper, 1.9 to 1 where 4.5 is needed",
            "action": "Choose a darker one, such as #3f7f8a.",
        }
    ]


def test_a_token_lets_a_program_in_until_it_is_revoked(house: House):
    made = house.ask("POST", "/api/v1/tokens", json={"name": "LMS", "role": "reader"})
    assert made.status_code == 201
    assert made.headers["Cache-Control"] == "no-store"
    headers = {"Authorization": f"Bearer {made.json()['token']}"}
    assert house.get(HERE, None, headers=headers).status_code == 200
    revoked = house.ask("DELETE", f"/api/v1/tokens/{made.json()['id']}")
    assert revoked.status_code == 204
    refused = house.get(HERE, None, headers=headers)
    assert refused.status_code == 401
    fault("bad-token", refused)


def test_tokens_are_listed_without_their_secrets(house: House):
    listed = house.get("/api/v1/tokens")
    assert [one["name"] for one in listed.json()["items"]] == [str(role) for role in Role][::-1]
    assert "cur_" not in listed.text


def test_somebody_elses_token_cannot_be_revoked(house: House):
    number = house.get("/api/v1/tokens").json()["items"][0]["id"]
    stranger = {"Authorization": f"Bearer {house.stranger}"}
    assert (
        house.ask("DELETE", f"/api/v1/tokens/{number}", None, headers=stranger).status_code == 404
    )
    assert house.ask("DELETE", "/api/v1/tokens/999999").status_code == 404


@pytest.mark.parametrize("role", [Role.EDITOR, Role.FACILITATOR, Role.READER])
def test_only_owners_change_settings_and_see_tokens_and_people(small_house: House, role: Role):
    body = {"name": "Mine"}
    for method, path, parts in (
        ("PUT", HERE, {"json": body, "headers": {"If-Match": "*"}}),
        ("PUT", f"{HERE}/logo", {"json": {"name": "logo.png", "body": DOT}}),
        ("DELETE", f"{HERE}/logo", {}),
        ("GET", "/api/v1/tokens", {}),
        ("POST", "/api/v1/tokens", {"json": body}),
        ("DELETE", "/api/v1/tokens/1", {}),
        ("GET", "/api/v1/users", {}),
        ("POST", "/api/v1/users", {"json": body}),
        ("DELETE", "/api/v1/users/1", {}),
        ("GET", "/api/v1/users/1/export", {}),
        ("POST", "/api/v1/users/1/sign-in-link", {}),
    ):
        refused = small_house.ask(method, path, role, **parts)
        assert (path, refused.status_code) == (path, 403)
        fault("role-needed", refused)
