from __future__ import annotations

from typing import Any

import pytest

from curriculum.storage.people import Role
from tests.api.house import House, fault

WORKSHOPS = "/api/v1/workshops"
SESSIONS = "/api/v1/sessions"
LONG_AGO = "2020-01-01T00:00:00Z"


def everything(house: House, path: str, since: str) -> tuple[list[dict[str, Any]], str]:
    """Follow the pages, two items each; return all items and the moment to go on from."""
    items: list[dict[str, Any]] = []
    url = f"{path}?updated_since={since}&limit=2"
    while True:
        answer = house.get(url)
        items += answer.json()["items"]
        if answer.json()["next"] is None:
            return items, answer.json()["as_of"]
        link = answer.headers["Link"]
        url = link[1 : link.index(">")]


def test_what_changed_comes_in_order_with_what_went(house: House):
    made = [house.make_workshop(title=f"Workshop {number}") for number in range(4)]
    first, second = made[0], made[1]
    body = {**first.json(), "title": "Changed"}
    headers = {"If-Match": first.headers["ETag"]}
    house.ask("PUT", first.headers["Location"], headers=headers, json=body)
    headers = {"If-Match": second.headers["ETag"]}
    house.ask("DELETE", second.headers["Location"], headers=headers)
    items, _ = everything(house, WORKSHOPS, LONG_AGO)
    assert [one.get("title") for one in items] == ["Workshop 2", "Workshop 3", "Changed", None]
    assert set(items[3]) == {"id", "deleted_at"}
    assert items[3]["id"] == second.json()["id"]


def test_going_on_from_as_of_tells_only_what_is_new(house: House):
    house.make_workshop(title="Old")
    last = house.make_workshop(title="Last")
    _, as_of = everything(house, WORKSHOPS, LONG_AGO)
    house.make_workshop(title="New")
    items, later = everything(house, WORKSHOPS, as_of)
    assert [one["title"] for one in items] == ["Last", "New"]
    assert later > as_of
    assert last.json()["updated_at"] <= as_of


def test_what_changes_while_somebody_pages_is_not_lost(house: House):
    made = [house.make_workshop(title=f"Workshop {number}") for number in range(4)]
    first = house.get(f"{WORKSHOPS}?updated_since={LONG_AGO}&limit=2")
    house.ask(
        "PUT",
        made[0].headers["Location"],
        headers={"If-Match": made[0].headers["ETag"]},
        json={**made[0].json(), "title": "Changed meanwhile"},
    )
    link = first.headers["Link"]
    second = house.get(link[1 : link.index(">")])
    third = house.get(
        f"{WORKSHOPS}?updated_since={LONG_AGO}&limit=2&cursor={second.json()['next']}"
    )
    titles = [one["title"] for page in (second, third) for one in page.json()["items"]]
    assert titles == ["Workshop 2", "Workshop 3", "Changed meanwhile"]


def test_sessions_are_told_when_published_and_when_withdrawn(house: House):
    _, as_of = everything(house, SESSIONS, LONG_AGO)
    house.ask("POST", f"{SESSIONS}/AL1/copy", json={"code": "AL1-RIVER"})
    codes = lambda: [one["code"] for one in everything(house, SESSIONS, as_of)[0]][1:]  # noqa: E731
    assert codes() == []
    house.ask("POST", f"{SESSIONS}/AL1-RIVER/publish")
    assert codes() == ["AL1-RIVER"]
    etag = house.get(f"{SESSIONS}/AL1-RIVER").headers["ETag"]
    house.ask("DELETE", f"{SESSIONS}/AL1-RIVER", headers={"If-Match": etag})
    items, _ = everything(house, SESSIONS, as_of)
    assert (items[-1]["code"], "deleted_at" in items[-1]) == ("AL1-RIVER", True)
    everybody = house.get(f"{SESSIONS}?updated_since={LONG_AGO}", None).json()["items"]
    assert [one["code"] for one in everybody] == ["AL1", "BD1"]


def test_nobody_is_told_of_others_workshops(house: House):
    house.make_workshop()
    headers = {"Authorization": f"Bearer {house.stranger}"}
    theirs = house.get(f"{WORKSHOPS}?updated_since={LONG_AGO}", None, headers=headers).json()
    assert theirs == {"items": [], "next": None, "as_of": LONG_AGO}
    fault("sign-in-needed", house.get(f"{WORKSHOPS}?updated_since={LONG_AGO}", None))


@pytest.mark.parametrize(
    "query",
    [
        "updated_since=2020-01-01T00:00:00",
        "updated_since=yesterday",
        "updated_since=0001-01-01T00:00:00%2B14:00",
        f"updated_since={LONG_AGO}&q=listening",
        f"updated_since={LONG_AGO}&language=en",
        f"updated_since={LONG_AGO}&cursor=WyJhIiwgMV0",
    ],
)
def test_a_moment_that_is_none_or_a_filter_beside_it_is_refused(small_house: House, query: str):
    refused = small_house.get(f"{SESSIONS}?{query}", Role.READER)
    assert refused.status_code == 400
    fault("bad-cursor" if "cursor" in query else "bad-parameter", refused)


def test_an_offset_is_as_good_as_utc(small_house: House):
    answer = small_house.get(f"{SESSIONS}?updated_since=2020-01-01T02:00:00%2B02:00")
    assert [one["code"] for one in answer.json()["items"]] == ["AL1", "BD1"]
