"""The editor's forms, as anybody might send them."""

from __future__ import annotations

from typing import Any

import pytest
from httpx import Response

from api.auth import COOKIE, csrf_token
from api.web.editor_view import guard
from curriculum.drafting import draft_of
from curriculum.session import Session
from curriculum.storage.database import reading
from curriculum.storage.people import Role
from curriculum.storage.sources import Source, load_source
from tests.api.house import LISTENING, House

BROWSER = {"Accept": "text/html"}
HERE = "/library/AL1-RIVER"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\0\0\0\0"
RIVER = 1


class Author:
    """A person who signed in and made an own version of AL1."""

    def __init__(self, house: House) -> None:
        self.house = house
        secret = house.get(f"/sign-in/{house.link}", None).cookies[COOKIE]
        house.client.cookies.clear()
        self.headers = {**BROWSER, "Cookie": f"{COOKIE}={secret}"}
        self.csrf = csrf_token(secret)
        made = self.send("/library/AL1/own", code="al1-river")
        assert (made.status_code, made.headers["Location"]) == (303, f"{HERE}/edit")

    def send(self, address: str, /, **form: Any) -> Response:
        body = {"csrf_token": self.csrf, **form}
        return self.house.ask("POST", address, None, headers=self.headers, data=body)

    def look(self, path: str) -> Response:
        return self.house.get(path, None, headers=self.headers)

    def source(self) -> Source:
        with reading(self.house.engine) as connection:
            return load_source(connection, RIVER, "AL1-RIVER")

    def text(self, path: str = "session.md") -> str:
        return self.source().draft.texts[path]

    def save(self, text: str, path: str = "session.md", **form: Any) -> Response:
        base = guard(self.source().draft.texts.get(path, ""))
        return self.send(f"{HERE}/edit", **{"path": path, "text": text, "base": base, **form})

    def etag(self) -> str:
        return self.source().stored.etag


@pytest.fixture
def author(small_house: House) -> Author:
    """Let the owner of the house make an own version."""
    return Author(small_house)


def test_a_copy_has_the_words_of_its_original(author: Author):
    copy = LISTENING.model_dump() | {"code": "AL1-RIVER"}
    assert author.source().draft == draft_of(Session.model_validate(copy))


def test_a_code_is_suggested_and_the_next_one_when_it_is_taken(author: Author):
    assert 'value="AL1-RIVER2"' in author.look("/library/AL1/own").text


@pytest.mark.parametrize(("code", "told"), [("river 1", "A code has"), ("AL1", "There is a")])
def test_a_code_that_cannot_be_is_told(author: Author, code: str, told: str):
    refused = author.send("/library/AL1/own", code=code)
    assert (refused.status_code, told in refused.text) == (422, True)


def test_what_is_typed_is_kept_to_the_letter(author: Author):
    text = author.text().replace("::: say", "::: sey").replace("\n", "\r\n") + " ÄÖ\0"
    saved = author.save(text)
    assert (saved.status_code, saved.headers["Location"]) == (303, f"{HERE}/edit?file=session.md")
    assert author.text() == text.replace("\r\n", "\n").replace("\0", "")
    shown = author.look(f"{HERE}/edit").text
    assert 'data-line="' in shown
    assert "There is no `::: sey` in an activity." in shown


def test_a_text_that_somebody_else_changed_is_not_overwritten(author: Author):
    before = author.text()
    author.save(before + "\nTheirs.")
    late = author.save(before + "\nMine.", base=guard(before))
    assert (late.status_code, late.headers["HX-Retarget"]) == (409, "#main")
    assert ("Mine." in late.text, "Theirs." in late.text) == (True, True)
    assert author.text() == before + "\nTheirs."
    author.save(before + "\nMine.")
    assert author.text() == before + "\nMine."


def test_two_people_may_write_two_files(author: Author):
    sheet, page = author.text("handouts/card.md"), author.text()
    author.save(page + "\nOne.")
    other = author.save(sheet + "\nTwo.", "handouts/card.md", base=guard(sheet))
    assert other.status_code == 303
    assert (author.text(), author.text("handouts/card.md")) == (page + "\nOne.", sheet + "\nTwo.")


def test_the_same_text_twice_is_no_conflict(author: Author):
    before = author.text()
    for _ in range(2):
        assert author.save(before + "\nMine.", base=guard(before)).status_code == 303


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"path": "../secret"}, 400),
        ({"path": "images/a.png"}, 400),
        ({"path": "handouts/../x.md"}, 400),
        ({"path": f"handouts/{'a' * 61}.md"}, 400),
        ({"text": "a" * 150_001}, 413),
        ({"csrf_token": "no"}, 403),
    ],
)
def test_what_the_page_never_sends_is_refused(author: Author, form: dict[str, str], status: int):
    before = author.source()
    assert author.save(**{"text": "…", **form}).status_code == status
    assert author.source() == before


def test_a_shipped_session_is_not_edited(author: Author):
    assert author.look("/library/AL1/edit").status_code == 403
    assert author.send("/library/AL1/edit", path="session.md", text="…").status_code == 403


@pytest.mark.usefixtures("author")
def test_only_editors_of_the_organisation_see_a_draft(small_house: House):
    for role, status in ((Role.EDITOR, 200), (Role.FACILITATOR, 403), (None, 401)):
        for path in ("/edit", "/edit/publish", "/edit/return"):
            assert small_house.get(HERE + path, role, headers=BROWSER).status_code == status
    stranger = {**BROWSER, "Authorization": f"Bearer {small_house.stranger}"}
    assert small_house.get(f"{HERE}/edit", None, headers=stranger).status_code == 404


def test_a_new_session_begins_small(author: Author):
    begun = author.send("/library/own", title="Our Evening", code="rv1", topic="Über uns")
    assert (begun.status_code, begun.headers["Location"]) == (303, "/library/RV1/edit")
    stored = author.house.get("/api/v1/sessions/RV1", Role.EDITOR).json()
    assert (stored["title"], stored["topic"], stored["slug"]) == (
        "Our Evening",
        "uber-uns",
        "our-evening",
    )
    again = author.send("/library/own", title="Another", code="RV1", topic="x")
    assert (again.status_code, "There is a session RV1 already" in again.text) == (422, True)


# --- handouts and pictures ------------------------------------------------------------------------


def test_a_handout_is_added_renamed_and_removed(author: Author):
    def change(**form: str) -> Response:
        return author.send(f"{HERE}/edit/files", **form)

    added = change(do="add", title="My “new” sheet", file="session.md")
    path = "handouts/my-new-sheet.md"
    assert added.headers["Location"] == f"{HERE}/edit?file={path}"
    assert 'title: "My “new” sheet"' in author.text(path)
    assert change(do="add", title="my new sheet", file="session.md").status_code == 409
    before = author.text()
    assert "handout card" in before
    change(do="rename", title="Four cards", file="handouts/card.md")
    assert author.text() == before.replace("handout card", "handout four-cards")
    assert set(author.source().draft.texts) == {
        "session.md",
        "handouts/four-cards.md",
        "handouts/log.md",
        path,
    }
    change(do="remove", file=path)
    assert path not in author.source().draft.texts
    assert change(do="remove", file="session.md").status_code == 404


def test_there_are_only_so_many_handouts(author: Author):
    for number in range(18):
        added = author.send(f"{HERE}/edit/files", do="add", title=f"Sheet {number}")
        assert added.status_code == 303
    assert len(author.source().draft.texts) == 21
    assert author.send(f"{HERE}/edit/files", do="add", title="More").status_code == 409
    assert author.save("…", "handouts/more.md").status_code == 409


def upload(author: Author, content: bytes, name: str = "My Dot.png", **form: str) -> Response:
    fields = {
        "csrf_token": author.csrf,
        "file": "handouts/card.md",
        "alt": "A dot: small, round.",
        **form,
    }
    return author.house.ask(
        "POST",
        f"{HERE}/edit/pictures",
        None,
        headers=author.headers,
        data=fields,
        files={"picture": (name, content, "image/png")},
    )


def test_a_picture_stands_on_the_handout_with_what_it_shows(author: Author):
    assert upload(author, PNG).status_code == 303
    assert author.text("handouts/card.md").endswith(
        "\n\n::: image my-dot.png\nAlt: A dot: small, round.\n:::\n"
    )
    shown = author.look(f"{HERE}/edit/pictures/my-dot.png")
    assert (shown.content, shown.headers["Content-Type"]) == (PNG, "image/png")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    page = author.look(f"{HERE}/edit?file=handouts/card.md").text
    assert f'src="{HERE}/edit/pictures/my-dot.png"' in page
    author.send(f"{HERE}/edit/files", do="drop", picture="my-dot.png", file="session.md")
    assert author.look(f"{HERE}/edit/pictures/my-dot.png").status_code == 404


@pytest.mark.parametrize(
    ("content", "form", "status"),
    [
        (b"<svg/>", {}, 422),
        (PNG[:16] + b"\0\1\0\0" * 2 + PNG[24:], {}, 422),
        (PNG + b"\0" * 1_000_001, {}, 422),
        (PNG, {"alt": "  "}, 422),
        (PNG, {"file": "handouts/none.md"}, 404),
        (PNG, {"csrf_token": "no"}, 403),
    ],
)
def test_what_is_no_picture_is_refused(
    author: Author, content: bytes, form: dict[str, str], status: int
):
    before = author.source()
    assert upload(author, content, **form).status_code == status
    assert author.source() == before


# --- publishing, giving up ------------------------------------------------------------------------


def publish(author: Author, **form: str) -> Response:
    return author.send(f"{HERE}/edit/publish", **{"etag": author.etag(), **form})


def test_publishing_tells_the_changes_and_takes_a_note(author: Author):
    author.save(author.text().replace("Welcome.", "Come in, all of you.", 1))
    shown = author.look(f"{HERE}/edit/publish").text
    assert ("Come in, all of you." in shown, "Publish revision 1" in shown) == (True, True)
    published = publish(author, note="  Warmer\nwords. ")
    assert (published.status_code, published.headers["Location"]) == (303, HERE)
    listed = author.house.get("/api/v1/sessions/AL1-RIVER/revisions").json()["items"]
    assert [(one["revision"], one["note"]) for one in listed] == [(1, "Warmer words.")]
    assert "Come in, all of you." in author.look(HERE).text


def test_mistakes_are_not_published(author: Author):
    author.save(author.text().replace("::: say", "::: sey", 1))
    refused = publish(author)
    assert ("mend it first" in refused.text, "Publish revision" in refused.text) == (True, False)
    assert author.source().stored.revision is None
    api = author.house.ask("POST", "/api/v1/sessions/AL1-RIVER/publish", Role.EDITOR)
    assert (api.status_code, api.json()["code"]) == (422, "authoring-mistakes")


def test_what_was_not_shown_is_not_published(author: Author):
    etag = author.etag()
    author.save(author.text() + "\n")
    assert publish(author, etag=etag).status_code == 409
    assert author.source().stored.revision is None


def test_changes_are_given_up_and_then_the_version(author: Author):
    publish(author)
    author.save(author.text().replace("Welcome.", "Nonsense.", 1))
    stale = author.send(f"{HERE}/edit/return", do="discard", etag="old")
    assert (stale.status_code, "Nonsense." in author.text()) == (412, True)
    gone = author.send(f"{HERE}/edit/return", do="discard", etag=author.etag())
    assert (gone.headers["Location"], "Nonsense." in author.text()) == (HERE, False)
    back = author.send(f"{HERE}/edit/return", do="withdraw", etag=author.etag())
    assert back.headers["Location"] == "/library/AL1"
    assert author.look(HERE).status_code == 404
    assert author.look(f"{HERE}/edit").status_code == 404


def test_a_draft_is_printed_before_it_is_published(author: Author):
    for file in ("session.md", "handouts/card.md"):
        printed = author.look(f"{HERE}/edit/printed.pdf?file={file}")
        assert (printed.status_code, printed.content[:5]) == (200, b"%PDF-")
    page = author.look(f"{HERE}/edit/printed?file=handouts/card.md").text
    assert page.count("<img") == 1
    picture = author.look(f"{HERE}/edit/page.png?file=handouts/card.md&page=1")
    assert (picture.status_code, picture.content[:4]) == (200, b"\x89PNG")
    assert author.look(f"{HERE}/edit/page.png?file=handouts/card.md&page=2").status_code == 404
    none = author.look(f"{HERE}/edit/printed.pdf?file=handouts/none.md")
    assert none.status_code == 404
    author.save(author.text().replace("::: say", "::: sey", 1))
    assert author.look(f"{HERE}/edit/printed.pdf").status_code == 422
