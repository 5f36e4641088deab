"""The page on which a facilitator puts a meeting's record right."""

from __future__ import annotations

import re

import pytest

from tests.api.house import House
from tests.api.v1.test_runs import ENDED
from tests.api.web.test_programs import Owner


@pytest.fixture
def owner(small_house: House) -> Owner:
    return Owner(small_house)


@pytest.fixture
def runs(small_house: House) -> str:
    """Return where the API has the runs of a workshop for 8."""
    place: str = small_house.make_workshop().headers["Location"]
    return f"{place}/runs"


@pytest.fixture
def record(small_house: House, runs: str) -> str:
    """Return the page of a meeting that was held."""
    made = small_house.ask("POST", runs, json=ENDED).headers["Location"]
    return str(made).removeprefix("/api/v1")


def form(owner: Owner, record: str, **more: str) -> dict[str, str]:
    """Return what the page's form sends where nothing is changed."""
    page = owner.look(record).text
    hidden = dict(re.findall(r'type="hidden" name="(etag|codes)" value="([^"]*)"', page))
    return {**hidden, "took_0": "0", "reflection": "Fewer words.", **more}


def ticked(owner: Owner, record: str) -> dict[str, bool]:
    boxes = re.findall(r'name="came_([^"]+)"( checked)?', owner.look(record).text)
    return {code: bool(on) for code, on in boxes}


def test_nothing_is_kept_by_code_until_somebody_is_ticked(owner: Owner, record: str, runs: str):
    assert owner.send(record, **form(owner, record, people="7")).status_code == 303
    assert owner.house.get(runs).json()["items"][0]["attendance"] == []
    assert ticked(owner, record) == {f"P{number}": False for number in range(1, 9)}
    assert "Not there" not in owner.look(record.rpartition("/")[0]).text


def test_who_came_is_ticked_shown_and_offered_for_the_next_meeting(
    owner: Owner, record: str, runs: str
):
    more = {"came_P1": "on", "came_P3": "on", "more_codes": "p20, 4k7b2m p1"}
    owner.send(record, **form(owner, record, **more))
    came = [code for code, on in ticked(owner, record).items() if on]
    assert came == ["4K7B2M", "P1", "P3", "P20"]
    listed = owner.look(record.rpartition("/")[0]).text
    assert "4 people" in listed
    assert "P2, P4, P5, P6, P7, P8" in listed
    later = {"began_at": "2026-12-04T19:00:00Z", "ended_at": "2026-12-04T20:00:00Z"}
    made = owner.house.ask("POST", runs, json={**ENDED, **later}).headers["Location"]
    offered = ticked(owner, made.removeprefix("/api/v1"))
    assert (set(offered.values()), len(offered)) == ({False}, 10)


def test_the_codes_of_a_meeting_can_be_taken_away_again(owner: Owner, record: str, runs: str):
    owner.send(record, **form(owner, record, came_P1="on"))
    owner.send(record, **form(owner, record))
    assert owner.house.get(runs).json()["items"][0]["attendance"] == []


def test_a_name_among_the_codes_is_refused_and_all_stays_as_typed(
    owner: Owner, record: str, runs: str
):
    sent = form(owner, record, came_P2="on", more_codes="P9 Ada", people="7")
    refused = owner.send(record, **sent)
    assert refused.status_code == 422
    assert "This is no code" in refused.text
    assert 'value="P9 Ada"' in refused.text
    assert re.findall(r'name="came_([^"]+)" checked', refused.text) == ["P2"]
    assert owner.house.get(runs).json()["items"][0]["attendance"] == []


def test_fewer_people_than_came_by_code_is_told_at_the_number(owner: Owner, record: str):
    refused = owner.send(record, **form(owner, record, came_P1="on", came_P2="on", people="1"))
    assert refused.status_code == 422
    assert re.search(r'id="people-fault">1 came, but 2 by code', refused.text)
