"""What strangers may send; each of these has brought a server down somewhere (SAFETY.md)."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from api.auth import COOKIE, csrf_token
from tests.api.house import LISTENING, WORKSHOP, House, fault
from tests.pdf_templates.reading import pages

WORKSHOPS = "/api/v1/workshops"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}


def body_with(value: str) -> bytes:
    """Return a workshop's JSON with a raw value for its title."""
    return json.dumps(WORKSHOP).replace('"Tuesdays"', value).encode("utf-8", "surrogatepass")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "empty-body"),
        (b"{", "bad-json"),
        (b"[" * 1_000, "bad-json"),
        (b"[" * 100_000, "bad-json"),
        (b'{"a":' * 5_000 + b"1" + b"}" * 5_000, "bad-json"),
        (b"\xff\xfe", "not-utf-8"),
        (body_with('"\\ud800"'), "bad-json"),
        (body_with('"\ud800"'), "not-utf-8"),
        (body_with('"\\u0000"'), "nul"),
        (body_with('"\x00"'), "bad-json"),
        (body_with("9" * 5_000), "bad-json"),
        (b"null", "invalid"),
        (b"[]", "invalid"),
        (b'"text"', "invalid"),
        (b"NaN", "invalid"),
        (body_with('"One", "title": "Two"'), "duplicate-key"),
        (body_with('"One", "titl\\u0065": "Two"'), "duplicate-key"),
        (b"\xef\xbb\xbf{}", "bad-json"),
    ],
)
def test_a_body_that_cannot_be_read_is_refused(still_house: House, content: bytes, code: str):
    refused = still_house.ask("POST", WORKSHOPS, content=content, headers=JSON)
    assert refused.status_code == (422 if code in ("invalid", "nul", "duplicate-key") else 400)
    fault(code, refused)


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"people": "8"}, "/people"),
        ({"people": 8.5}, "/people"),
        ({"people": True}, "/people"),
        ({"people": 1}, "/people"),
        ({"people": 2**63}, "/people"),
        ({"people": float("inf")}, "/people"),
        ({"title": "a\nb"}, "/title"),
        ({"title": ""}, "/title"),
        ({"title": "x" * 301}, "/title"),
        ({"pepole": 8}, "/pepole"),
        ({"a/b~c": 8}, "/a~1b~0c"),
        ({"mode": "alone"}, "/mode"),
        ({"meetings": []}, "/meetings"),
        ({"meetings": [{"minutes": 5}]}, "/meetings/0/minutes"),
        ({"meetings": [{"minutes": 90, "start": "25:00"}]}, "/meetings/0/start"),
        ({"meetings": [{"minutes": 90, "items": [{}]}]}, "/meetings/0/items/0/title"),
        (
            {"meetings": [{"minutes": 90, "items": [{"session": "AL1", "revision": 0}]}]},
            "/meetings/0/items/0/revision",
        ),
        (
            {"meetings": [{"minutes": 90, "items": [{"session": "AL1", "break": 5}]}]},
            "/meetings/0/items/0/break",
        ),
    ],
)
def test_a_body_that_is_wrong_is_refused_where_it_is_wrong(
    still_house: House, change: dict[str, Any], where: str
):
    content = json.dumps({**WORKSHOP, **change})
    refused = still_house.ask("POST", WORKSHOPS, content=content, headers=JSON)
    assert refused.status_code == 422
    errors = fault("invalid", refused)["errors"]
    assert where in [one["where"] for one in errors]
    assert all(one["message"] and one["action"] for one in errors)
    assert "pydantic" not in refused.text


def test_a_list_is_not_called_too_short_for_the_mistake_in_it(still_house: House):
    body = {**WORKSHOP, "meetings": [{"minutes": "90"}]}
    refused = still_house.ask("POST", WORKSHOPS, json=body)
    assert [one["where"] for one in fault("invalid", refused)["errors"]] == ["/meetings/0/minutes"]


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "", "é/é"])
def test_what_is_not_called_json_is_not_read(still_house: House, kind: str):
    headers = {"Content-Type": kind.encode("latin-1")}
    refused = still_house.ask("POST", WORKSHOPS, content=b"{}", headers=headers)
    assert refused.status_code == 415
    fault("not-json", refused)


@pytest.mark.parametrize(
    "content",
    [
        b"{" + b",".join(b'"k%d":1' % one for one in range(200_000)) + b"}",
        b'{"meetings":[' + b"{}," * 200_000 + b"{}]}",
        b'{"meetings":[' + b"1," * 300_000 + b"1]}",
    ],
)
def test_a_body_of_very_many_parts_is_refused_before_it_is_read(still_house: House, content: bytes):
    refused = still_house.ask("POST", WORKSHOPS, content=content, headers=JSON)
    assert refused.status_code == 413
    fault("too-large", refused)


@pytest.mark.parametrize("path", ["/lti/launch", "/sign-in"])
def test_a_form_of_very_many_fields_is_refused_before_it_is_read(still_house: House, path: str):
    content = "&".join(f"k{one}=" for one in range(30_000))
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    refused = still_house.ask("POST", path, content=content.encode(), headers=headers)
    assert refused.status_code == 413
    assert "more fields than this server takes" in refused.text


def test_thousands_of_mistakes_are_counted_and_not_told(still_house: House):
    content = b"{" + b",".join(b'"k%d":1' % one for one in range(5_000)) + b"}"
    refused = still_house.ask("POST", WORKSHOPS, content=content, headers=JSON)
    assert (refused.status_code, refused.json()["errors"]) == (422, [])
    fault("invalid", refused)


def test_a_body_past_the_limit_is_refused(still_house: House):
    refused = still_house.ask("POST", WORKSHOPS, content=b" " * 8_000_001, headers=JSON)
    assert refused.status_code == 413
    fault("too-large", refused)


@pytest.mark.parametrize(
    "query",
    [
        "limit=-1",
        "limit=0",
        "limit=101",
        "limit=1e3",
        "limit=" + "9" * 5_000,
        "limit=",
        "limit=1&limit=2",
        "q=%00",
        "q=%ff",
        "q=%ed%a0%80",
        "q=" + "x" * 201,
        "max_minutes=99999999999999999999",
        "mode=alone",
        "language=%22",
        "unknown=1",
        "cursor=" + "x" * 501,
        "&".join(f"x{number}=1" for number in range(1_000)),
    ],
)
def test_a_query_that_is_wrong_is_refused(still_house: House, query: str):
    refused = still_house.get(f"/api/v1/sessions?{query}", None)
    assert refused.status_code == 400
    fault("bad-parameter", refused)


@pytest.mark.parametrize("cursor", ["x", "W10", "bnVsbA", "W3t9XQ", "%C3%A9", "=" * 50])
def test_a_cursor_that_is_wrong_is_refused(still_house: House, cursor: str):
    for path in ("/api/v1/sessions", WORKSHOPS):
        refused = still_house.get(f"{path}?cursor={cursor}")
        assert refused.status_code == 400
        fault("bad-cursor", refused)


@pytest.mark.parametrize("path", ["/api/v1/sessions?limit=1", f"{WORKSHOPS}?limit=1"])
@pytest.mark.parametrize("part", [2**70, -(2**70), "\x00", "\ud800", 1.5, None, [], "x" * 300])
def test_a_cursor_that_was_tampered_with_is_survived(still_house: House, path: str, part: object):
    still_house.make_workshop()
    still_house.make_workshop()
    cursor = still_house.get(path).json()["next"]
    key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    for place in range(len(key)):
        changed = json.dumps([*key[:place], part, *key[place + 1 :]]).encode()
        written = base64.urlsafe_b64encode(changed).decode().rstrip("=")
        assert still_house.get(f"{path}&cursor={written}").status_code in (200, 400)


@pytest.mark.parametrize("text", ["'", '"', "*", "a AND", "(", "%", "_", "NEAR(", "é" * 150, "\t"])
def test_any_words_can_be_looked_for(still_house: House, text: str):
    answer = still_house.client.get("/api/v1/sessions", params={"q": text})
    assert answer.status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/sessions/%2e%2e%2f%2e%2e%2fetc%2fpasswd",
        "/api/v1/sessions/AL1%00",
        "/api/v1/sessions/AL1/revisions/0",
        "/api/v1/sessions/AL1/revisions/1...",
        "/api/v1/sessions/AL1/revisions/" + "9" * 5_000,
        "/api/v1/sessions/AL1/handouts/..%2fcard.pdf",
        "/api/v1/workshops/%ff",
        "/api/v1/workshops/" + "a" * 10_000,
        "/api/v1/users/99999999999999999999",
        "/api/v1/users/0",
        "/api/v1/users/x",
        "/api/v1/programmes/'--",
        "/static/%2e%2e/app.py",
        "/static/..%2f..%2fapp.py",
        "/sign-in/x",
    ],
)
def test_an_address_that_is_wrong_is_not_found(still_house: House, path: str):
    answer = still_house.get(path)
    assert answer.status_code == 404
    fault("not-found", answer)


def test_a_form_token_of_any_kind_is_refused(small_house: House):
    secret = small_house.get(f"/sign-in/{small_house.link}", None).cookies[COOKIE]
    small_house.client.cookies.clear()
    cookie = {"Cookie": f"{COOKIE}={secret}"}
    right = csrf_token(secret)
    for parts in (
        {"data": {"csrf_token": "é"}},
        {"data": {"csrf_token": ["a", "b"]}},
        {"data": {"other": right}},
        {"content": b"csrf_token=%ff", "headers": FORM},
        {"files": {"csrf_token": ("f.txt", b"x")}},
        {"content": b""},
    ):
        headers = {**cookie, **parts.pop("headers", {})}
        refused = small_house.ask("POST", "/sign-out", None, headers=headers, **parts)
        assert 400 <= refused.status_code < 500
        assert refused.headers["Content-Type"] == "application/problem+json"
    assert small_house.get(WORKSHOPS, None, headers=cookie).status_code == 200


def test_no_cookie_makes_a_session(still_house: House):
    for cookie in ("chosen", "é", "a" * 10_000, "%00"):
        headers = {"Cookie": f"{COOKIE}={cookie}".encode()}
        assert still_house.get("/", None, headers=headers).status_code == 200
        assert still_house.get(WORKSHOPS, None, headers=headers).status_code == 401


def test_headers_of_any_kind_are_survived(small_house: House):
    made = small_house.make_workshop()
    path = made.headers["Location"]
    for name in ("If-Match", "If-None-Match", "If-Range", "Range", "Accept", "Accept-Language"):
        for value in ("", '"', "é", '"' * 5_000, "*, *", "bytes=" + "9" * 5_000 + "-", "\t"):
            headers = {name: value.encode("latin-1")}
            answer = small_house.get(path, headers=headers)
            assert answer.status_code in (200, 304)
            saved = small_house.ask("PUT", path, json=WORKSHOP, headers=headers)
            assert saved.status_code in (412, 428)


def test_words_are_printed_as_they_stand(small_house: House):
    title = "{{7*7}} <b>bold</b> ${7*7} <script>alert(1)</script>"
    path = small_house.make_workshop(title=title).headers["Location"]
    guide = small_house.get(f"{path}/guide.pdf")
    assert guide.status_code == 200
    printed = " ".join(" ".join(pages(guide.content)).split())
    assert "{{7*7}}" in printed
    assert "49" not in guide.headers["Content-Disposition"]


def test_pages_show_words_as_they_stand(small_house: House):
    body = {
        **LISTENING.model_dump(mode="json"),
        "code": "XX1",
        "title": "<script>alert(1)</script>",
    }
    assert small_house.ask("POST", "/api/v1/sessions", json=body).status_code == 201
    published = small_house.ask("POST", "/api/v1/sessions/XX1/publish")
    assert published.status_code in (201, 422)
    page = small_house.get("/")
    assert "<script>alert" not in page.text


def test_a_title_cannot_write_headers(small_house: House):
    title = 'x"; filename="evil.exe'
    path = small_house.make_workshop(title=title).headers["Location"]
    file = small_house.get(f"{path}/materials.csv")
    assert file.headers["Content-Disposition"] == (
        'inline; filename="x-filename-evil-exe-materials.csv"'
    )


def test_a_formula_is_a_word_in_a_table(small_house: House):
    body = LISTENING.model_dump(mode="json") | {"code": "XX1"}
    quantity = {"count": 1, "per": "meeting", "spare": 0}
    names = ["=cmd()", "+1", "-1", "@x"]
    body["materials"] = [{"name": name, "quantity": quantity} for name in names]
    assert small_house.ask("POST", "/api/v1/sessions", json=body).status_code == 201
    assert small_house.ask("POST", "/api/v1/sessions/XX1/publish").status_code == 201
    meeting = {"minutes": 120, "items": [{"session": "XX1"}]}
    path = small_house.make_workshop(meetings=[meeting]).headers["Location"]
    rows = small_house.get(f"{path}/materials.csv").content.decode("utf-8-sig").splitlines()
    assert [row.split(",")[2] for row in rows if row.startswith("material")] == [
        f"'{name}" for name in names
    ]


@pytest.mark.parametrize(
    "part", ["\r\n\r\n\xff\xfe", "\r\nContent-Type: text/plain; charset=x\r\n\r\na"]
)
def test_a_form_of_several_parts_that_cannot_be_read_is_refused(still_house: House, part: str):
    head = '--x\r\nContent-Disposition: form-data; name="csrf_token"'
    content = f"{head}{part}\r\n--x--\r\n".encode("latin-1")
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    refused = still_house.ask("POST", "/organisation/logo", None, content=content, headers=headers)
    assert (refused.status_code, refused.json()["code"]) == (400, "bad-form")


@pytest.mark.parametrize("name", ["iss", "login_hint", "client_id", "lti_message_hint"])
def test_a_way_in_with_a_nul_is_refused(still_house: House, name: str):
    given = {"iss": "https://lms.example", "login_hint": "1", name: "a\0"}
    assert still_house.ask("POST", "/lti/login", None, data=given).status_code == 400
