"""Documents looked at before they are downloaded, and the press watched."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any

import pytest
from httpx import Response
from PIL import Image

from curriculum.storage.people import Role
from tests.api.house import House


def events(answer: Response) -> list[dict[str, Any]]:
    assert answer.headers["Content-Type"].startswith("text/event-stream")
    return [json.loads(line.removeprefix("data: ")) for line in answer.text.split("\n\n") if line]


def size(answer: Response) -> tuple[int, int]:
    assert answer.headers["Content-Type"] == "image/png"
    return Image.open(BytesIO(answer.content)).size


def test_a_page_of_a_handout_is_a_small_picture(small_house: House):
    page = small_house.get("/library/AL1/handouts/page.png?sheet=card", None)
    assert size(page) == (320, 453)
    letter = small_house.get("/library/AL1/handouts/page.png?sheet=card&paper=letter", None)
    assert size(letter) == (320, 415)


def test_a_page_that_is_known_is_not_sent_again(small_house: House):
    path = "/library/AL1/guide/page.png?page=2"
    tag = small_house.get(path, None).headers["ETag"]
    again = small_house.get(path, None, headers={"If-None-Match": tag})
    other = small_house.get("/library/AL1/guide/page.png?page=1", None)
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert other.headers["ETag"] != tag


def test_a_page_behind_the_last_is_not_found(small_house: House):
    assert small_house.get("/library/AL1/guide/page.png?page=999", None).status_code == 404


def test_the_steps_of_printing_are_told_up_to_the_number_of_pages(small_house: House):
    path = f"/workshops/{small_house.make_workshop().json()['id']}/handouts"
    told = events(small_house.get(f"{path}/progress"))
    assert [(one["done"], one["total"]) for one in told[:-1]] == [(1, 3), (2, 3), (3, 3)]
    assert [(one["kind"], one["number"], one["of"]) for one in told[:2]] == [
        ("handout", 1, 2),
        ("handout", 2, 2),
    ]
    assert {one["title"] for one in told[:2]} == {"Four moves", "Notes for the week"}
    assert told[-1] == {"pages": 2}
    assert events(small_house.get(f"{path}/progress")) == [{"pages": 2}]
    assert small_house.get(f"{path}/page.png?page=2").status_code == 200
    assert small_house.get(f"{path}/page.png?page=3").status_code == 404


@pytest.mark.parametrize("what", ["guide/page.png", "guide/progress"])
def test_another_groups_workshop_is_not_looked_at(small_house: House, what: str):
    path = f"/workshops/{small_house.make_workshop().json()['id']}/{what}"
    headers = {"Authorization": f"Bearer {small_house.stranger}"}
    assert small_house.get(path, None).status_code == 401
    assert small_house.get(path, None, headers=headers).status_code == 404
    assert small_house.get(path, Role.READER).status_code == 200


def test_a_document_that_there_is_not_is_refused(small_house: House):
    assert small_house.get("/library/AL1/novel/page.png", None).status_code == 404
