from __future__ import annotations

import pytest

from curriculum.storage.catalogue import SessionQuery
from curriculum.storage.database import reading
from curriculum.storage.facets import count_facets
from curriculum.storage.people import Role
from tests.api.house import LISTENING, House, fault


def test_topics_are_listed_with_their_sessions(house: House):
    assert house.get("/api/v1/topics", None).json() == {
        "items": [{"topic": "boundaries", "sessions": 1}, {"topic": "listening", "sessions": 1}],
        "next": None,
    }


def test_sessions_are_listed_in_pages_that_lead_on(house: House):
    first = house.get("/api/v1/sessions?limit=1", None)
    link = first.headers["Link"]
    assert link == f'</api/v1/sessions?limit=1&cursor={first.json()["next"]}>; rel="next"'
    second = house.get(link[1 : link.index(">")], None)
    assert [page.json()["items"][0]["code"] for page in (first, second)] == ["BD1", "AL1"]
    assert (second.json()["next"], "Link" in second.headers) == (None, False)


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("q=limite", ["BD1"]),
        ("q=%22limit", ["BD1"]),
        ("topic=boundaries", ["BD1"]),
        ("language=fr", ["BD1"]),
        ("mode=couples&setting=online", ["BD1", "AL1"]),
        ("max_minutes=60", ["BD1"]),
        ("max_intensity=1", ["BD1", "AL1"]),
        ("level=further&topic=listening", ["AL1"]),
        ("level=core", []),
        ("q=nothing", []),
    ],
)
def test_sessions_are_found_by_every_filter(house: House, query: str, codes: list[str]):
    found = house.get(f"/api/v1/sessions?{query}", None).json()["items"]
    assert [one["code"] for one in found] == codes


@pytest.mark.parametrize(
    ("ours", "pages"), [("max_intensity", "intensity"), ("max_minutes", "minutes")]
)
def test_filters_leave_what_the_pages_count(small_house: House, ours: str, pages: str):
    deep = small_house.ask("POST", "/api/v1/sessions/AL1/copy", json={"code": "AL1-DEEP"})
    body = deep.json()
    body["activities"][0]["intensity"] = 3
    tag = {"If-Match": deep.headers["ETag"]}
    small_house.ask("PUT", "/api/v1/sessions/AL1-DEEP", json=body, headers=tag)
    small_house.ask("POST", "/api/v1/sessions/AL1-DEEP/publish")
    with reading(small_house.engine) as connection:
        counts = count_facets(connection, 1, SessionQuery()).counts[pages]
    found = {
        choice: len(small_house.get(f"/api/v1/sessions?{ours}={choice}").json()["items"])
        for choice in counts
        if choice
    }
    assert found == {choice: count for choice, count in counts.items() if choice}
    assert len(set(found.values())) > 1


@pytest.mark.parametrize(
    ("address", "advice"),
    [
        ("?max_intensity=4", "Write a whole number from 1 to 3."),
        ("?max_intensity=0", "Write a whole number from 1 to 3."),
        ("?level=none", "Write one of: core, further."),
        ("?updated_since=yesterday", "Write it like 2026-11-24T18:00:00Z."),
        ("/AL1/cartridge.imscc?version=2", "Write one of: 1.1, 1.3."),
    ],
)
def test_a_parameter_that_cannot_be_is_told_with_what_it_may_be(
    house: House, address: str, advice: str
):
    problem = fault("bad-parameter", house.get(f"/api/v1/sessions{address}"))
    name = address.partition("?")[2].partition("=")[0]
    assert [(one["where"], one["action"]) for one in problem["errors"]] == [
        (f"query {name}", advice)
    ]
    assert name in problem["detail"]


def test_a_cursor_of_nobodys_is_refused(house: House):
    answer = house.get("/api/v1/sessions?cursor=bm9uZQ", None)
    assert answer.status_code == 400
    fault("bad-cursor", answer)


def test_a_session_is_the_sessions_own_shape_and_how_it_stands(house: House):
    body = house.get("/api/v1/sessions/AL1", None).json()
    assert {name: body[name] for name in LISTENING.model_dump(mode="json")} == (
        LISTENING.model_dump(mode="json")
    )
    assert (body["own"], body["draft"], body["revision"]) == (False, False, 1)


@pytest.mark.parametrize("code", ["ZZ9", "al1", "a%00b", "%ff", "A" * 500])
def test_a_session_that_is_not_there_is_not_found(house: House, code: str):
    answer = house.get(f"/api/v1/sessions/{code}", None)
    assert answer.status_code == 404
    fault("not-found", answer)


def test_revisions_are_listed_read_and_compared(house: House):
    path = "/api/v1/sessions/AL1/revisions"
    listed = house.get(path, None).json()["items"]
    assert [(one["revision"], one["note"]) for one in listed] == [(1, None)]
    assert house.get(f"{path}/1", None).json()["title"] == "Feeling heard"
    assert house.get(f"{path}/1...1", None).json()["changes"] == []
    assert house.get(f"{path}/7", None).status_code == 404


def test_what_changed_between_revisions_is_told(house: House):
    body = house.ask("POST", "/api/v1/sessions/AL1/copy", json={"code": "AL1-X"}).json()
    house.ask("POST", "/api/v1/sessions/AL1-X/publish")
    tag = house.get("/api/v1/sessions/AL1-X").headers["ETag"]
    changed = {**body, "title": "Being heard"}
    house.ask("PUT", "/api/v1/sessions/AL1-X", json=changed, headers={"If-Match": tag})
    house.ask("POST", "/api/v1/sessions/AL1-X/publish", json={"note": "A better title."})
    told = house.get("/api/v1/sessions/AL1-X/revisions/1...2").json()
    assert told["changes"] == [
        {"where": "title", "kind": "changed", "before": "Feeling heard", "after": "Being heard"}
    ]
    notes = house.get("/api/v1/sessions/AL1-X/revisions").json()["items"]
    assert [one["note"] for one in notes] == ["A better title.", None]


def test_programmes_are_listed_and_read(house: House):
    listed = house.get("/api/v1/programmes", None).json()["items"]
    assert [(one["code"], one["meetings"], one["sessions"]) for one in listed] == [
        ("evenings", 1, ["AL1", "BD1"])
    ]
    body = house.get("/api/v1/programmes/evenings", None).json()
    assert body["workshop"]["meetings"][0]["minutes"] == 240
    fault("not-found", house.get("/api/v1/programmes/mornings", None))


def test_what_is_known_already_is_not_sent_again(house: House):
    for path in ("topics", "sessions", "sessions/AL1", "sessions/AL1/revisions", "programmes"):
        tag = house.get(f"/api/v1/{path}", None).headers["ETag"]
        again = house.get(f"/api/v1/{path}", None, headers={"If-None-Match": f'"x", W/{tag}'})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["ETag"] == tag


def test_reading_the_library_needs_no_role(house: House):
    assert house.get("/api/v1/sessions/AL1", Role.READER).status_code == 200


@pytest.mark.parametrize("end", ["", "/revisions", "/guide.pdf"])
def test_a_code_in_small_letters_is_told_in_capitals(house: House, end: str):
    problem = fault("not-found", house.get(f"/api/v1/sessions/al1{end}"))
    assert problem["detail"].endswith("a code is written in capitals: AL1.")
    other = fault("not-found", house.get(f"/api/v1/sessions/al_1{end}"))
    assert "capitals" not in other["detail"]
