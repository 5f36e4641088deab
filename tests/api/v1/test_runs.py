from __future__ import annotations

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from api.auth import COOKIE, CSRF_HEADER, csrf_token
from curriculum.storage.people import Role
from tests.api.house import House, fault
from tests.pdf_templates.reading import pages, squeeze

RUN: dict[str, Any] = {
    "meeting": 1,
    "planned_at": "2026-11-27T19:00:00Z",
    "began_at": "2026-11-27T19:03:00Z",
    "place": {"part": 0, "step": 0, "since": "2026-11-27T19:03:00Z"},
    "parts": [{"item": 1, "session": "AL1", "title": "Opening", "steps": [{"minutes": 10}]}],
}
ENDED = {**RUN, "place": None, "ended_at": "2026-11-27T20:30:00Z", "reflection": "Fewer words."}


def read(content: bytes) -> str:
    return squeeze(" ".join(pages(content)))


def runs_of(house: House) -> str:
    return f"/api/v1/workshops/{house.make_workshop().json()['id']}/runs"


def test_a_run_is_recorded_ended_listed_and_deleted(house: House):
    runs = runs_of(house)
    made = house.ask("POST", runs, json=RUN)
    path = made.headers["Location"]
    assert (made.status_code, house.get(path).json()) == (201, made.json())
    tag = {"If-Match": made.headers["ETag"]}
    saved = house.ask("PUT", path, json={**made.json(), **ENDED}, headers=tag)
    assert (saved.status_code, saved.json()["reflection"]) == (200, "Fewer words.")
    assert house.get(runs).json() == {"items": [saved.json()], "next": None}
    tag = {"If-Match": saved.headers["ETag"]}
    assert house.ask("DELETE", path, headers=tag).status_code == 204
    assert house.get(path).status_code == 404


def test_what_another_device_saved_is_not_overwritten(house: House):
    made = house.ask("POST", runs_of(house), json=RUN)
    path, tag = made.headers["Location"], {"If-Match": made.headers["ETag"]}
    house.ask("PUT", path, json=ENDED, headers=tag)
    refused = house.ask("PUT", path, json=RUN, headers=tag)
    assert refused.status_code == 412
    fault("stale", refused)
    assert house.ask("PUT", path, json=RUN).status_code == 428
    assert house.get(path).json()["ended_at"] == "2026-11-27T20:30:00Z"


def test_the_same_record_is_taken_once(house: House):
    runs = runs_of(house)
    house.ask("POST", runs, json=RUN)
    again = house.ask("POST", runs, json=RUN)
    assert (again.status_code, len(house.get(runs).json()["items"])) == (409, 1)
    fault("conflict", again)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"meeting": 2}, "/meeting"),
        ({"place": None}, ""),
        ({"parts": []}, "/parts"),
        ({"reflection": "x" * 501}, "/reflection"),
        ({"names": ["Ada"]}, "/names"),
        ({"attendance": [{"code": "P1"}, {"code": "Ada"}]}, "/attendance/1/code"),
        ({"attendance": [{"code": "p1"}, {"code": "P1"}]}, ""),
        ({"attendance": [{"code": "P1"}], "people": 0}, ""),
        ({"began_at": "9999-12-31T23:59:59-12:00"}, "/began_at"),
    ],
)
def test_what_no_run_can_be_is_refused(small_house: House, change: dict[str, Any], where: str):
    refused = small_house.ask("POST", runs_of(small_house), json=RUN | change)
    assert refused.status_code == 422
    assert [one["where"] for one in refused.json()["errors"]] == [where]


def test_readers_read_and_strangers_find_nothing(house: House):
    runs = runs_of(house)
    path = house.ask("POST", runs, json=RUN).headers["Location"]
    assert house.get(path, Role.READER).status_code == 200
    assert house.ask("POST", runs, Role.READER, json=RUN).status_code == 403
    assert house.get(runs, None).status_code == 401
    stranger = {"Authorization": f"Bearer {house.stranger}"}
    for where in (runs, path):
        assert house.get(where, None, headers=stranger).status_code == 404
    for method, body in (("PUT", RUN), ("DELETE", None)):
        headers = {**stranger, "If-Match": "*"}
        answer = house.ask(method, path, None, json=body, headers=headers)
        assert answer.status_code == 404


def test_who_came_is_kept_by_code_and_handed_on_as_a_table(small_house: House):
    runs = runs_of(small_house)
    first = [{"code": "p2"}, {"code": " P10 ", "came": False}]
    made = small_house.ask("POST", runs, json={**ENDED, "attendance": first})
    assert (made.json()["people"], made.json()["attendance"]) == (
        None,
        [{"code": "P2", "came": True}, {"code": "P10", "came": False}],
    )
    later = {"began_at": "2026-12-04T19:00:00Z", "ended_at": "2026-12-04T20:00:00Z", "people": 3}
    second = [{"code": "P10"}, {"code": "4K7B2M"}]
    small_house.ask("POST", runs, json={**ENDED, **later, "attendance": second})
    table = small_house.get(f"{runs}/attendance.csv", Role.READER)
    assert table.headers["Content-Disposition"] == 'inline; filename="tuesdays-attendance.csv"'
    assert table.content.decode("utf-8-sig").splitlines() == [
        "code,1 (2026-11-27),1 (2026-12-04)",
        "4K7B2M,,yes",
        "P2,yes,",
        "P10,no,yes",
        "people,1,3",
    ]


def test_the_table_of_who_came_is_for_members_and_their_own_tokens(small_house: House):
    table = f"{runs_of(small_house)}/attendance.csv"
    assert small_house.get(table, None).status_code == 401
    stranger = {"Authorization": f"Bearer {small_house.stranger}"}
    assert small_house.get(table, None, headers=stranger).status_code == 404
    asked = {"name": "LMS", "role": "owner", "scopes": ["workshops:read", "workshops:write"]}
    token = small_house.ask("POST", "/api/v1/tokens", json=asked).json()["token"]
    refused = small_house.get(table, None, headers={"Authorization": f"Bearer {token}"})
    fault("insufficient-scope", refused)


def test_a_reflection_is_of_whoever_signed_in(small_house: House):
    secret = small_house.get(f"/sign-in/{small_house.link}", None).cookies[COOKIE]
    small_house.client.cookies.clear()
    signed = {"Cookie": f"{COOKIE}={secret}", CSRF_HEADER: csrf_token(secret)}
    runs = runs_of(small_house)
    made = small_house.ask("POST", runs, None, json=ENDED, headers=signed)
    assert made.status_code == 201
    ada = small_house.get("/api/v1/users").json()["items"][0]["id"]
    told = small_house.get(f"/api/v1/users/{ada}/export").json()
    assert [one["text"] for one in told["reflection"]] == ["Fewer words."]


def test_the_guide_tells_of_the_last_time_where_that_is_asked(small_house: House):
    runs = runs_of(small_house)
    guide = runs.replace("/runs", "/guide.pdf")
    before = small_house.get(guide).content
    assert "Last time" not in read(small_house.get(f"{guide}?last_time=true").content)
    steps = [{"minutes": 10, "seconds": 16 * 60}]
    part = {**RUN["parts"][0], "steps": steps}
    came = [{"code": "P1"}, {"code": "P2", "came": False}]
    small_house.ask("POST", runs, json={**ENDED, "parts": [part], "attendance": came})
    told = read(small_house.get(f"{guide}?last_time=true").content)
    assert "Friday 27 November 2026: 16 min, 10 planned." in told
    assert "Opening: 6 min over" in told
    assert "1 person came." in told
    assert "P1" not in told
    assert "Fewer words." in told
    assert small_house.get(guide).content == before


def test_the_pack_and_the_pages_to_look_at_tell_of_it_too(small_house: House):
    runs = runs_of(small_house)
    small_house.ask("POST", runs, json=ENDED)
    pack = small_house.get(runs.replace("/runs", "/pack.zip?last_time=true")).content
    with ZipFile(BytesIO(pack)) as file:
        guide = next(name for name in file.namelist() if name.endswith("01-guide.pdf"))
        assert "Fewer words." in read(file.read(guide))
    page = runs.replace("/api/v1", "").replace("/runs", "/guide/page.png?page=6")
    plain = small_house.get(page).headers["ETag"]
    assert small_house.get(f"{page}&last_time=true").headers["ETag"] != plain


def test_a_program_with_scopes_reads_no_reflections_in_the_guide(small_house: House):
    asked = {"name": "LMS", "role": "reader", "scopes": ["workshops:read"]}
    token = small_house.ask("POST", "/api/v1/tokens", json=asked).json()["token"]
    guide = runs_of(small_house).replace("/runs", "/guide.pdf")
    headers = {"Authorization": f"Bearer {token}"}
    assert small_house.get(guide, None, headers=headers).status_code == 200
    for path in (guide, guide.replace("guide.pdf", "pack.zip")):
        refused = small_house.get(f"{path}?last_time=true", None, headers=headers)
        assert refused.status_code == 403
        fault("insufficient-scope", refused)
