from __future__ import annotations

from typing import Any

import pytest

from curriculum.library import Library
from curriculum.storage.people import Role
from curriculum.storage.shipped import load_shipped
from tests.api.house import LISTENING, WORKSHOP, House, fault

WORKSHOPS = "/api/v1/workshops"


def test_a_workshop_is_made_with_its_sessions_pinned(house: House):
    made = house.make_workshop()
    body = made.json()
    assert made.headers["Location"] == f"{WORKSHOPS}/{body['id']}"
    item = body["meetings"][0]["items"][0]
    assert (item["session"], item["revision"]) == ("AL1", 1)
    read = house.get(made.headers["Location"], Role.READER)
    assert (read.json(), read.headers["ETag"]) == (body, made.headers["ETag"])


def test_a_workshop_is_made_from_a_programme_with_ones_own_people_and_dates(house: House):
    asked = {
        "programme": "evenings",
        "title": "Spring",
        "people": 12,
        "mode": "mixed",
        "dates": ["2026-04-07"],
        "start": "18:30",
        "time_zone": "Europe/London",
    }
    made = house.ask("POST", WORKSHOPS, json=asked)
    assert made.status_code == 201
    body = made.json()
    assert (body["programme"], body["title"], body["people"], body["mode"]) == (
        "evenings",
        "Spring",
        12,
        "mixed",
    )
    meeting = body["meetings"][0]
    assert (meeting["date"], meeting["start"], meeting["minutes"]) == ("2026-04-07", "18:30", 240)
    assert [one["session"] for one in meeting["items"]] == ["AL1", "BD1"]


@pytest.mark.parametrize(
    ("asked", "code", "where"),
    [
        ({"programme": "mornings"}, "unknown-programme", "/programme"),
        ({"programme": "evenings", "dates": ["2026-04-07"] * 2}, "invalid", "/dates"),
        ({"programme": "evenings", "pepole": 8}, "invalid", "/pepole"),
        ({"programme": "evenings", "people": 1}, "invalid", "/people"),
    ],
)
def test_what_a_programme_cannot_be_made_into_is_told(
    small_house: House, asked: dict[str, object], code: str, where: str
):
    refused = small_house.ask("POST", WORKSHOPS, json=asked)
    assert refused.status_code == 422
    assert [one["where"] for one in fault(code, refused)["errors"]] == [where]


def test_a_session_that_does_not_exist_is_a_mistake_in_the_body(house: House):
    items = [{"break": 10}, {"session": "ZZ9"}, {"session": "AL1", "revision": 77}]
    meetings = [{"minutes": 90, "items": []}, {"minutes": 90, "items": items}]
    refused = house.ask("POST", WORKSHOPS, json={**WORKSHOP, "meetings": meetings})
    assert refused.status_code == 422
    problem = fault("unknown-session", refused)
    assert problem["detail"].startswith("Meeting 2, item 2: there is no published session ZZ9")
    assert problem["errors"] == [
        {
            "where": "/meetings/1/items/1/session",
            "message": "there is no published session ZZ9",
            "action": "Choose one of GET /api/v1/sessions.",
        },
        {
            "where": "/meetings/1/items/2/revision",
            "message": "session AL1 has no revision 77",
            "action": "Leave the revision out for the newest.",
        },
    ]


def test_workshops_are_listed_in_pages_last_made_first(house: House):
    for number in range(3):
        house.make_workshop(title=f"Workshop {number}")
    first = house.get(f"{WORKSHOPS}?limit=2", Role.READER)
    assert [one["title"] for one in first.json()["items"]] == ["Workshop 2", "Workshop 1"]
    link = first.headers["Link"]
    rest = house.get(link[1 : link.index(">")], Role.READER).json()
    assert ([one["title"] for one in rest["items"]], rest["next"]) == (["Workshop 0"], None)


def test_what_a_get_answers_can_be_changed_and_put_back(house: House):
    made = house.make_workshop()
    path, tag = made.headers["Location"], made.headers["ETag"]
    body = {**made.json(), "people": 12}
    saved = house.ask("PUT", path, Role.FACILITATOR, json=body, headers={"If-Match": tag})
    assert (saved.status_code, saved.json()["people"]) == (200, 12)
    assert house.get(path).headers["ETag"] == saved.headers["ETag"] != tag


def test_changing_needs_to_know_what_is_changed(house: House):
    path = house.make_workshop().headers["Location"]
    for method in ("PUT", "DELETE"):
        parts = {"json": WORKSHOP} if method == "PUT" else {}
        missing = house.ask(method, path, **parts)
        assert missing.status_code == 428
        fault("if-match-needed", missing)
        stale = house.ask(method, path, headers={"If-Match": '"other"'}, **parts)
        assert stale.status_code == 412
        fault("stale", stale)


def test_a_body_of_another_workshop_is_refused(house: House):
    made = house.make_workshop()
    body = {**WORKSHOP, "id": "other"}
    headers = {"If-Match": made.headers["ETag"]}
    refused = house.ask("PUT", made.headers["Location"], json=body, headers=headers)
    assert fault("invalid", refused)["errors"][0]["where"] == "/id"


def test_a_deleted_workshop_is_gone(house: House):
    made = house.make_workshop()
    path = made.headers["Location"]
    deleted = house.ask("DELETE", path, headers={"If-Match": made.headers["ETag"]})
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert house.get(path).status_code == 404


def test_a_workshop_is_not_there_for_another_organisation(house: House):
    path = house.make_workshop().headers["Location"]
    stranger = {"Authorization": f"Bearer {house.stranger}"}
    for ending in ("", "/plan", "/guide.pdf", "/handouts.pdf", "/calendar.ics", "/materials.csv"):
        answer = house.get(path + ending, None, headers=stranger)
        assert answer.status_code == 404
        fault("not-found", answer)
    changing = {**stranger, "If-Match": "*"}
    assert house.ask("PUT", path, None, json=WORKSHOP, headers=changing).status_code == 404
    assert house.ask("DELETE", path, None, headers=changing).status_code == 404
    assert house.ask("POST", f"{path}/fit", None, headers=changing).status_code == 404
    assert house.get(WORKSHOPS, None, headers=stranger).json()["items"] == []


def test_readers_read_workshops_and_change_none(small_house: House):
    path = small_house.make_workshop().headers["Location"]
    assert small_house.get(path, Role.READER).status_code == 200
    for method, where in (
        ("POST", WORKSHOPS),
        ("PUT", path),
        ("DELETE", path),
        ("POST", f"{path}/fit"),
    ):
        parts = {"json": WORKSHOP} if where == WORKSHOPS or method == "PUT" else {}
        refused = small_house.ask(method, where, Role.READER, headers={"If-Match": "*"}, **parts)
        assert refused.status_code == 403
        fault("role-needed", refused)


# --- activities that a workshop names -------------------------------------------------------------


def with_item(**changes: Any) -> dict[str, Any]:
    meeting = {**WORKSHOP["meetings"][0], "items": [{"session": "AL1", **changes}]}
    return {**WORKSHOP, "meetings": [meeting]}


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"leave_out": ["extra", "extras"]}, "leave_out/1"),
        ({"order": ["closing", "begin"]}, "order/1"),
        ({"minutes": {"round": 20}}, "minutes/round"),
        ({"revision": 1, "leave_out": ["nothing"]}, "leave_out/0"),
    ],
)
def test_an_activity_that_never_was_is_refused(house: House, changes: dict[str, Any], where: str):
    body = with_item(**changes)
    problem = fault("unknown-activity", house.ask("POST", "/api/v1/workshops", json=body))
    assert [one["where"] for one in problem["errors"]] == [f"/meetings/0/items/0/{where}"]
    made = house.make_workshop()
    path, tag = made.headers["Location"], {"If-Match": made.headers["ETag"]}
    fault("unknown-activity", house.ask("PUT", path, json=body, headers=tag))
    assert house.get(path).headers["ETag"] == made.headers["ETag"]


def test_an_activity_that_is_probably_meant_is_told(house: House):
    body = with_item(leave_out=["extras"])
    problem = fault("unknown-activity", house.ask("POST", "/api/v1/workshops", json=body))
    assert problem["detail"] == "'extras' is no activity of AL1. Did you mean 'extra'?"


def test_an_activity_that_a_newer_revision_dropped_may_stay(house: House):
    dropped = LISTENING.model_copy(
        update={"activities": tuple(one for one in LISTENING.activities if one.id != "extra")}
    )
    with house.engine.begin() as connection:
        load_shipped(connection, Library(sessions=(dropped,), programmes=()))
    made = house.ask("POST", "/api/v1/workshops", json=with_item(leave_out=["extra"]))
    assert (made.status_code, made.json()["meetings"][0]["items"][0]["revision"]) == (201, 2)
    findings = house.get(f"{made.headers['Location']}/plan").json()["findings"]
    assert "unknown-activity" in [one["code"] for one in findings]
