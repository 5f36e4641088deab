"""What participants see by their link, and what they never do."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from tests.api.house import House
from tests.api.web.test_planner import Member
from tests.pdf_templates.reading import pages

UNSEEN = {
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow",
    "Referrer-Policy": "no-referrer",
}


@pytest.fixture
def link(house: House) -> str:
    meeting = {"minutes": 120, "items": [{"session": "AL1"}], "title": "For Kim"}
    made = house.make_workshop(title="Couples in trouble", notes="Ask Kim.", meetings=[meeting])
    url: str = house.ask("POST", f"{made.headers['Location']}/shares").json()["url"]
    return url


def test_a_link_lists_the_sheets_under_the_titles_that_others_may_see(house: House, link: str):
    page = house.get(link, None)
    assert (page.status_code, {name: page.headers[name] for name in UNSEEN}) == (200, UNSEEN)
    titles = re.findall(r"<a href=\"[^\"]+/\d+\">([^<]+)</a>", page.text)
    assert titles == ["1. Four moves", "2. Notes for the week"]


def test_no_page_names_anybody_or_anything(house: House, link: str):
    for path in (link, f"{link}/1", f"{link}/2", f"{link}/9", f"{link[:-1]}_"):
        page = house.get(path, None)
        assert "<title>Notes</title>" in page.text
        assert '<meta name="robots" content="noindex, nofollow">' in page.text
        secrets = (
            "River",
            "Kim",
            "Couples",
            "Tuesdays",
            "Curriculum",
            "What my partner",
            "Welcome",
        )
        assert [one for one in secrets if one in page.text] == []
        assert re.findall(r'(?:src|href)="(https?:[^"]+)"', page.text) == [
            "https://www.wikipedia.org/"
        ]


def test_a_sheet_is_read_on_the_screen(house: House, link: str):
    page = house.get(f"{link}/1", None)
    assert {name: page.headers[name] for name in UNSEEN} == UNSEEN
    assert "<h1>Four moves</h1>" in page.text
    assert "Breathe." in page.text
    assert 'style="' not in page.text


def test_sheets_are_printed_under_neutral_names(house: House, link: str):
    for which in ("1", "2", "all"):
        paper = house.get(f"{link}/{which}.pdf", None)
        assert {name: paper.headers[name] for name in UNSEEN} == UNSEEN
        assert paper.headers["Content-Disposition"] == f'inline; filename="notes-{which}.pdf"'
        with pikepdf.open(BytesIO(paper.content)) as file:
            assert str(file.docinfo["/Title"]) == "Notes"
        assert "Welcome." not in " ".join(pages(paper.content))


@pytest.mark.parametrize("path", ["", "/1", "/1.pdf"])
def test_a_link_holds_with_what_other_programs_hang_to_it(house: House, link: str, path: str):
    assert house.get(f"{link}{path}?fbclid=x&utm_source=y", None).status_code == 200


def test_what_leads_nowhere_is_answered_alike(house: House, link: str):
    ended = house.make_workshop().headers["Location"]
    other = house.ask("POST", f"{ended}/shares").json()
    house.ask("DELETE", f"{ended}/shares/{other['id']}")
    wrong = [
        house.get(path, None)
        for path in (
            other["url"],
            f"{other['url']}/1",
            "/s/x",
            "/s/x/1",
            "/s/x?a=1",
            "/s/%00",
            f"{link}/9",
        )
    ] + [house.get(f"{link}/{sheet}", None) for sheet in ("0", "01", "9.pdf", "guide.pdf", "x")]
    wrong += [
        house.get(path, None, headers=headers)
        for path in ("/s", "/s/", "/s/a/b/c", f"{link}/1/more")
        for headers in ({}, {"Accept": "text/html"}, {"Accept": "application/json"})
    ]
    wrong += [
        house.ask(method, path, None)
        for method in ("POST", "PUT", "DELETE")
        for path in ("/s/x", link, f"{link}/1", "/s/a/b/c")
    ]
    assert {one.status_code for one in wrong} == {404}
    assert len({one.text for one in wrong}) == 1
    assert "<title>Notes</title>" in wrong[0].text
    assert "Curriculum" not in wrong[0].text
    assert len({tuple(sorted(one.headers.items())) for one in wrong}) == 1


def share_own(house: House, changes: dict[str, Any]) -> str:
    """Return the address of a link to an own session with these changes to its sheets."""
    copied = house.ask("POST", "/api/v1/sessions/AL1/copy", json={"code": "AL1-OWN"})
    own = copied.json()
    own["handouts"][0] |= changes
    headers = {"If-Match": copied.headers["ETag"]}
    assert house.ask("PUT", "/api/v1/sessions/AL1-OWN", json=own, headers=headers).is_success
    assert house.ask("POST", "/api/v1/sessions/AL1-OWN/publish").is_success
    made = house.make_workshop(meetings=[{"minutes": 120, "items": [{"session": "AL1-OWN"}]}])
    url: str = house.ask("POST", f"{made.headers['Location']}/shares").json()["url"]
    return url


def test_sheets_that_stay_in_the_room_are_not_there(house: House):
    url = share_own(house, {"take_home": "keep"})
    assert re.findall(r"<a href=\"[^\"]+/(\d+)\">", house.get(url, None).text) == ["2"]
    assert [house.get(f"{url}/{one}", None).status_code for one in ("1", "1.pdf")] == [404, 404]


def test_what_cannot_be_printed_says_so_without_a_name(
    small_house: House, capfd: pytest.CaptureFixture[str]
):
    long = {"type": "table", "caption": "Days", "columns": ["Day", "Try"], "rows": [["", ""]] * 60}
    url = share_own(small_house, {"blocks": [long] * 40})
    page = small_house.get(f"{url}/1.pdf", None)
    assert (page.status_code, {name: page.headers[name] for name in UNSEEN}) == (503, UNSEEN)
    assert "<title>Notes</title>" in page.text
    logged = "".join(capfd.readouterr())
    assert ("table rows" in logged, url.rpartition("/")[2] in logged) == (True, False)


# --- the facilitator's page -----------------------------------------------------------------------


@pytest.fixture
def member(small_house: House) -> Member:
    return Member(small_house)


def address(page: str) -> str:
    return re.findall(r"<code class=\"secret\">([^<]+)</code>", page)[0]


def test_a_facilitator_makes_a_link_and_ends_it(member: Member):
    made = member.send("/share", days="30")
    assert (made.status_code, made.headers["Cache-Control"]) == (200, "no-store")
    url = address(made.text)
    assert member.house.get(url, None).status_code == 200
    panel = member.house.get(f"{member.path}/share", None, headers=member.headers).text
    assert url not in panel
    [end] = re.findall(r'action="[^"]+(/share/\d+/end)"', panel)
    assert member.send(end).status_code == 303
    assert member.house.get(url, None).status_code == 404


def test_the_page_tells_what_a_link_shows(member: Member):
    panel = member.house.get(f"{member.path}/share", None, headers=member.headers).text
    assert re.findall(r"<li>(\d\. [^<]+)</li>", panel) == ["1. Four moves", "2. Notes for the week"]


def test_a_form_without_the_pages_token_makes_no_link(member: Member):
    assert member.send("/share", csrf_token="no").status_code == 403
    assert member.house.get(f"/api/v1{member.path}/shares").json()["items"] == []


def test_too_many_links_are_refused_with_the_way_out(member: Member):
    for _ in range(20):
        member.send("/share")
    refused = member.send("/share")
    assert refused.status_code == 409
    assert "at most 20 links; end one first" in refused.text
