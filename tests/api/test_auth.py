from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.auth import COOKIE, csrf_token
from curriculum.storage.people import Role
from tests.api.house import WORKSHOP, House, fault, open_house

WORKSHOPS = "/api/v1/workshops"


def sign_in(house: House) -> str:
    """Sign the owner in and return the cookie's secret."""
    answer = house.get(f"/sign-in/{house.link}", None)
    secret = answer.cookies[COOKIE]
    house.client.cookies.clear()
    return secret


def test_what_is_not_public_needs_to_know_who_asks(house: House):
    for path in (WORKSHOPS, "/api/v1/organisation", "/api/v1/tokens", "/api/v1/users"):
        refused = house.get(path, None)
        assert refused.status_code == 401
        assert refused.headers["WWW-Authenticate"] == 'Bearer realm="curriculum"'
        fault("sign-in-needed", refused)


@pytest.mark.parametrize(
    "header", ["Bearer cur_none", "Bearer ", "Bearer", "Basic YTpi", "cur_none", "Bearer é", ""]
)
def test_a_token_that_is_none_is_refused_even_where_none_is_needed(small_house: House, header: str):
    headers = {"Authorization": header.encode("latin-1")}
    for path in (WORKSHOPS, "/api/v1/sessions"):
        refused = small_house.client.get(path, headers=headers)
        assert refused.status_code == 401
        fault("bad-token", refused)


def test_the_use_of_a_token_is_noted(house: House):
    house.get(WORKSHOPS, Role.READER)
    used = {one["name"]: one["last_used_at"] for one in house.get("/api/v1/tokens").json()["items"]}
    assert used["reader"] is not None
    assert used["editor"] is None


def test_a_person_signs_in_by_a_link_and_gets_a_new_cookie(house: House):
    answer = house.get(f"/sign-in/{house.link}", None, headers={"Cookie": f"{COOKIE}=chosen"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    secret = answer.cookies[COOKIE]
    assert secret != "chosen"
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=lax" in answer.headers["Set-Cookie"]
    house.client.cookies.clear()
    assert house.get(WORKSHOPS, None, headers={"Cookie": f"{COOKIE}={secret}"}).status_code == 200
    assert house.get(WORKSHOPS, None, headers={"Cookie": f"{COOKIE}=chosen"}).status_code == 401


def test_cookies_travel_by_https_alone_except_on_this_machine(
    sqlite_engine: Engine, tmp_path: Path
):
    hosts = ("localhost", "groups.example")
    with open_house(sqlite_engine, tmp_path, allowed_hosts=hosts) as house:
        here = house.client.get(
            f"http://localhost:8000/sign-in/{house.link}", follow_redirects=False
        )
        assert "Secure" not in here.headers["Set-Cookie"]
        people = house.client.post(
            "http://localhost/api/v1/users/1/sign-in-link",
            headers={"Authorization": f"Bearer {house.tokens[Role.OWNER]}"},
        )
        link = people.json()["url"].replace("localhost", "groups.example")
        away = house.client.get(link, follow_redirects=False)
        assert "Secure" in away.headers["Set-Cookie"]


def test_a_cookie_reads_and_changes_only_with_the_pages_token(house: House):
    secret = sign_in(house)
    cookie = {"Cookie": f"{COOKIE}={secret}"}
    assert house.get(WORKSHOPS, None, headers=cookie).status_code == 200
    for given in (None, "", "wrong", csrf_token("another"), "é"):
        headers = {**cookie} if given is None else {**cookie, "X-CSRF-Token": given.encode()}
        refused = house.ask("POST", WORKSHOPS, None, headers=headers, json=WORKSHOP)
        assert refused.status_code == 403
        fault("csrf", refused)
    headers = {**cookie, "X-CSRF-Token": csrf_token(secret)}
    assert house.ask("POST", WORKSHOPS, None, headers=headers, json=WORKSHOP).status_code == 201


def test_a_token_needs_no_pages_token(house: House):
    assert house.make_workshop().status_code == 201


def test_looking_at_a_link_does_not_use_it_up(house: House):
    path = f"/sign-in/{house.link}"
    assert house.ask("HEAD", path, None).status_code == 200
    assert house.get(path, None, headers={"Sec-Purpose": "prefetch"}).status_code == 200
    assert house.get(path, None).status_code == 303
    used = house.get(path, None)
    assert (used.status_code, COOKIE in used.cookies) == (410, False)


def test_signing_out_ends_the_session_and_needs_the_pages_token(house: House):
    secret = sign_in(house)
    cookie = {"Cookie": f"{COOKIE}={secret}"}
    refused = house.ask("POST", "/sign-out", None, headers=cookie, data={"csrf_token": "no"})
    fault("csrf", refused)
    body = {"csrf_token": csrf_token(secret)}
    out = house.ask("POST", "/sign-out", None, headers=cookie, data=body)
    assert (out.status_code, out.headers["Location"]) == (303, "/")
    assert house.get(WORKSHOPS, None, headers=cookie).status_code == 401


def test_reading_leaves_no_cookie_and_no_session(house: House):
    for path in ("/", "/api/v1/sessions", "/health"):
        assert "Set-Cookie" not in house.get(path, None).headers


@pytest.mark.parametrize("path", ["sessions", "sessions/AL1", "sessions/AL1/guide.pdf", "topics"])
def test_a_closed_library_is_read_by_members_alone(
    sqlite_engine: Engine, tmp_path: Path, path: str
):
    with open_house(sqlite_engine, tmp_path, public_library=False) as house:
        refused = house.get(f"/api/v1/{path}", None)
        assert refused.status_code == 401
        fault("sign-in-needed", refused)
        assert house.get(f"/api/v1/{path}", Role.READER).status_code == 200


def test_a_closed_library_shows_nothing_on_its_front_page(sqlite_engine: Engine, tmp_path: Path):
    with open_house(sqlite_engine, tmp_path, public_library=False) as house:
        page = house.get("/", None)
        assert page.status_code == 200
        assert "Feeling heard" not in page.text
