"""The planner's forms, as anybody might send them."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from httpx import Response

from api.auth import COOKIE, csrf_token
from curriculum.library import Library
from curriculum.storage.organisations import list_organisations, save_organisation
from curriculum.storage.shipped import load_shipped
from tests.api.house import BOUNDARIES, LISTENING, PROGRAMME, House

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

    def stored_etag(self) -> str:
        plain = {"Accept-Encoding": "identity"}
        return self.house.get(f"/api/v1{self.path}", headers=plain).headers["ETag"].strip('"')

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
    "does",
    [
        *("to:9.9:1.1", "to:1.1", "to:1.1:1.x", "to:1.1.x:1.1"),
        *("remove:1.0", "remove:1.-1", "back:1:1:nothing", "out:1", "?:"),
    ],
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


# --- moving ---------------------------------------------------------------------------------------


def held(member: Member) -> list[list[list[str]]]:
    """Return what each item of each meeting leaves out."""
    return [[one["leave_out"] for one in row["items"]] for row in member.stored()["meetings"]]


def test_an_activity_is_put_into_another_meeting_and_its_row_is_shown(member: Member):
    member.send(do="add-meeting")
    member.etag = member.stored_etag()
    moved = member.send(do="to:1.1.closing:2.1", m1_i1_a_closing="12")
    assert moved.headers["Location"] == f"{member.path}#at-2.1.closing"
    assert held(member) == [[["closing"]], [["opening", "rounds", "extra", "break"]]]
    assert member.stored()["meetings"][1]["items"][0]["minutes"] == {"closing": 12}


def test_undo_takes_a_move_back(member: Member):
    before = member.stored()["meetings"]
    member.send(do="to:1.1.closing:1.1.opening")
    member.etag = member.stored_etag()
    assert member.stored()["meetings"] != before
    member.send(do="undo")
    assert member.stored()["meetings"] == before


def shown_now(member: Member, house: House) -> str:
    """Return what a page carries along that shows the workshop as it is now."""
    base = house.get(f"/api/v1{member.path}").json()
    return json.dumps({name: base[name] for name in base if name not in KNOWN})


KNOWN = ("id", "created_at", "updated_at")


def test_a_move_on_an_old_page_stands_with_what_somebody_else_changed(
    member: Member, small_house: House
):
    base = shown_now(member, small_house)
    member.send(title="Theirs")
    moved = member.send(do="to:1.1.closing:1.1", base=base)
    assert moved.headers["Location"] == f"{member.path}?others=0"
    stored = member.stored()
    assert (stored["title"], stored["meetings"][0]["items"][0]["order"][0]) == ("Theirs", "closing")
    page = small_house.get(moved.headers["Location"], None, headers=member.headers).text
    assert "at the same time: what is set for the whole workshop." in page


def test_undo_takes_back_what_was_brought_in_and_not_what_others_changed(
    member: Member, small_house: House
):
    base = shown_now(member, small_house)
    member.send(title="Theirs")
    member.send(do="out:1:1:extra", base=base)
    member.etag = member.stored_etag()
    member.send(do="undo")
    assert (member.stored()["title"], held(member)) == ("Theirs", [[[]]])


def test_undo_on_an_old_page_takes_nothing_of_others_back(member: Member, small_house: House):
    base = shown_now(member, small_house)
    member.send(title="Theirs")
    told = member.send(do="undo", base=base)
    assert (told.headers["Location"], member.stored()["title"]) == (
        f"{member.path}?others=0",
        "Theirs",
    )


def test_an_item_that_is_added_on_an_old_page_stands_with_the_rest(
    member: Member, small_house: House
):
    base = shown_now(member, small_house)
    member.send(do="out:1:1:extra")
    added = member.send("/add", what="break", meeting="1", break_minutes="15", base=base)
    assert added.headers["Location"] == f"{member.path}?others=1"
    first, last = member.stored()["meetings"][0]["items"]
    assert (first["leave_out"], last["break"]) == (["extra"], 15)


def test_what_is_sent_again_because_its_answer_was_lost_is_done_once(
    member: Member, small_house: House
):
    base = shown_now(member, small_house)
    member.send("/add", what="session:BD1", meeting="1", base=base)
    again = member.send("/add", what="session:BD1", meeting="1", base=base)
    assert again.headers["Location"] == f"{member.path}#m1"
    assert [one["session"] for one in member.stored()["meetings"][0]["items"]] == ["AL1", "BD1"]


@pytest.mark.parametrize(("keep", "title"), [("mine", "Mine"), ("theirs", "Theirs")])
def test_a_choice_is_about_what_both_changed_and_keeps_the_rest(
    member: Member, small_house: House, keep: str, title: str
):
    base = shown_now(member, small_house)
    member.send(title="Theirs", people="12")
    page = member.send(title="Mine", m1_title="First", base=base)
    assert (page.status_code, "the workshop’s title" in page.text) == (409, True)
    fields = dict(re.findall(r'name="(etag|base|mine|theirs)" value="([^"]*)"', page.text))
    member.send("/choose", keep=keep, **{name: unescape(one) for name, one in fields.items()})
    stored = member.stored()
    assert (stored["title"], stored["people"]) == (title, 12)
    assert stored["meetings"][0]["title"] == "First"


def test_a_choice_calls_sessions_and_activities_by_their_titles(member: Member, small_house: House):
    base = shown_now(member, small_house)
    member.send(do="out:1:1:extra", m1_i1_a_rounds="40")
    page = member.send(m1_i1_a_rounds="35", base=base)
    assert page.status_code == 409
    assert "Meeting 1: Feeling heard, AL1 revision 1; Rounds 35 minutes" in page.text
    assert "Meeting 1: Feeling heard, AL1 revision 1; without Extra; Rounds 40 minutes" in page.text


def test_every_place_is_offered_without_scripts(member: Member, small_house: House):
    member.send(do="add-meeting")
    member.etag = member.stored_etag()
    asked = member.send(do="move:1.1.closing")
    assert asked.headers["Location"] == f"{member.path}/move?what=1.1.closing"
    page = small_house.get(asked.headers["Location"], None, headers=member.headers).text
    places = re.findall(r'value="to:1.1.closing:([^"]+)"', page)
    assert places == ["1.1", "1.1.rounds", "1.1.extra", "1.1.break", "1.2", "2.1"]


@pytest.mark.parametrize("what", ["", "1.1.nothing", "1.9", "9.1", "x"])
def test_what_is_not_there_cannot_be_moved(member: Member, small_house: House, what: str):
    page = small_house.get(f"{member.path}/move?what={what}", None, headers=member.headers)
    assert (page.status_code, "load it again" in page.text) == (400, True)


def test_more_items_than_a_meeting_holds_are_told_and_nothing_is_lost(
    member: Member, small_house: House
):
    items = [{"session": "AL1"}, *[{"break": 5}] * 39]
    made = small_house.make_workshop(meetings=[{"minutes": 120, "items": items}])
    member.path = f"/workshops/{made.json()['id']}"
    member.etag = member.stored_etag()
    page = member.send(do="to:1.1.closing:1.9")
    assert (page.status_code, "Nothing was saved yet" in page.text) == (422, True)


def test_a_newer_revision_is_taken_by_all_parts_of_a_session(member: Member, small_house: House):
    member.send(do="add-meeting")
    member.etag = member.stored_etag()
    member.send(do="to:1.1.closing:2.1")
    member.etag = member.stored_etag()
    changed = LISTENING.model_copy(update={"purpose": "People feel understood."})
    with small_house.engine.begin() as connection:
        load_shipped(connection, Library(sessions=(changed, BOUNDARIES), programmes=(PROGRAMME,)))
    member.send(do="renew:2:1")
    items = [one for row in member.stored()["meetings"] for one in row["items"]]
    assert [one["revision"] for one in items] == [2, 2]


@pytest.mark.parametrize(
    ("groups", "device", "taken"),
    [
        ("UTC", "America/Chicago", "America/Chicago"),
        ("Europe/London", "America/Chicago", "Europe/London"),
        ("UTC", "Moon/Sea", "UTC"),
        ("UTC", "", "UTC"),
    ],
)
def test_a_new_workshop_keeps_the_groups_time_zone_or_that_of_the_room(
    member: Member, groups: str, device: str, taken: str
):
    with member.house.engine.begin() as connection:
        ours = next(
            one for one in list_organisations(connection) if one.organisation.name == "River"
        )
        zoned = ours.organisation.model_copy(update={"time_zone": groups})
        save_organisation(connection, ours.id, zoned, expected_etag=ours.etag)
    made = member.house.ask(
        "POST",
        "/workshops",
        None,
        headers=member.headers,
        data={"csrf_token": member.csrf, "what": "session:AL1", "device_zone": device},
    )
    stored = member.house.get(f"/api/v1{made.headers['Location']}").json()
    assert stored["time_zone"] == taken


def test_the_time_zone_of_a_workshop_can_be_changed(member: Member):
    member.send(time_zone="America/Chicago")
    assert member.stored()["time_zone"] == "America/Chicago"


def test_a_time_zone_that_is_none_is_told_at_its_field(member: Member):
    refused = member.send(time_zone="Chicago", title="Fridays")
    assert refused.status_code == 422
    assert 'id="time_zone-fault"' in refused.text
    assert 'value="Chicago"' in refused.text
    assert member.stored()["title"] == "Tuesdays"


@pytest.mark.parametrize("cut", [True, False])
def test_fitting_names_the_fixed_start_that_keeps_a_meeting_too_long(
    member: Member, small_house: House, *, cut: bool
):
    item = {"session": "AL1"} if cut else {"title": "A film", "minutes": 100}
    meeting: dict[str, Any] = {"start": "19:00", "minutes": 60}
    for start, told in (("19:50", "a fixed start stays"), (None, "every essential activity")):
        meeting["items"] = [{"title": "Tea", "minutes": 5}, item | {"start": start}]
        made = small_house.make_workshop(meetings=[meeting]).json()
        page = small_house.get(f"/workshops/{made['id']}/fit", None, headers=member.headers)
        assert told in page.text
        assert ("This is what would be cut" in page.text) is cut
        assert ("AL1 Feeling heard" in page.text) is cut
