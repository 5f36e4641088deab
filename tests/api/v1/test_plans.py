from __future__ import annotations

from curriculum.storage.people import Role
from tests.api.house import House

SHORT = {"start": "19:00", "minutes": 70, "items": [{"session": "AL1"}]}
TIGHT = {"start": "19:00", "minutes": 20, "items": [{"session": "AL1"}]}


def test_a_plan_has_the_clock_the_copies_and_what_the_checks_found(house: House):
    made = house.make_workshop()
    plan = house.get(f"{made.headers['Location']}/plan?paper=letter&ink=black", Role.READER).json()
    assert (plan["workshop"], f'"{plan["etag"]}"') == (made.json()["id"], made.headers["ETag"])
    session = plan["meetings"][0]["items"][0]
    assert [one["start"] for one in session["activities"]] == [
        "19:00",
        "19:10",
        "19:48",
        "20:03",
        "20:13",
    ]
    assert [(one["number"], one["title"], one["copies"]) for one in plan["handouts"]] == [
        (1, "Four moves", 8),
        (2, "Notes for the week", 8),
    ]
    assert {"level", "code", "where", "message", "action"} == set(plan["findings"][0])
    assert "sessions" not in plan


def test_a_plan_tells_of_a_newer_revision(house: House):
    house.ask("POST", "/api/v1/sessions/AL1/copy", json={"code": "AL1-X"})
    house.ask("POST", "/api/v1/sessions/AL1-X/publish")
    meeting = {"start": "19:00", "minutes": 120, "items": [{"session": "AL1-X"}]}
    path = house.make_workshop(meetings=[meeting]).headers["Location"]
    before = {one["code"] for one in house.get(f"{path}/plan").json()["findings"]}
    draft = house.get("/api/v1/sessions/AL1-X")
    changed = {**draft.json(), "title": "Heard"}
    headers = {"If-Match": draft.headers["ETag"]}
    house.ask("PUT", "/api/v1/sessions/AL1-X", json=changed, headers=headers)
    house.ask("POST", "/api/v1/sessions/AL1-X/publish")
    after = {one["code"] for one in house.get(f"{path}/plan").json()["findings"]}
    assert after - before == {"newer-revision"}


def test_a_dry_fit_tells_the_cuts_and_changes_nothing(house: House):
    made = house.make_workshop(meetings=[SHORT])
    path = made.headers["Location"]
    fitted = house.ask("POST", f"{path}/fit?dry_run=true", Role.FACILITATOR)
    assert fitted.status_code == 200
    body = fitted.json()
    assert (body["applied"], "ETag" in fitted.headers) == (False, False)
    assert [(one["activity"], one["kind"]) for one in body["cuts"]] == [("extra", "left-out")]
    assert body["workshop"]["meetings"][0]["items"][0]["leave_out"] == ["extra"]
    assert house.get(path).headers["ETag"] == made.headers["ETag"]


def test_a_fit_is_saved_once_it_is_known_what_is_changed(house: House):
    made = house.make_workshop(meetings=[SHORT])
    path = made.headers["Location"]
    fitted = house.ask("POST", f"{path}/fit", headers={"If-Match": made.headers["ETag"]})
    read = house.get(path)
    assert (read.json(), read.headers["ETag"]) == (
        fitted.json()["workshop"],
        fitted.headers["ETag"],
    )
    assert house.get(f"{path}/plan").json()["meetings"][0]["minutes"] <= 70
    stale = house.ask("POST", f"{path}/fit", headers={"If-Match": made.headers["ETag"]})
    assert stale.status_code == 412
    again = house.ask("POST", f"{path}/fit")
    assert (again.status_code, again.json()["cuts"]) == (200, [])


def test_a_fit_says_by_how_much_it_cannot(house: House):
    path = house.make_workshop(meetings=[TIGHT]).headers["Location"]
    body = house.ask("POST", f"{path}/fit?dry_run=true").json()
    assert body["meetings"][0]["short_by"] > 0
    assert body["meetings"][0]["slot"] == 20
