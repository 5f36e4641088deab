"""Accounts as anybody might try them: passwords, invitations, members, one's own page."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from httpx import Response
from sqlalchemy import update

from api.auth import COOKIE, csrf_token
from api.throttle import OF_ACCOUNT
from curriculum.storage.people import Role, create_user, list_users
from curriculum.storage.sign_in import start_web_session
from curriculum.storage.tables import web_session
from tests.api.house import House

BROWSER = {"Accept": "text/html"}
ADDRESS, PASSWORD = "bo@example.org", "river stone lamp tree"


class Member:
    """A person who signed in."""

    def __init__(self, house: House, role: Role, **facts: Any) -> None:
        now = dt.datetime.now(dt.UTC)
        self.house = house
        with house.engine.begin() as connection:
            self.user = create_user(connection, 1, name=role.title(), role=role, now=now, **facts)
            self.secret = start_web_session(connection, self.user.id, now=now)

    def ask(self, method: str, path: str, **form: Any) -> Response:
        headers = {**BROWSER, "Cookie": f"{COOKIE}={self.secret}"}
        body = {"csrf_token": csrf_token(self.secret), **form} if method == "POST" else None
        return self.house.ask(method, path, None, headers=headers, data=body)

    def post(self, path: str, **form: Any) -> Response:
        return self.ask("POST", path, **form)

    def get(self, path: str) -> Response:
        return self.ask("GET", path)

    def sign_in_again_long_ago(self) -> None:
        """Have the sessions begun an hour ago."""
        long_ago = dt.datetime.now(dt.UTC) + dt.timedelta(days=14, hours=-1)
        with self.house.engine.begin() as connection:
            connection.execute(update(web_session).values(expires_at=long_ago))


def sign_in(house: House, password: str, **headers: str) -> Response:
    form = {"email": ADDRESS, "password": password}
    return house.ask("POST", "/sign-in", None, data=form, headers={**BROWSER, **headers})


def names(house: House) -> list[str]:
    with house.engine.connect() as connection:
        return [one.name for one in list_users(connection, 1)]


def link_in(page: Response) -> str:
    found = re.search(r'<code class="secret">https?://[^/]+(/[^<]+)</code>', page.text)
    assert found
    return found[1]


@pytest.fixture
def owner(small_house: House) -> Member:
    return Member(small_house, Role.OWNER)


def test_a_password_signs_in_and_a_wrong_one_tells_nothing(small_house: House):
    Member(small_house, Role.EDITOR, email=ADDRESS, password=PASSWORD)
    wrong = sign_in(small_house, "not this one at all")
    unknown = small_house.ask(
        "POST", "/sign-in", None, data={"email": "no@example.org", "password": "x"}, headers=BROWSER
    )
    assert (wrong.status_code, unknown.status_code) == (422, 422)
    assert wrong.text.replace(ADDRESS, "no@example.org") == unknown.text
    right = sign_in(small_house, PASSWORD)
    assert (right.status_code, right.headers["Location"]) == (303, "/")
    assert COOKIE in right.cookies


def test_an_account_that_is_tried_too_often_waits_and_even_the_right_password_does(
    small_house: House,
):
    Member(small_house, Role.EDITOR, email=ADDRESS, password=PASSWORD)
    tries = [sign_in(small_house, "no").status_code for _ in range(OF_ACCOUNT)]
    refused = sign_in(small_house, PASSWORD)
    assert (tries, refused.status_code) == ([422] * OF_ACCOUNT, 429)
    assert int(refused.headers["Retry-After"]) > 0


def test_another_sites_form_signs_nobody_in(small_house: House):
    Member(small_house, Role.EDITOR, email=ADDRESS, password=PASSWORD)
    theirs = {"Sec-Fetch-Site": "cross-site"}
    assert sign_in(small_house, PASSWORD, **theirs).status_code == 403


def test_an_invitation_brings_a_person_in_with_its_role(small_house: House, owner: Member):
    page = owner.post("/organisation/members/invite", role="editor", days="3")
    path = link_in(page)
    assert "River" in small_house.get(path, None, headers=BROWSER).text
    form = {"name": "Bo", "email": ADDRESS, "password": PASSWORD}
    joined = small_house.ask("POST", path, None, data=form)
    assert (joined.status_code, COOKIE in joined.cookies) == (303, True)
    small_house.client.cookies.clear()
    assert "Bo" in names(small_house)
    again = small_house.ask("POST", path, None, data={"name": "Cy"})
    gone = small_house.get(path, None, headers=BROWSER)
    assert (again.status_code, gone.status_code, "Cy" in names(small_house)) == (410, 410, False)


@pytest.mark.parametrize(
    "form",
    [
        {"name": " "},
        {"name": "Bo", "password": PASSWORD},
        {"name": "Bo", "email": ADDRESS, "password": "short"},
        {"name": "Bo", "email": "nowhere"},
    ],
)
def test_who_joins_with_a_mistake_may_try_again(owner: Member, form: dict[str, str]):
    path = link_in(owner.post("/organisation/members/invite", role="reader", days="1"))
    refused = owner.house.ask("POST", path, None, data=form)
    assert (refused.status_code, "Bo" in names(owner.house)) == (422, False)
    assert owner.house.ask("POST", path, None, data={"name": "Bo"}).status_code == 303


def test_an_invitation_is_taken_back(small_house: House, owner: Member):
    page = owner.post("/organisation/members/invite", role="reader", days="1")
    found = re.search(r"/organisation/members/invitations/\d+/cancel", page.text)
    assert found
    assert owner.post(found[0]).status_code == 303
    assert small_house.get(link_in(page), None, headers=BROWSER).status_code == 410


def test_members_are_the_owners_business(small_house: House, owner: Member):
    bo = Member(small_house, Role.EDITOR)
    path = f"/organisation/members/{owner.user.id}"
    assert bo.get("/organisation/members").status_code == 403
    for form in ({"do": "remove"}, {"do": "role", "role": "reader"}, {"do": "link"}):
        assert bo.post(path, **form).status_code == 403
    assert bo.post("/organisation/members/invite", role="owner", days="1").status_code == 403
    assert owner.post("/organisation/members/999", do="remove").status_code == 404
    assert owner.post(path, do="nothing").status_code == 400


def test_an_owner_changes_links_signs_out_and_removes_a_member(small_house: House, owner: Member):
    bo = Member(small_house, Role.READER)
    path = f"/organisation/members/{bo.user.id}"
    owner.post(path, do="role", role="facilitator")
    assert "plan and run workshops" in bo.get("/account").text
    owner.post(path, do="sign-out")
    assert bo.get("/account").status_code == 401
    link = link_in(owner.post(path, do="link"))
    assert small_house.get(link, None).status_code == 303
    small_house.client.cookies.clear()
    assert owner.post(path, do="remove").status_code == 303
    assert "Reader" not in names(small_house)


def test_the_last_owner_stays(small_house: House, owner: Member):
    ada = next(one for one in small_house.get("/api/v1/users").json()["items"] if one["id"] == 1)
    owner.post(f"/organisation/members/{ada['id']}", do="remove")
    refused = owner.post(f"/organisation/members/{owner.user.id}", do="role", role="reader")
    assert refused.status_code == 409
    assert "make somebody else an owner first" in refused.text
    assert owner.post("/account/erase", sure="on").status_code == 422
    assert "Owner" in names(small_house)


def test_a_password_is_set_changed_and_removed(small_house: House):
    bo = Member(small_house, Role.READER, email=ADDRESS)
    assert bo.post("/account/password", password="short").status_code == 422
    changed = bo.post("/account/password", password=PASSWORD)
    assert changed.status_code == 303
    assert bo.get("/account").status_code == 401
    bo.secret = changed.cookies[COOKIE]
    small_house.client.cookies.clear()
    bo.sign_in_again_long_ago()
    other = "lamp tree river stone"
    assert bo.post("/account/password", password=other, current="wrong").status_code == 422
    changed = bo.post("/account/password", password=other, current=PASSWORD)
    bo.secret = changed.cookies[COOKIE]
    small_house.client.cookies.clear()
    assert sign_in(small_house, PASSWORD).status_code == 422
    assert bo.post("/account", name="Bo", email="").status_code == 422
    changed = bo.post("/account/password", do="remove")
    bo.secret = changed.cookies[COOKIE]
    small_house.client.cookies.clear()
    assert sign_in(small_house, other).status_code == 422
    assert bo.post("/account", name="Bo", email="").status_code == 303


def test_the_present_password_cannot_be_guessed_for_long(small_house: House):
    bo = Member(small_house, Role.READER, email=ADDRESS, password=PASSWORD)
    bo.sign_in_again_long_ago()
    other = "lamp tree river stone"
    for _ in range(OF_ACCOUNT):
        assert "not your password" in bo.post("/account/password", password=other, current="x").text
    refused = bo.post("/account/password", password=other, current=PASSWORD)
    assert (refused.status_code, "Tried too often" in refused.text) == (422, True)


def test_a_password_needs_an_address(small_house: House):
    bo = Member(small_house, Role.READER)
    assert bo.post("/account/password", password=PASSWORD).status_code == 422


def test_one_signs_out_of_another_browser_or_of_all(small_house: House):
    bo = Member(small_house, Role.READER)
    with small_house.engine.begin() as connection:
        now = dt.datetime.now(dt.UTC)
        there = start_web_session(connection, bo.user.id, now=now)
    found = re.search(r'name="session" value="([0-9a-f]+)"', bo.get("/account").text)
    assert found
    bo.post("/account/sign-out", session=found[1])
    mine, bo.secret = bo.secret, there
    assert bo.get("/account").status_code == 401
    bo.secret = mine
    assert bo.post("/account/sign-out").headers["Location"] == "/"
    assert bo.get("/account").status_code == 401


def test_one_has_ones_data_and_is_erased(small_house: House):
    bo = Member(small_house, Role.READER, email=ADDRESS)
    told = bo.get("/account/data.json")
    assert told.json()["user"][0]["email"] == ADDRESS
    assert told.headers["Content-Disposition"] == 'attachment; filename="my-data.json"'
    assert bo.post("/account/erase").status_code == 422
    assert bo.post("/account/erase", sure="on").status_code == 303
    assert "Reader" not in names(small_house)


def test_an_address_that_is_taken_is_told(small_house: House):
    Member(small_house, Role.EDITOR, email=ADDRESS)
    bo = Member(small_house, Role.READER)
    refused = bo.post("/account", name="Bo", email=ADDRESS)
    assert (refused.status_code, "is here already" in refused.text) == (422, True)


def test_a_program_has_no_page_of_its_own(small_house: House):
    assert small_house.get("/account", headers=BROWSER).status_code == 401


def test_what_cannot_be_seen_in_a_name_or_an_address_is_told_at_its_field(small_house: House):
    bo = Member(small_house, Role.READER)
    refused = bo.post("/account", name="B\u202eo", email="bo\u2066@example.org")
    assert refused.status_code == 422
    assert "The invisible character U+202E would turn the text round" in refused.text
    assert "The invisible character U+2066 has no place in an address" in refused.text
    assert 'value="B\u202eo"' in refused.text
    assert "Reader" in names(small_house)
