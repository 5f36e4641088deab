from __future__ import annotations

import re
from collections.abc import Iterator

import pytest

from api.v1.platform_shapes import EXAMPLE
from curriculum.session import Session
from curriculum.storage.people import Role
from tests.api.house import BOUNDARIES, HOST, LISTENING, House, fault
from tests.curriculum.exports.reading import Arrived, Course, read_cartridge, unpack
from tests.pdf_templates.reading import pages

EVENINGS = [
    {"title": "Listening", "start": "19:00", "minutes": 120, "items": [{"session": "AL1"}]},
    {"start": "19:00", "minutes": 120, "items": [{"session": "BD1"}]},
]


def titles(course: Course) -> list[tuple[str, list[str]]]:
    return [(title, [one.title for one in items]) for title, items in course.modules]


def texts(files: dict[str, bytes]) -> Iterator[str]:
    """Yield the text of every file, PDFs read back."""
    for name, body in files.items():
        yield " ".join(pages(body)) if name.endswith(".pdf") else body.decode()


def spoken(*sessions: Session) -> set[str]:
    """Return what is said to facilitators alone: the texts of all steps."""
    return {step.text for one in sessions for activity in one.activities for step in activity.steps}


@pytest.fixture
def evenings(house: House) -> str:
    path: str = house.make_workshop(meetings=EVENINGS).headers["Location"]
    return path


def test_a_workshop_arrives_as_a_course(house: House, evenings: str):
    answer = house.get(f"{evenings}/cartridge.imscc", Role.READER)
    assert answer.headers["Content-Type"] == "application/vnd.ims.imsccv1p1"
    assert answer.headers["Content-Disposition"] == 'inline; filename="tuesdays.imscc"'
    course = read_cartridge(answer.content)
    assert (course.version, course.title, course.language) == ("1.1.0", "Tuesdays", "en")
    assert course.keywords == ["listening", "boundaries"]
    assert titles(course) == [
        ("About these meetings", ["About these meetings", "How were the meetings for you?"]),
        (
            "Meeting 1: Listening",
            [
                "1. Four moves",
                "1. Four moves (PDF)",
                "2. Notes for the week",
                "2. Notes for the week (PDF)",
            ],
        ),
    ]
    known = house.get(
        f"{evenings}/cartridge.imscc", headers={"If-None-Match": answer.headers["ETag"]}
    )
    assert known.status_code == 304


def test_sessions_open_in_the_course_where_a_platform_lets_people_in(house: House, evenings: str):
    session = "/api/v1/sessions/AL1/cartridge.imscc"
    paths = (f"{evenings}/cartridge.imscc", f"{evenings}/cartridge.imscc?audience=facilitators")
    waiting = house.ask("POST", "/api/v1/platforms", json={**EXAMPLE, "active": False})
    before = {path: house.get(path).content for path in (*paths, session)}
    anonymous = house.get(session, None).content
    assert [tools(read_cartridge(one)) for one in (*before.values(), anonymous)] == [[]] * 4
    at = waiting.headers["Location"]
    match = {"If-Match": house.get(at).headers["ETag"]}
    house.ask("PUT", at, json=EXAMPLE, headers=match)
    after = {path: house.get(path).content for path in (*paths, session)}
    address = f"http://{HOST}/lti/sessions"
    listening = ("Session AL1, online", f"{address}/AL1")
    told = [tools(read_cartridge(one)) for one in after.values()]
    assert told[0] == [("Meeting 1: Listening", *listening)]
    assert told[1][0] == told[0][0]
    assert [one[1:] for one in told[2]] == [listening]
    assert house.get(session, None).content == anonymous
    assert [house.get(path).content for path in after] == list(after.values())
    stranger = {"Authorization": f"Bearer {house.stranger}"}
    assert tools(read_cartridge(house.get(session, None, headers=stranger).content)) == []


def tools(course: Course) -> list[tuple[str, str, str]]:
    """Return the links to tools: their module, title and address."""
    return [
        (module, one.title, one.body.decode())
        for module, items in course.modules
        for one in items
        if one.kind.startswith("imsbasiclti")
    ]


def test_version_1_3_is_there_for_those_who_ask(house: House, evenings: str):
    answer = house.get(f"{evenings}/cartridge.imscc?version=1.3")
    assert read_cartridge(answer.content).version == "1.3.0"
    fault("bad-parameter", house.get(f"{evenings}/cartridge.imscc?version=1.2"))


def test_participants_get_nothing_that_facilitators_say_or_note(house: House, evenings: str):
    files = unpack(house.get(f"{evenings}/cartridge.imscc").content)
    said = spoken(LISTENING, BOUNDARIES)
    assert said == {"Welcome.", "One each."}
    told = [text for text in texts(files) for words in said if words in text]
    assert (told, "What my partner said" in " ".join(texts(files))) == ([], False)
    guide = unpack(house.get(f"{evenings}/cartridge.imscc?audience=facilitators").content)
    assert [words for words in said if words in " ".join(texts(guide))] == list(said)


def test_names_of_files_tell_no_more_than_the_titles_on_paper(house: House, evenings: str):
    files = unpack(house.get(f"{evenings}/cartridge.imscc").content)
    assert [name for name in files if name.startswith("handouts/")] == [
        "handouts/01-four-moves.html",
        "handouts/01-four-moves.pdf",
        "handouts/02-notes-for-the-week.html",
        "handouts/02-notes-for-the-week.pdf",
    ]


def test_facilitators_get_the_guide_under_another_name(house: House, evenings: str):
    answer = house.get(f"{evenings}/cartridge.imscc?audience=facilitators")
    course = read_cartridge(answer.content)
    assert course.title == "Tuesdays (for facilitators)"
    assert titles(course)[0] == (
        "About these meetings",
        [
            "About these meetings",
            "Facilitator guide (PDF)",
            "All handouts in one file (PDF)",
            "Sheets to sign in, to hang up and to tick off (PDF)",
        ],
    )
    assert "facilitators" in answer.headers["Content-Disposition"]


def test_a_session_arrives_as_a_course_for_anybody_who_may_read_it(small_house: House):
    answer = small_house.get("/api/v1/sessions/AL1/cartridge.imscc?people=12", None)
    course = read_cartridge(answer.content)
    assert course.title == "Feeling heard"
    assert [title for title, _ in course.modules] == ["About these meetings", "Feeling heard"]
    fault("not-found", small_house.get("/api/v1/sessions/XX9/cartridge.imscc", None))


def test_others_get_no_package(house: House, evenings: str):
    path = f"{evenings}/cartridge.imscc"
    fault("sign-in-needed", house.get(path, None))
    stranger = {"Authorization": f"Bearer {house.stranger}"}
    fault("not-found", house.get(path, None, headers=stranger))


def test_a_page_in_a_course_has_what_platforms_keep(small_house: House):
    course = read_cartridge(small_house.get("/api/v1/sessions/AL1/cartridge.imscc", None).content)
    for _, items in course.modules:
        for item in items:
            if item.body.startswith(b"<!DOCTYPE"):
                page = item.body.decode()
                assert re.findall(r"<(script|style|link|svg)\b", page) == []
                assert re.findall(r"<h1[^>]*>", page) == ["<h1>"]


def test_the_pack_holds_what_is_printed_and_opened(house: House, evenings: str):
    answer = house.get(f"{evenings}/pack.zip?paper=letter&download=true", Role.READER)
    assert answer.headers["Content-Disposition"] == 'attachment; filename="tuesdays.zip"'
    files = unpack(answer.content)
    assert list(files) == [
        "tuesdays-pack/01-guide.pdf",
        "tuesdays-pack/02-handouts.pdf",
        "tuesdays-pack/03-sheets.pdf",
        "tuesdays-pack/04-materials.csv",
    ]
    for name in ("guide", "handouts", "sheets"):
        alone = house.get(f"{evenings}/{name}.pdf?paper=letter").content
        assert [body == alone for path, body in files.items() if name in path] == [True]


def test_the_pack_of_one_evening_holds_that_evening(house: House):
    dated = [{**one, "date": "2026-04-07"} for one in EVENINGS]
    path = house.make_workshop(meetings=dated, title="../Évenings: “AL1”").headers["Location"]
    answer = house.get(f"{path}/pack.zip?meeting=2")
    assert 'filename="evenings-al1-meeting-2.zip"' in answer.headers["Content-Disposition"]
    files = unpack(answer.content)
    assert list(files)[-1] == "evenings-al1-meeting-2/05-calendar.ics"
    assert files["evenings-al1-meeting-2/05-calendar.ics"].count(b"SUMMARY:Meeting 2 of 2") == 1
    assert "Feeling heard" not in " ".join(pages(files["evenings-al1-meeting-2/01-guide.pdf"]))
    fault("not-found", house.get(f"{path}/pack.zip?meeting=3"))


def test_a_session_is_handed_on_in_the_authoring_format(small_house: House):
    answer = small_house.get("/api/v1/sessions/AL1/markdown.zip", None)
    assert answer.headers["Content-Disposition"] == 'inline; filename="al1.zip"'
    assert list(unpack(answer.content)) == [
        "listening/al1/handouts/card.md",
        "listening/al1/handouts/log.md",
        "listening/al1/session.md",
    ]


def test_a_scorm_package_holds_what_may_be_taken_home(house: House, evenings: str):
    answer = house.get(f"{evenings}/scorm.zip", Role.READER)
    assert answer.headers["Content-Disposition"] == 'inline; filename="tuesdays-scorm.zip"'
    files = unpack(answer.content)
    assert list(files) == [
        "imsmanifest.xml",
        "01-four-moves.pdf",
        "02-notes-for-the-week.pdf",
        "index.html",
        "scorm.js",
    ]
    told = " ".join(texts(files))
    assert [words for words in spoken(LISTENING, BOUNDARIES) if words in told] == []
    assert "<title>Notes</title>" in files["index.html"].decode()
    session = house.get("/api/v1/sessions/AL1/scorm.zip", None)
    assert list(unpack(session.content)) == list(files)


def test_addresses_in_the_sheets_are_links_of_the_course(small_house: House):
    copied = small_house.ask("POST", "/api/v1/sessions/AL1/copy", json={"code": "AL1-OWN"})
    own = copied.json()
    text = "See [the *line*](https://help.example/?a=1&b=2) or [ours](mailto:a@b.example)."
    own["handouts"][0]["blocks"] = [{"type": "text", "text": text}] * 2
    headers = {"If-Match": copied.headers["ETag"]}
    assert small_house.ask("PUT", "/api/v1/sessions/AL1-OWN", json=own, headers=headers).is_success
    assert small_house.ask("POST", "/api/v1/sessions/AL1-OWN/publish").is_success
    course = read_cartridge(small_house.get("/api/v1/sessions/AL1-OWN/cartridge.imscc").content)
    links = Arrived("the line", "imswl_xmlv1p1", b"https://help.example/?a=1&b=2")
    assert course.modules[-1] == ("Addresses in the sheets", [links])


@pytest.mark.parametrize("title", ["Wait... what?", "../../etc", "Наши вечера", "x" * 300, "CON."])
def test_no_title_leads_out_of_its_folder(small_house: House, title: str):
    path = small_house.make_workshop(title=title).headers["Location"]
    for name in ("pack.zip", "cartridge.imscc", "scorm.zip"):
        files = unpack(small_house.get(f"{path}/{name}").content)
        assert [one for one in files if not re.fullmatch(r"[a-z0-9/.-]{1,90}", one)] == []
        assert [one for one in files if ".." in one or one.startswith(("/", "con/"))] == []
