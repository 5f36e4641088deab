"""What goes out in fewer bytes, and how entity tags tell one representation from the other."""

from __future__ import annotations

import gzip

import pytest

from curriculum.storage.people import Role
from tests.api.house import House

PLAIN = {"Accept-Encoding": "identity"}
PACKED = {"Accept-Encoding": "br;q=1.0, gzip;q=0.8"}
PAGE = "/api/v1/sessions/AL1"


@pytest.mark.parametrize(
    "path", ["/library", "/static/site.css", "/static/planner.js", PAGE, "/schema/openapi.json"]
)
def test_text_is_packed_for_whoever_takes_it(small_house: House, path: str):
    plain = small_house.get(path, None, headers=PLAIN)
    packed = small_house.get(path, None, headers=PACKED)
    assert ("Content-Encoding" in plain.headers, packed.headers["Content-Encoding"]) == (
        False,
        "gzip",
    )
    assert "Accept-Encoding" in plain.headers["Vary"]
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert int(packed.headers["Content-Length"]) < int(plain.headers["Content-Length"]) / 2
    assert packed.text == plain.text


@pytest.mark.parametrize(
    "takes", ["identity", "br", "gzip;q=0", "gzip;Q=0", "gzip;q=0, *", "deflate, gzip;q=0.000", ""]
)
def test_nothing_is_packed_for_others(small_house: House, takes: str):
    answer = small_house.get("/library", None, headers={"Accept-Encoding": takes})
    assert "Content-Encoding" not in answer.headers


def test_pdfs_and_pictures_go_out_as_they_are(small_house: House):
    for path in ("/api/v1/sessions/AL1/handouts.pdf", "/library/AL1/handouts/page.png"):
        answer = small_house.get(path, None, headers=PACKED)
        assert ("Content-Encoding" in answer.headers, answer.status_code) == (False, 200)
        assert not answer.headers["ETag"].endswith('-gzip"')


def test_each_representation_has_a_tag_of_its_own_and_both_are_known(small_house: House):
    plain = small_house.get(PAGE, None, headers=PLAIN).headers["ETag"]
    packed = small_house.get(PAGE, None, headers=PACKED).headers["ETag"]
    assert packed == f'{plain[:-1]}-gzip"'
    for tag in (plain, packed):
        again = small_house.get(PAGE, None, headers={**PACKED, "If-None-Match": tag})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)


def test_a_change_may_name_the_tag_of_the_packed_answer(small_house: House):
    items = [{"title": f"Part {number}", "minutes": 5} for number in range(30)]
    meeting = {"start": "19:00", "minutes": 120, "items": items}
    path = f"/api/v1/workshops/{small_house.make_workshop(meetings=[meeting]).json()['id']}"
    read = small_house.get(path, headers=PACKED)
    assert read.headers["ETag"].endswith('-gzip"')
    body = {"title": "Renamed", "meetings": [meeting]}
    saved = small_house.ask("PUT", path, json=body, headers={"If-Match": read.headers["ETag"]})
    stale = small_house.ask("PUT", path, json=body, headers={"If-Match": read.headers["ETag"]})
    assert (saved.status_code, stale.status_code) == (200, 412)


def test_head_tells_what_get_would_send(small_house: House):
    got = small_house.get(PAGE, Role.READER, headers=PACKED)
    head = small_house.ask("HEAD", PAGE, Role.READER, headers=PACKED)
    told = ("ETag", "Content-Encoding", "Content-Length", "Vary")
    assert [head.headers[name] for name in told] == [got.headers[name] for name in told]


def test_the_same_text_is_packed_into_the_same_bytes(small_house: House):
    with small_house.client.stream("GET", "/static/site.css", headers=PACKED) as answer:
        first = b"".join(answer.iter_raw())
    with small_house.client.stream("GET", "/static/site.css", headers=PACKED) as answer:
        assert b"".join(answer.iter_raw()) == first
    assert gzip.decompress(first) == small_house.get("/static/site.css", None).content


def test_a_part_of_the_packed_answer_is_never_a_part_of_the_plain_one(small_house: House):
    made = small_house.make_workshop().json()["id"]
    path = f"/api/v1/workshops/{made}/workshop.json"
    tag = small_house.get(path, headers=PACKED).headers["ETag"]
    answer = small_house.get(path, headers={"Range": "bytes=0-9", "If-Range": tag, **PACKED})
    assert (tag.endswith('-gzip"'), answer.status_code) == (True, 200)
