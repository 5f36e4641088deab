from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine

from api.rates import FOR_ADDRESSES, WINDOW, Rates
from api.settings import Settings
from curriculum.storage.people import Role
from tests.api.house import fault, open_house

LIBRARY = "/api/v1/sessions"
NOBODY = b""


class Clock:
    """A clock that goes on when it is told."""

    def __init__(self) -> None:
        self.time = 1000.0

    def __call__(self) -> float:
        return self.time


def left(rates: Rates, secret: bytes, address: str) -> int | None:
    verdict = rates.take(LIBRARY, secret, address)
    return None if verdict is None else verdict.left


def test_a_bucket_empties_and_fills_up_steadily():
    clock = Clock()
    rates = Rates(Settings(address_rate_limit=6), clock)
    assert [left(rates, NOBODY, "192.0.2.1") for _ in range(8)] == [5, 4, 3, 2, 1, 0, -1, -1]
    verdict = rates.take(LIBRARY, NOBODY, "192.0.2.1")
    assert verdict is not None
    assert (verdict.is_refused, verdict.wait) == (True, WINDOW / 6)
    clock.time += 25
    assert [left(rates, NOBODY, "192.0.2.1") for _ in range(3)] == [1, 0, -1]


def test_addresses_have_buckets_of_their_own_and_households_share_one():
    rates = Rates(Settings(address_rate_limit=6), Clock())
    asking = ("192.0.2.1", "192.0.2.2", "2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:db8:1:3::")
    assert [left(rates, NOBODY, one) for one in asking] == [5, 5, 5, 4, 5]


def test_this_machine_is_counted_only_if_a_limit_is_set():
    free, bound = Rates(Settings()), Rates(Settings(address_rate_limit=6))
    assert (left(free, NOBODY, "127.0.0.1"), left(bound, NOBODY, "127.0.0.1")) == (None, 5)
    assert left(free, NOBODY, "192.0.2.1") == FOR_ADDRESSES - 1


def test_a_token_counts_for_its_program_only_once_it_has_proved_good():
    rates = Rates(Settings(address_rate_limit=6, rate_limit=60), Clock())
    assert left(rates, b"cur_good", "192.0.2.1") == 5
    rates.remember("cur_good", "token:1")
    rates.remember("cat_other", "token:1")
    found = [left(rates, secret, "192.0.2.1") for secret in (b"cur_good", b"cat_other", b"made up")]
    assert found == [59, 58, 4]


def test_no_limit_and_no_count_where_none_is_wanted():
    rates = Rates(Settings(address_rate_limit=0))
    assert left(rates, NOBODY, "192.0.2.1") is None
    bound = Rates(Settings(address_rate_limit=6))
    for path in ("/static/site.css", "/health", "/metrics"):
        assert bound.take(path, NOBODY, "192.0.2.1") is None


def test_too_many_are_sent_away_for_as_long_as_it_takes(sqlite_engine: Engine, tmp_path: Path):
    with open_house(sqlite_engine, tmp_path, address_rate_limit=3) as house:
        answers = [house.get(LIBRARY, None) for _ in range(4)]
    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    fault("too-many-requests", answers[3])
    assert 0 < int(answers[3].headers["Retry-After"]) <= WINDOW // 3
    assert [one.headers["RateLimit"].split(";")[:2] for one in answers] == [
        ['"anybody"', f"r={number}"] for number in (2, 1, 0, 0)
    ]
    assert {one.headers["RateLimit-Policy"] for one in answers} == {'"anybody";q=3;w=60'}


def test_programs_do_not_share_what_they_may_ask(sqlite_engine: Engine, tmp_path: Path):
    with open_house(sqlite_engine, tmp_path, rate_limit=2) as house:
        for role in (Role.READER, Role.EDITOR):  # the first request proves who it is
            found = [house.get(LIBRARY, role).status_code for _ in range(4)]
            assert found == [200, 200, 200, 429]


def test_asking_whether_anything_changed_costs_nothing(sqlite_engine: Engine, tmp_path: Path):
    with open_house(sqlite_engine, tmp_path, address_rate_limit=2) as house:
        known = {"If-None-Match": house.get(LIBRARY, None).headers["ETag"]}
        found = {house.get(LIBRARY, None, headers=known).status_code for _ in range(6)}
        assert (found, house.get(LIBRARY, None).status_code) == ({304}, 200)


@pytest.mark.parametrize("path", ["/", "/library", "/oauth/token", "/nowhere"])
def test_every_address_counts(sqlite_engine: Engine, tmp_path: Path, path: str):
    with open_house(sqlite_engine, tmp_path, address_rate_limit=1) as house:
        house.get(path, None)
        assert house.get(path, None).status_code == 429


BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def test_a_person_is_told_on_a_page_when_to_come_again(sqlite_engine: Engine, tmp_path: Path):
    with open_house(sqlite_engine, tmp_path, address_rate_limit=2) as house:
        for _ in range(2):
            house.get("/library", None, headers=BROWSER)
        page = house.get("/library", None, headers=BROWSER)
        prefers_json = {"Accept": "application/json, text/html;q=0.5"}
        fault("too-many-requests", house.get("/library", None, headers=prefers_json))
        fault("too-many-requests", house.get(LIBRARY, None, headers=BROWSER))
    assert (page.status_code, page.headers["Content-Type"]) == (429, "text/html; charset=utf-8")
    assert "<h1>Not just now</h1>" in page.text
    assert f"Try again in {page.headers['Retry-After']} seconds." in page.text
    assert "script-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("accept", [BROWSER["Accept"], "*/*"])
def test_a_participant_is_told_so_neutrally(sqlite_engine: Engine, tmp_path: Path, accept: str):
    with open_house(sqlite_engine, tmp_path, address_rate_limit=1) as house:
        house.get("/s/x", None)
        page = house.get("/s/x", None, headers={"Accept": accept})
    assert (page.status_code, "<title>Notes</title>" in page.text) == (429, True)
    assert "Curriculum" not in page.text
    assert "Leave this page now" in page.text
