from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from httpx import Response
from sqlalchemy import select, update

from curriculum.storage.database import reading
from curriculum.storage.integrators_tables import kept_answer
from curriculum.storage.people import Role
from tests.api.house import WORKSHOP, House, fault

WORKSHOPS = "/api/v1/workshops"
KEY = {"Idempotency-Key": "spring-2026"}


def make(house: House, key: str = "spring-2026", **parts: Any) -> Response:
    body = {"json": WORKSHOP, **parts}
    return house.ask("POST", WORKSHOPS, headers={"Idempotency-Key": key}, **body)


def count(house: House) -> int:
    return len(house.get(WORKSHOPS).json()["items"])


def test_the_same_request_is_carried_out_once_and_answered_again(house: House):
    first, again = make(house), make(house)
    assert (first.status_code, again.status_code, count(house)) == (201, 201, 1)
    assert again.content == first.content
    told = ("ETag", "Location", "Content-Type", "Cache-Control", "Vary")
    assert [again.headers[name] for name in told] == [first.headers[name] for name in told]
    assert ("Idempotency-Replayed" in first.headers, again.headers["Idempotency-Replayed"]) == (
        False,
        "true",
    )


def test_another_key_is_another_thing(house: House):
    assert make(house).json()["id"] != make(house, "autumn-2026").json()["id"]


def test_a_key_with_another_request_is_refused(house: House):
    make(house)
    other = make(house, json={**WORKSHOP, "title": "Wednesdays"})
    assert other.status_code == 422
    fault("idempotency-key-reused", other)
    elsewhere = house.ask(
        "POST", "/api/v1/sessions/AL1/copy", headers=KEY, json={"code": "AL1-RIVER"}
    )
    assert elsewhere.status_code == 422
    assert count(house) == 1


@pytest.mark.parametrize("other", [None, "*", '"another"'])
def test_a_key_with_another_condition_is_another_request(house: House, other: str | None):
    made = make(house, "first")
    path, tag = f"{WORKSHOPS}/{made.json()['id']}/fit", {"If-Match": made.headers["ETag"]}
    first = house.ask("POST", path, headers=KEY | tag)
    again = house.ask("POST", path, headers=KEY | tag)
    assert (first.status_code, again.headers["Idempotency-Replayed"]) == (200, "true")
    changed = house.ask("POST", path, headers=KEY | ({"If-Match": other} if other else {}))
    assert changed.status_code == 422
    fault("idempotency-key-reused", changed)


def test_a_key_belongs_to_who_sent_it(house: House):
    mine = make(house).json()["id"]
    headers = {**KEY, "Authorization": f"Bearer {house.stranger}"}
    theirs = house.ask("POST", WORKSHOPS, None, headers=headers, json=WORKSHOP)
    assert (theirs.status_code, theirs.json()["id"] != mine) == (201, True)
    colleague = house.ask("POST", WORKSHOPS, Role.FACILITATOR, headers=KEY, json=WORKSHOP)
    assert colleague.json()["id"] != mine


def test_what_was_refused_may_be_sent_again_corrected(house: House):
    refused = make(house, json={**WORKSHOP, "meetings": [{"items": [{"session": "ZZ9"}]}]})
    assert refused.status_code == 422
    assert make(house).status_code == 201


def test_while_it_is_carried_out_it_is_not_begun_again(house: House):
    first = make(house)
    with house.engine.begin() as connection:
        connection.execute(update(kept_answer).values(status=None, body=None))
    again = make(house)
    assert (again.status_code, again.headers["Retry-After"]) == (409, "2")
    fault("idempotency-in-flight", again)
    assert [one["id"] for one in house.get(WORKSHOPS).json()["items"]] == [first.json()["id"]]


def test_of_many_at_once_one_is_carried_out(house: House):
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: make(house), range(12)))
    statuses = {one.status_code for one in answers}
    assert 201 in statuses
    assert statuses <= {201, 409}
    assert len({one.json()["id"] for one in answers if one.status_code == 201}) == 1
    assert count(house) == 1


def test_an_answer_that_holds_a_secret_is_not_kept(house: House):
    asked = {"json": {"name": "LMS"}, "headers": KEY}
    made = house.ask("POST", "/api/v1/tokens", **asked)
    again = house.ask("POST", "/api/v1/tokens", **asked)
    assert (made.status_code, again.status_code) == (201, 409)
    with reading(house.engine) as connection:
        rows = str(connection.execute(select(kept_answer)).all())
    assert made.json()["token"] not in rows


def test_a_key_is_forgotten_after_a_day(house: House):
    first = make(house)
    with house.engine.begin() as connection:
        long_ago = dt.datetime.now(dt.UTC) - dt.timedelta(hours=25)
        connection.execute(update(kept_answer).values(created_at=long_ago))
    assert make(house).json()["id"] != first.json()["id"]


@pytest.mark.parametrize("key", ["", " ", "x" * 256, "caf\u00e9", "a\tb"])
def test_a_key_that_is_none_is_refused(small_house: House, key: str):
    headers = {"Idempotency-Key": key.encode("latin-1")}
    refused = small_house.ask("POST", WORKSHOPS, headers=headers, json=WORKSHOP)
    assert refused.status_code == 400
    fault("bad-idempotency-key", refused)


def test_who_asks_for_compressed_answers_gets_the_kept_one_too(house: House):
    headers = {**KEY, "Accept-Encoding": "gzip, br"}
    first = house.ask("POST", WORKSHOPS, headers=headers, json=WORKSHOP)
    assert make(house).content == first.content


def test_reading_takes_no_key(house: House):
    assert house.ask("GET", WORKSHOPS, headers=KEY).status_code == 200
    with reading(house.engine) as connection:
        assert connection.execute(select(kept_answer)).all() == []
