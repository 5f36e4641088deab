from __future__ import annotations

from typing import Any

import pytest

from curriculum.storage.people import Role
from tests.api.house import LISTENING, House, fault

OWN: dict[str, Any] = {**LISTENING.model_dump(mode="json"), "code": "AL1-RIVER"}
PATH = "/api/v1/sessions/AL1-RIVER"


def make(house: House, **changes: Any) -> str:
    """Make the draft and return its entity tag."""
    made = house.ask("POST", "/api/v1/sessions", Role.EDITOR, json={**OWN, **changes})
    assert made.status_code == 201, made.text
    tag: str = made.headers["ETag"]
    return tag


def test_a_draft_is_made_where_the_answer_says(house: House):
    made = house.ask("POST", "/api/v1/sessions", Role.EDITOR, json=OWN)
    assert (made.status_code, made.headers["Location"]) == (201, PATH)
    body = made.json()
    assert (body["own"], body["draft"], body["revision"]) == (True, True, None)
    assert house.get(made.headers["Location"], Role.EDITOR).headers["ETag"] == made.headers["ETag"]


def test_a_draft_is_seen_by_editors_of_its_organisation_alone(house: House):
    make(house)
    stranger = {"Authorization": f"Bearer {house.stranger}"}
    assert house.get(PATH, Role.EDITOR).status_code == 200
    assert house.get(PATH, Role.FACILITATOR).status_code == 404
    assert house.get(PATH, None).status_code == 404
    assert house.get(PATH, None, headers=stranger).status_code == 404
    listed = house.get("/api/v1/sessions", Role.EDITOR).json()["items"]
    assert [one["code"] for one in listed] == ["BD1", "AL1"]


def test_what_a_get_answers_can_be_changed_and_put_back(house: House):
    tag = make(house)
    body = {**house.get(PATH, Role.EDITOR).json(), "title": "Heard"}
    saved = house.ask("PUT", PATH, Role.EDITOR, json=body, headers={"If-Match": tag})
    assert (saved.status_code, saved.json()["title"]) == (200, "Heard")
    assert house.get(PATH, Role.EDITOR).json() == saved.json()
    assert saved.headers["ETag"] != tag


def test_changing_needs_to_know_what_is_changed(house: House):
    tag = make(house)
    fault("if-match-needed", house.ask("PUT", PATH, json=OWN))
    fault("if-match-needed", house.ask("DELETE", PATH))
    stale = {"If-Match": '"other"'}
    assert house.ask("PUT", PATH, json=OWN, headers=stale).status_code == 412
    assert house.ask("DELETE", PATH, headers=stale).status_code == 412
    weak = house.ask("PUT", PATH, json=OWN, headers={"If-Match": f"W/{tag}"})
    assert weak.status_code == 412
    assert house.ask("PUT", PATH, json=OWN, headers={"If-Match": "*"}).status_code == 200


def test_a_published_draft_is_a_revision_for_everybody_in_the_organisation(house: House):
    make(house)
    published = house.ask("POST", f"{PATH}/publish", Role.EDITOR)
    assert (published.status_code, published.headers["Location"]) == (201, f"{PATH}/revisions/1")
    again = house.ask("POST", f"{PATH}/publish", Role.EDITOR)
    assert again.json() == published.json()
    assert house.get(PATH, Role.READER).json()["revision"] == 1
    assert house.get(PATH, None).status_code == 404


def test_readers_are_told_nothing_of_a_draft_behind_a_revision(house: House):
    make(house)
    house.ask("POST", f"{PATH}/publish")
    before = house.get(PATH, Role.READER).json()
    tag = house.get(PATH, Role.EDITOR).headers["ETag"]
    changed = {**OWN, "title": "Heard"}
    house.ask("PUT", PATH, Role.EDITOR, json=changed, headers={"If-Match": tag})
    after = house.get(PATH, Role.READER).json()
    assert (after["title"], after["draft"]) == (before["title"], False)
    seen = house.get(PATH, Role.EDITOR).json()
    assert (seen["title"], seen["draft"], seen["revision"]) == ("Heard", True, 1)


def test_publishing_holds_a_draft_to_the_rules_of_sessions(house: House):
    make(house, minutes=90)
    problem = fault("broken-rules", house.ask("POST", f"{PATH}/publish"))
    assert [one["where"] for one in problem["errors"]] == ["/minutes"]
    assert problem["errors"][0]["action"] == "Write `minutes: 83`, or change the activities."


def test_publishing_can_be_tied_to_what_was_seen(house: House):
    tag = make(house)
    stale = house.ask("POST", f"{PATH}/publish", headers={"If-Match": '"other"'})
    assert stale.status_code == 412
    assert house.ask("POST", f"{PATH}/publish", headers={"If-Match": tag}).status_code == 201


def test_a_shipped_session_is_copied_not_changed(house: House):
    tag = house.get("/api/v1/sessions/AL1", Role.EDITOR).headers["ETag"]
    body = LISTENING.model_dump(mode="json")
    changed = house.ask("PUT", "/api/v1/sessions/AL1", json=body, headers={"If-Match": tag})
    assert changed.status_code == 403
    fault("read-only", changed)
    copied = house.ask("POST", "/api/v1/sessions/AL1/copy", Role.EDITOR, json={"code": "AL1-X"})
    assert (copied.status_code, copied.json()["copied_from"]) == (201, "AL1")
    assert copied.headers["Location"] == "/api/v1/sessions/AL1-X"


def test_a_taken_code_and_another_code_are_refused(house: House):
    make(house)
    fault("conflict", house.ask("POST", "/api/v1/sessions", json=OWN))
    other = house.ask("PUT", PATH, json={**OWN, "code": "AL1-HILL"}, headers={"If-Match": "*"})
    assert fault("invalid", other)["errors"][0]["where"] == "/code"


def test_a_deleted_draft_is_gone(house: House):
    tag = make(house)
    deleted = house.ask("DELETE", PATH, headers={"If-Match": tag})
    assert (deleted.status_code, deleted.content) == (204, b"")
    assert house.get(PATH).status_code == 404


def test_workshops_keep_the_revision_of_a_withdrawn_session(house: House):
    make(house)
    house.ask("POST", f"{PATH}/publish")
    meeting = {"start": "19:00", "minutes": 120, "items": [{"session": "AL1-RIVER"}]}
    workshop = house.make_workshop(meetings=[meeting]).headers["Location"]
    tag = house.get(PATH).headers["ETag"]
    assert house.ask("DELETE", PATH, headers={"If-Match": tag}).status_code == 204
    assert house.get(PATH, Role.READER).status_code == 404
    plan = house.get(f"{workshop}/plan").json()
    assert plan["meetings"][0]["items"][0]["session"] == "AL1-RIVER"


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.READER])
def test_only_editors_write_sessions(small_house: House, role: Role):
    refused = small_house.ask("POST", "/api/v1/sessions", role, json=OWN)
    assert refused.status_code == 403
    fault("role-needed", refused)
