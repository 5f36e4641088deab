from __future__ import annotations

import datetime as dt

import pytest

from curriculum.storage.people import Role
from tests.api.house import HOST, House, fault


@pytest.fixture
def shares(house: House) -> str:
    return f"{house.make_workshop().headers['Location']}/shares"


def test_a_link_is_made_listed_and_ended(house: House, shares: str):
    made = house.ask("POST", shares, Role.FACILITATOR, json={"days": 7})
    assert (made.status_code, made.headers["Cache-Control"]) == (201, "no-store")
    link = made.json()
    created, ends = (dt.datetime.fromisoformat(link[one]) for one in ("created_at", "expires_at"))
    assert round((ends - created) / dt.timedelta(days=1)) == 7
    assert link["url"].startswith(f"http://{HOST}/s/")
    listed = house.get(shares, Role.FACILITATOR).json()
    assert listed == {"items": [{key: link[key] for key in link if key != "url"}], "next": None}
    assert house.get(link["url"], None).status_code == 200
    assert house.ask("DELETE", f"{shares}/{link['id']}", Role.FACILITATOR).status_code == 204
    assert house.get(shares).json()["items"] == []
    assert house.get(link["url"], None).status_code == 404
    fault("not-found", house.ask("DELETE", f"{shares}/{link['id']}"))


def test_a_link_lasts_three_months_unless_told_otherwise(house: House, shares: str):
    link = house.ask("POST", shares).json()
    created, ends = (dt.datetime.fromisoformat(link[one]) for one in ("created_at", "expires_at"))
    assert round((ends - created) / dt.timedelta(days=1)) == 90
    for days in (0, 367, "x"):
        fault("invalid", house.ask("POST", shares, json={"days": days}))


def test_links_are_for_facilitators_of_the_organisation(house: House, shares: str):
    link = house.ask("POST", shares).json()
    stranger = {"Authorization": f"Bearer {house.stranger}"}
    for method, path in (("POST", shares), ("GET", shares), ("DELETE", f"{shares}/{link['id']}")):
        fault("role-needed", house.ask(method, path, Role.READER))
        fault("sign-in-needed", house.ask(method, path, None))
        fault("not-found", house.ask(method, path, None, headers=stranger))
    assert house.get(link["url"], None).status_code == 200


def test_a_workshop_with_links_can_be_deleted(house: House, shares: str):
    link = house.ask("POST", shares).json()
    workshop = shares.removesuffix("/shares")
    etag = house.get(workshop).headers["ETag"]
    assert house.ask("DELETE", workshop, headers={"If-Match": etag}).status_code == 204
    assert house.get(link["url"], None).status_code == 404
