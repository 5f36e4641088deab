from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest

from curriculum.storage.people import Role
from pdf_templates.words import no_words
from tests.api.house import House, fault
from tests.pdf_templates.reading import pages

SESSION = "/api/v1/sessions/AL1"
A4, LETTER = (595, 842), (612, 792)


def read(content: bytes) -> str:
    return " ".join(pages(content))


def title(page: str) -> str:
    return page.partition("\n")[0].strip()


def sheet(content: bytes) -> tuple[int, int]:
    with pikepdf.open(BytesIO(content)) as file:
        left, bottom, right, top = map(float, file.pages[0].mediabox)
    return round(right - left), round(top - bottom)


def test_a_guide_is_a_pdf_for_the_people_who_come(house: House):
    guide = house.get(f"{SESSION}/guide.pdf?people=12&mode=mixed", None)
    assert (guide.status_code, guide.headers["Content-Type"]) == (200, "application/pdf")
    assert guide.headers["Cache-Control"] == "private, no-cache"
    assert guide.headers["Content-Disposition"] == 'inline; filename="feeling-heard-guide.pdf"'
    assert "Feeling heard" in read(guide.content)
    assert guide.content != house.get(f"{SESSION}/guide.pdf", None).content


def test_a_guide_is_printed_as_cards_or_as_a_booklet(small_house: House):
    booklet = small_house.get(f"{SESSION}/guide.pdf?layout=booklet", None)
    cards = small_house.get(f"{SESSION}/guide.pdf?layout=cards&paper=letter", None)
    assert (sheet(booklet.content), sheet(cards.content)) == ((842, 595), LETTER)
    assert booklet.headers["ETag"] != cards.headers["ETag"]


def test_handouts_are_printed_two_to_a_sheet(small_house: House):
    pack = small_house.get(f"{SESSION}/handouts.pdf?layout=two-up", None)
    [*_, one] = small_house.get(SESSION, None).json()["handouts"]
    single = small_house.get(f"{SESSION}/handouts/{one['slug']}.pdf?layout=two-up", None)
    assert (sheet(pack.content), sheet(single.content)) == ((842, 595), (842, 595))


def test_large_print_has_no_two_up_and_says_why(small_house: House):
    refused = small_house.get(f"{SESSION}/handouts.pdf?layout=two-up&size=large", None)
    assert "too narrow for large print" in fault("layout-unfit", refused)["detail"]


@pytest.mark.parametrize(
    "address",
    [
        "handouts.pdf?layout=cards",
        "guide.pdf?layout=booklet&size=large",
        "guide.pdf?layout=two-up",
        "handouts.pdf?layout=two-up&size=large",
    ],
)
def test_a_layout_that_does_not_fit_is_refused(small_house: House, address: str):
    headers = {"If-None-Match": "*"}
    refused = small_house.get(f"{SESSION}/{address}", None, headers=headers)
    assert refused.status_code == 400
    assert "there is pages" in fault("layout-unfit", refused)["detail"]


def test_the_same_request_gives_the_same_bytes_on_both_databases(house: House):
    answers = [house.get(f"{SESSION}/handouts.pdf", None) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert answers[0].headers["ETag"] == answers[1].headers["ETag"]


def test_what_the_caller_has_is_not_printed_again(house: House):
    path = f"{SESSION}/handouts.pdf"
    tag = house.get(path, None).headers["ETag"]
    for _ in range(2):
        known = house.get(path, None, headers={"If-None-Match": tag})
        assert (known.status_code, known.content, known.headers["ETag"]) == (304, b"", tag)
    other = house.get(f"{path}?ink=black", None, headers={"If-None-Match": tag})
    assert other.status_code == 200
    assert other.headers["ETag"] != tag


def test_a_known_file_needs_no_press(small_house: House):
    path = f"{SESSION}/handouts.pdf"
    tag = small_house.get(path, None).headers["ETag"]
    for file in small_house.folder.rglob("*.pdf"):
        file.unlink()
    assert small_house.get(path, None, headers={"If-None-Match": tag}).status_code == 304
    assert not list(small_house.folder.rglob("*.pdf"))


def test_a_changed_organisation_makes_another_guide(house: House):
    path = f"{house.make_workshop().headers['Location']}/guide.pdf"
    tag = house.get(path).headers["ETag"]
    settings = house.get("/api/v1/organisation")
    changed = {**settings.json(), "name": "River House"}
    headers = {"If-Match": settings.headers["ETag"]}
    house.ask("PUT", "/api/v1/organisation", json=changed, headers=headers)
    after = house.get(path, headers={"If-None-Match": tag})
    assert after.status_code == 200
    assert "River House" in read(after.content)


def test_head_tells_what_get_would(house: House):
    for path in (f"{SESSION}/handouts.pdf", SESSION, "/health", "/", "/schema/openapi.json"):
        got, headed = house.get(path, None), house.ask("HEAD", path, None)
        assert (headed.status_code, headed.content) == (200, b"")
        assert headed.headers == got.headers


def test_a_part_of_a_file_can_be_had(house: House):
    path = f"{SESSION}/handouts.pdf"
    whole = house.get(path, None)
    size, tag = len(whole.content), whole.headers["ETag"]
    for asked, first, last in (
        ("bytes=0-9", 0, 9),
        ("bytes=10-", 10, size - 1),
        ("bytes=-5", size - 5, size - 1),
        (f"bytes=5-{size * 2}", 5, size - 1),
    ):
        part = house.get(path, None, headers={"Range": asked, "If-Range": tag})
        assert (part.status_code, part.headers["Content-Range"]) == (
            206,
            f"bytes {first}-{last}/{size}",
        )
        assert part.content == whole.content[first : last + 1]


@pytest.mark.parametrize("asked", ["bytes=9-1", "bytes=0-1,4-5", "lines=0-1", "bytes=a-b", "x"])
def test_a_range_that_means_nothing_gives_the_whole(small_house: House, asked: str):
    answer = small_house.get(f"{SESSION}/handouts.pdf", None, headers={"Range": asked})
    assert answer.status_code == 200


def test_a_range_past_the_end_is_refused_and_an_outdated_one_is_the_whole(small_house: House):
    path = f"{SESSION}/handouts.pdf"
    past = small_house.get(path, None, headers={"Range": "bytes=9999999-"})
    size = len(small_house.get(path, None).content)
    assert (past.status_code, past.headers["Content-Range"]) == (416, f"bytes */{size}")
    fault("no-such-range", past)
    headers = {"Range": "bytes=0-9", "If-Range": '"older"'}
    assert small_house.get(path, None, headers=headers).status_code == 200


def test_a_discreet_handout_has_a_neutral_name(house: House):
    plain = house.get(f"{SESSION}/handouts/card.pdf?download=true", None)
    assert plain.headers["Content-Disposition"] == 'attachment; filename="four-moves.pdf"'
    discreet = house.get(f"{SESSION}/handouts/log.pdf", None)
    assert discreet.headers["Content-Disposition"] == 'inline; filename="notes-for-the-week.pdf"'
    assert b"partner" not in discreet.content
    assert "partner" not in read(discreet.content)


def test_a_name_in_another_script_is_told_both_ways(house: House):
    guide = house.get("/api/v1/sessions/BD1/guide.pdf", None)
    assert guide.headers["Content-Disposition"] == (
        'inline; filename="ce-qu-est-une-limite-guide.pdf"'
    )
    path = house.make_workshop(title="Élan ☂ 晚上").headers["Location"]
    assert house.get(f"{path}/handouts.pdf").headers["Content-Disposition"] == (
        'inline; filename="elan-handouts.pdf"; '
        "filename*=UTF-8''%C3%A9lan-%E6%99%9A%E4%B8%8A-handouts.pdf"
    )


def test_paper_is_the_organisations_unless_the_caller_says(house: House):
    settings = house.get("/api/v1/organisation")
    headers = {"If-Match": settings.headers["ETag"]}
    changed = {**settings.json(), "paper": "letter"}
    house.ask("PUT", "/api/v1/organisation", json=changed, headers=headers)
    path = f"{SESSION}/handouts/card.pdf"
    assert sheet(house.get(path, Role.READER).content) == LETTER
    assert sheet(house.get(f"{path}?paper=a4", Role.READER).content) == A4
    assert sheet(house.get(path, None).content) == A4


def test_workshops_and_programmes_are_printed(house: House):
    path = house.make_workshop().headers["Location"]
    for printed in (
        house.get(f"{path}/guide.pdf?size=large", Role.READER),
        house.get(f"{path}/handouts.pdf", Role.READER),
        house.get("/api/v1/programmes/evenings/guide.pdf", None),
        house.get("/api/v1/programmes/evenings/handouts.pdf", None),
    ):
        assert (printed.status_code, printed.content[:5]) == (200, b"%PDF-")


def test_a_programme_has_an_overview_for_the_people_named(house: House):
    path = "/api/v1/programmes/evenings/overview.pdf"
    [page] = pages(house.get(f"{path}?people=11", None).content)
    assert "planned for 11 people" in page
    [page] = pages((usual := house.get(path, None)).content)
    assert "planned for 11 people" not in page
    assert usual.headers["Content-Disposition"].endswith('-overview.pdf"')
    assert house.ask("GET", f"{path}?people=1", None).status_code == 400


def test_the_handbook_is_for_everyone(house: House):
    book = house.get("/api/v1/handbook.pdf?ink=black", None)
    assert book.headers["Content-Disposition"] == 'inline; filename="handbook-for-facilitators.pdf"'
    assert "Handbook for facilitators" in pages(book.content)[0]
    known = {"If-None-Match": book.headers["ETag"]}
    assert house.get("/api/v1/handbook.pdf?ink=black", None, headers=known).status_code == 304


def test_sheets_of_a_workshop_are_those_asked_for(house: House):
    path = house.make_workshop().headers["Location"]
    whole = house.get(f"{path}/sheets.pdf", Role.READER)
    assert whole.headers["Content-Disposition"] == 'inline; filename="tuesdays-sheets.pdf"'
    some = house.get(f"{path}/sheets.pdf?sheets=lists,agenda", Role.READER)
    assert [title(page) for page in pages(some.content)] == ["What we do", "What to bring"]
    assert some.headers["ETag"] != whole.headers["ETag"]
    other = house.get(f"{path}/sheets.pdf?sheets=agenda,lists", Role.READER)
    assert other.headers["ETag"] == some.headers["ETag"]


def test_a_sheet_that_there_is_not_is_told(house: House):
    path = house.make_workshop().headers["Location"]
    refused = house.get(f"{path}/sheets.pdf?sheets=agenda,posters")
    assert refused.status_code == 400
    [told] = fault("bad-parameter", refused)["errors"]
    assert told["where"] == "query sheets"
    assert house.ask("GET", f"{path}/sheets.pdf", None).status_code == 401


@pytest.mark.parametrize(
    "path",
    [
        "sessions/ZZ9/guide.pdf",
        "sessions/AL1/handouts/none.pdf",
        "sessions/AL1/handouts/card",
        "sessions/AL1/other.pdf",
        "programmes/mornings/guide.pdf",
        "workshops/none/guide.pdf",
    ],
)
def test_what_is_not_there_cannot_be_printed(small_house: House, path: str):
    answer = small_house.get(f"/api/v1/{path}")
    assert answer.status_code == 404
    fault("not-found", answer)


def test_a_misspelt_parameter_prints_nothing(small_house: House):
    refused = small_house.get(f"{SESSION}/guide.pdf?pepole=8", None)
    assert refused.status_code == 400
    assert fault("bad-parameter", refused)["errors"] == [
        {
            "where": "query pepole",
            "message": "'pepole' is not a parameter here",
            "action": "There are: download, ink, language, layout, mode, paper, people, setting, "
            "size.",
        }
    ]


def test_one_evening_is_printed_by_itself(house: House):
    evening = {"start": "19:00", "minutes": 120, "items": [{"session": "AL1"}]}
    other = {"start": "19:00", "minutes": 120, "items": [{"session": "BD1"}]}
    path = house.make_workshop(meetings=[evening, other]).headers["Location"]
    for name, first, second in (
        ("guide.pdf", "Feeling heard", "Ce qu’est une limite"),
        ("sheets.pdf", "Opening", "Limits"),
    ):
        alone = house.get(f"{path}/{name}?meeting=2")
        assert (
            alone.headers["Content-Disposition"] == f'inline; filename="tuesdays-meeting-2-{name}"'
        )
        assert (first in read(alone.content), second in read(alone.content)) == (False, True)
    sheets = read(house.get(f"{path}/handouts.pdf?meeting=1").content)
    assert "Four moves" in sheets
    assert "Nothing is handed out here" in read(house.get(f"{path}/handouts.pdf?meeting=2").content)
    fault("not-found", house.get(f"{path}/guide.pdf?meeting=3"))
    fault("bad-parameter", house.get(f"{path}/guide.pdf?meeting=0"))


def test_a_language_without_fixed_words_is_refused_with_those_there_are(still_house: House):
    asked = "/api/v1/sessions/AL1/guide.pdf?language="
    problem = fault("bad-parameter", still_house.get(f"{asked}xx"))
    assert problem["detail"] == "There are no fixed words in 'xx'; there are in: en."
    assert (no_words("en-GB"), no_words("en")) == (None, None)
