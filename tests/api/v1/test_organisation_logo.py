"""An organisation's logo is set, shown, printed and taken away."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pikepdf
import pytest

from curriculum.storage.people import Role
from tests.api.house import House, fault
from tests.faces import DOT, encoded, png

HERE = "/api/v1/organisation/logo"


def put(house: House, body: str, name: str = "logo.png", **parts: Any) -> Any:
    return house.ask("PUT", HERE, json={"name": name, "body": body}, **parts)


def test_a_logo_is_shown_as_it_was_sent_until_it_is_taken_away(house: House):
    fault("not-found", house.get(HERE))
    picture = png(30, 10)
    assert put(house, encoded(picture)).status_code == 204
    shown = house.get(HERE, Role.READER)
    assert (shown.content, shown.headers["Content-Type"]) == (picture, "image/png")
    assert house.ask("DELETE", HERE).status_code == 204
    fault("not-found", house.ask("DELETE", HERE))


def test_a_new_logo_takes_the_place_of_the_old_one(house: House):
    put(house, DOT)
    put(house, encoded(png(2, 2)))
    assert house.get(HERE).content == png(2, 2)


def test_another_organisation_has_its_own(house: House):
    put(house, DOT)
    stranger = {"Authorization": f"Bearer {house.stranger}"}
    fault("not-found", house.get(HERE, None, headers=stranger))
    fault("sign-in-needed", house.get(HERE, None))


@pytest.mark.parametrize(
    ("body", "name", "message"),
    [
        ("no Base64!", "logo.png", "the body is no Base64; Encode the file's bytes in it."),
        (
            encoded(b"<svg/>"),
            "logo.png",
            (
                "By its first bytes this is no PNG picture; "
                "Save it again as PNG or JPEG, with the right ending."
            ),
        ),
        (
            DOT,
            "logo.jpg",
            (
                "By its first bytes this is no JPEG picture; "
                "Save it again as PNG or JPEG, with the right ending."
            ),
        ),
        (
            encoded(png(1201, 1)),
            "logo.png",
            "A side has at most 1,200 pixels, this one is 1201 × 1; Save it smaller.",
        ),
        (
            encoded(png() + b"\0" * 200_000),
            "logo.png",
            "A picture has at most 200,000 bytes, this one has 200,067; Save it smaller.",
        ),
    ],
)
def test_what_cannot_be_printed_is_refused(small_house: House, body: str, name: str, message: str):
    refused = fault("invalid", put(small_house, body, name))
    told = [f"{one['message']}; {one['action']}" for one in refused["errors"]]
    assert told == [message]
    fault("not-found", small_house.get(HERE))


def test_a_vector_file_is_refused_by_its_name(small_house: House):
    refused = fault("invalid", put(small_house, encoded(b"<svg/>"), "logo.svg"))
    assert [one["where"] for one in refused["errors"]] == ["/name"]


def test_a_guide_is_printed_anew_with_the_logo_and_named_for_who_listens(small_house: House):
    address = "/api/v1/sessions/AL1/guide.pdf"
    before = small_house.get(address)
    put(small_house, encoded(png(90, 30)))
    after = small_house.get(address, headers={"If-None-Match": before.headers["ETag"]})
    assert (before.status_code, after.status_code) == (200, 200)
    assert alternatives(after.content) - alternatives(before.content) == {"River"}


def alternatives(pdf: bytes) -> set[str]:
    with pikepdf.open(BytesIO(pdf)) as opened:
        return {
            str(one.Alt)
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"
        }
