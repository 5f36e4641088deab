"""What changed between two revisions of a session, as people read it."""

from __future__ import annotations

from api.web.revisions import marked_words
from curriculum.storage.people import Role
from tests.api.house import House

BROWSER = {"Accept": "text/html"}


def test_words_that_went_and_came_stand_where_they_belong():
    assert list(marked_words("Say it once, slowly.", "Say it twice, slowly.")) == [
        ("same", "Say it "),
        ("was", "once,"),
        ("is", "twice,"),
        ("same", " slowly."),
    ]


def test_a_text_that_is_new_is_all_new():
    assert list(marked_words("", "Breathe out.")) == [("is", "Breathe out.")]


def test_history_compares_the_newest_revision_with_the_one_before(small_house: House):
    path = "/api/v1/sessions/AL1"
    copied = small_house.get(path).json()
    own = {name: copied[name] for name in copied if name not in READ_ONLY} | {"code": "OWN1"}
    for title in ("Feeling heard", "Being heard"):
        tag = {"If-Match": "*"}
        if title == "Feeling heard":
            made = small_house.ask("POST", "/api/v1/sessions", json={**own, "title": title})
        else:
            made = small_house.ask(
                "PUT", "/api/v1/sessions/OWN1", json={**own, "title": title}, headers=tag
            )
        assert made.status_code in (200, 201), made.text
        assert small_house.ask("POST", "/api/v1/sessions/OWN1/publish", json={}).status_code < 300
    page = small_house.get("/library/OWN1/history", Role.READER, headers=BROWSER)
    assert "<del>Feeling</del><ins>Being</ins> heard" in page.text
    assert small_house.get("/library/OWN1/history", None, headers=BROWSER).status_code == 404


def test_a_first_revision_has_nothing_to_be_compared_with(small_house: House):
    page = small_house.get("/library/AL1/history", None, headers=BROWSER)
    assert (page.status_code, "nothing to compare" in page.text) == (200, True)


READ_ONLY = {"own", "copied_from", "draft", "revision", "digest", "updated_at"}
