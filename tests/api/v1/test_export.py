from __future__ import annotations

import json
from typing import Any

from api.v1.export import AT_ONCE
from curriculum.storage.people import Role
from curriculum.storage.scopes import Scope
from tests.api.house import House, fault
from tests.api.test_oauth import entering

EXPORT = "/api/v1/export.ndjson"


def lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_everything_comes_a_line_each(house: House):
    made = [house.make_workshop(title=f"Workshop {number}").json() for number in range(3)]
    house.ask("POST", "/api/v1/sessions/AL1/copy", json={"code": "AL1-RIVER"})
    house.ask("POST", "/api/v1/sessions/AL1-RIVER/publish")
    answer = house.get(EXPORT, Role.READER)
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    found = lines(answer.text)
    assert [one["type"] for one in found] == [*["revision"] * 3, *["workshop"] * 3, "end"]
    assert found[-1] == {"type": "end", "revisions": 3, "workshops": 3}
    revisions = [one["revision"] for one in found[:3]]
    assert [one["code"] for one in revisions] == ["AL1", "BD1", "AL1-RIVER"]
    assert revisions[2] == house.get("/api/v1/sessions/AL1-RIVER/revisions/1").json()
    workshops = sorted((one["workshop"] for one in found[3:6]), key=lambda one: one["title"])
    assert workshops == made


def test_more_than_fits_in_memory_at_once_comes_too(house: House):
    count = AT_ONCE * 2 + 1
    for number in range(count):
        house.make_workshop(title=f"Workshop {number}")
    found = lines(house.get(EXPORT).text)
    assert found[-1]["workshops"] == count
    titles = {one["workshop"]["title"] for one in found if one["type"] == "workshop"}
    assert titles == {f"Workshop {number}" for number in range(count)}


def test_nobody_gets_what_is_others(house: House):
    house.make_workshop()
    headers = {"Authorization": f"Bearer {house.stranger}"}
    found = lines(house.get(EXPORT, None, headers=headers).text)
    assert found[-1] == {"type": "end", "revisions": 2, "workshops": 0}
    fault("sign-in-needed", house.get(EXPORT, None))


def test_a_client_needs_both_scopes(small_house: House):
    both = entering(small_house, Scope.LIBRARY_READ, Scope.WORKSHOPS_READ)
    assert small_house.get(EXPORT, None, headers=both).status_code == 200
    for one in (Scope.LIBRARY_READ, Scope.WORKSHOPS_READ):
        refused = small_house.get(EXPORT, None, headers=entering(small_house, one))
        fault("insufficient-scope", refused)


def test_head_tells_what_it_is(small_house: House):
    answer = small_house.ask("HEAD", EXPORT)
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="export.ndjson"'
