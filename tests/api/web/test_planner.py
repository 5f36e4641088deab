"""The planner's forms, as anybody might send them."""

from __future__ import annotations

from typing import Any

import pytest
from httpx import Response

from api.auth import COOKIE, csrf_token
from tests.api.house import House

BROWSER = {"Accept": "text/html"}


class Member:
    """A person who signed in, and their workshop."""

    def __init__(self, house: House) -> None:
        self.house = house
        secret = house.get(f"/sign-in/{house.link}", None).cookies[COOKIE]
        house.client.cookies.clear()
        self.headers = {**BROWSER, "Cookie": f"{COOKIE}={secret}"}
        self.csrf = csrf_token(secret)
        made = house.make_workshop()
        self.etag = made.headers["ETag"].strip('"')
        self.path = f"/workshops/{made.json()['id']}"

    def send(self, path: str = "", **form: Any) -> Response:
        body = {"csrf_token": self.csrf, "etag": self.etag, **form}
        return self.house.ask("POST", self.path + path, None, headers=self.headers, data=body)

    def stored(self) -> dict[str, Any]:
        body: dict[str, Any] = self.house.get(f"/api/v1{self.path}").json()
        return body


@pytest.fixture
def member(small_house: House) -> Member:
    """Let the owner of the house sign in."""
    return Member(small_house)


def test_a_form_without_the_pages_token_changes_nothing(member: Member):
    refused = member.send(title="Theirs", csrf_token="no")
    assert (refused.status_code, member.stored()["title"]) == (403, "Tuesdays")


def test_who_has_not_signed_in_is_told_how(small_house: House, member: Member):
    page = small_house.get(member.path, None, headers=BROWSER)
    assert (page.status_code, "Please sign in" in page.text) == (401, True)


@pytest.mark.parametrize(
    "does", ["up:9:9", "remove:1:0", "remove:1:-1", "back:1:1:nothing", "out:1", "to:1:1:1:x", "?:"]
)
def test_a_button_that_the_page_does_not_have_is_refused(member: Member, does: str):
    before = member.stored()
    refused = member.send(do=does)
    assert (refused.status_code, member.stored()) == (303 if does == "?:" else 400, before)


def test_fields_and_button_are_saved_together(member: Member):
    saved = member.send(do="out:1:1:extra", title="Fridays", m1_start="18:30", m1_i1_a_rounds="40")
    meeting = member.stored()["meetings"][0]
    item = meeting["items"][0]
    assert (saved.status_code, saved.headers["Location"]) == (303, f"{member.path}#m1")
    assert (member.stored()["title"], meeting["start"]) == ("Fridays", "18:30")
    assert (item["leave_out"], item["minutes"]) == (["extra"], {"rounds": 40})


def test_minutes_that_stand_as_shown_pin_nothing(member: Member):
    member.send(people="12", m1_i1_a_opening="10")
    assert member.stored()["meetings"][0]["items"][0]["minutes"] == {}


def test_an_old_page_saves_nothing_and_shows_both_changes(member: Member, small_house: House):
    base = small_house.get(f"/api/v1{member.path}").json()
    base = {name: base[name] for name in base if name not in ("id", "created_at", "updated_at")}
    member.send(title="Theirs")
    page = member.send(
        title="<b>Mine</b>", base=str(base).replace("'", '"').replace("None", "null")
    )
    assert page.status_code == 409
    assert "Title: &lt;b&gt;Mine&lt;/b&gt;" in page.text
    assert "Title: Theirs" in page.text
    assert member.stored()["title"] == "Theirs"


def test_an_old_page_without_what_it_showed_is_refused(member: Member):
    assert member.send(etag="old", title="Mine").status_code == 400


@pytest.mark.parametrize("what", ["break", "own", "session:ZZ9", "session:", "programme:none", ""])
def test_what_cannot_be_added_is_told_on_a_page(member: Member, what: str):
    refused = member.send("/add", what=what, meeting="1", break_minutes="-1")
    assert (refused.status_code, refused.headers["Content-Type"]) == (
        422,
        "text/html; charset=utf-8",
    )
