from __future__ import annotations

import asyncio
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, text
from structlog.testing import capture_logs

from curriculum.storage.people import Role
from tests.api.house import HOST, House, fault, open_house


@pytest.mark.parametrize("host", [HOST, f"{HOST}:8000", HOST.upper(), f"{HOST.upper()}:80"])
def test_a_server_answers_to_its_names_with_any_port_and_in_capitals(small_house: House, host: str):
    assert small_house.get("/health", None, headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["evil.example", f"evil.{HOST}", f"{HOST}.evil", "", "é"])
def test_a_server_answers_to_no_other_name(small_house: House, host: str):
    refused = small_house.get("/health", None, headers={"Host": host.encode("latin-1")})
    assert refused.status_code == 400
    fault("unknown-host", refused)


def test_a_name_with_a_port_is_that_port_alone(sqlite_engine: Engine, tmp_path: Path):
    with open_house(sqlite_engine, tmp_path, allowed_hosts=("a.example:8443",)) as house:
        assert house.get("/health", None, headers={"Host": "A.example:8443"}).status_code == 200
        assert house.get("/health", None, headers={"Host": "a.example:80"}).status_code == 400


@pytest.mark.parametrize("port", ["x", "99999", "-1", "80/", "80?", "8 0", "80@", "²", ":"])
@pytest.mark.parametrize("names", [(), ("*",)])
def test_a_port_that_is_none_is_refused(
    sqlite_engine: Engine, tmp_path: Path, names: tuple[str, ...], port: str
):
    with open_house(sqlite_engine, tmp_path, allowed_hosts=names) as house:
        host = f"{HOST}:{port}".encode("latin-1")
        refused = house.get("/", None, headers={"Host": host})
        assert refused.status_code == 400
        fault("unknown-host", refused)


@pytest.mark.parametrize("host", ["[::1]", "[::1]:8000", "any.example:65535", "any.example:"])
def test_a_server_without_names_answers_to_any(sqlite_engine: Engine, tmp_path: Path, host: str):
    with open_house(sqlite_engine, tmp_path, allowed_hosts=("*",)) as house:
        assert house.get("/", None, headers={"Host": host}).status_code == 200


def test_every_answer_says_what_a_browser_may_do_with_it(small_house: House):
    for path in ("/health", "/", "/nothing", "/schema", "/api/v1/sessions/AL1", "/static/site.css"):
        headers = small_house.get(path, None).headers
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/api/v1/workshops", "application/json"),
        ("/oauth/token", "application/x-www-form-urlencoded"),
        ("/lti/launch", "application/x-www-form-urlencoded"),
    ],
)
def test_who_hangs_up_while_sending_is_no_failure_of_ours(small_house: House, path: str, kind: str):
    token = small_house.tokens[Role.OWNER]
    told = {"host": HOST, "content-type": kind, "content-length": "99", "idempotency-key": "one"}
    headers = {**told, "authorization": f"Bearer {token}"}
    coming: list[Any] = [
        {"type": "http.request", "body": b"{", "more_body": True},
        {"type": "http.disconnect"},
    ]
    answers: list[Any] = []

    async def receive() -> Any:
        return coming.pop(0)

    async def send(message: Any) -> None:
        answers.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "scheme": "http",
        "http_version": "1.1",
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        "client": ("127.0.0.1", 4711),
        "server": (HOST, 80),
    }
    # In a thread of its own: where a browser's tests went before, this one has a loop already.
    with capture_logs() as logged, ThreadPoolExecutor() as threads:
        threads.submit(lambda: asyncio.run(small_house.app(scope, receive, send))).result()
    assert "error" not in {one["log_level"] for one in logged}
    gone, request = logged[0], logged[-1]
    assert (gone["event"], gone["route"]) == ("client gone", path)
    assert (request["event"], request["status"], answers[0]["status"]) == ("request", 400, 400)


def test_what_a_method_cannot_do_is_told_with_what_can(small_house: House):
    refused = small_house.ask("DELETE", "/api/v1/topics")
    assert (refused.status_code, refused.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")
    fault("method-not-allowed", refused)
    headed = small_house.ask("HEAD", "/api/v1/workshops/some/fit")
    assert (headed.status_code, headed.headers["Allow"]) == (405, "OPTIONS, POST")


def test_an_address_says_what_it_can_do(small_house: House):
    for path, methods in (
        ("/health", "GET, HEAD, OPTIONS"),
        ("/api/v1/sessions/AL1", "DELETE, GET, HEAD, OPTIONS, PUT"),
    ):
        asked = small_house.ask("OPTIONS", path, None)
        assert (asked.status_code, asked.headers["Allow"]) == (204, methods)
        assert small_house.ask("PATCH", path, None).headers["Allow"] == methods


def test_an_address_that_is_none_is_a_problem_too(small_house: House):
    for path in (
        "/nothing",
        "/api/v1",
        "/api/v1/sessions/AL1/x/y",
        "/schema/nothing",
        "/static/no",
    ):
        answer = small_house.get(path, None)
        assert answer.status_code == 404
        fault("not-found", answer)


def test_a_failure_is_told_without_its_inside(small_house: House):
    with small_house.engine.begin() as connection:
        connection.execute(text("DROP TABLE catalogue"))
    failed = small_house.get("/api/v1/topics", None)
    assert failed.status_code == 500
    assert fault("failure", failed)["errors"] == []
    assert "catalogue" not in failed.text


def test_health_tells_a_database_that_is_gone(small_house: House):
    assert small_house.get("/health", None).json() == {
        "status": "ok",
        "version": "0.1.0",
        "database": "ok",
        "press": "ok",
    }
    with small_house.engine.begin() as connection:
        connection.execute(text("ALTER TABLE organisation RENAME TO lost"))
    failing = small_house.get("/health", None)
    assert failing.status_code == 503
    assert {name: failing.json()[name] for name in ("status", "database", "press")} == {
        "status": "failing",
        "database": "failing",
        "press": "ok",
    }


def test_requests_are_counted_by_route_not_by_address(small_house: House):
    small_house.get("/api/v1/sessions/AL1", None)
    small_house.get("/api/v1/sessions/ZZ9", None)
    small_house.get("/secret-address", None)
    counted = small_house.get("/metrics", None).text
    route = 'route="/api/v1/sessions/{code}"'
    assert f'requests_total{{method="GET",{route},status="200"}} 1.0' in counted
    assert f'requests_total{{method="GET",{route},status="404"}} 1.0' in counted
    assert "secret-address" not in counted


def test_the_log_tells_requests_without_addresses_and_secrets(
    small_house: House, capsys: pytest.CaptureFixture[str]
):
    small_house.get(f"/sign-in/{small_house.link}", None)
    small_house.get("/api/v1/sessions?q=private", None)
    written = capsys.readouterr()
    events = [json.loads(line) for line in written.err.splitlines()]
    assert [(one["event"], one["route"], one["status"]) for one in events] == [
        ("request", "/sign-in/{secret}", 303),
        ("request", "/api/v1/sessions", 200),
    ]
    assert written.out == ""
    for secret in (small_house.link, "private", "testclient", "127.0.0.1"):
        assert secret not in written.err


def test_a_failure_is_logged_with_its_place_but_without_what_was_sent(
    small_house: House, capsys: pytest.CaptureFixture[str]
):
    with small_house.engine.begin() as connection:
        connection.execute(text("DROP TABLE catalogue"))
    small_house.get("/api/v1/sessions?q=private", Role.READER)
    failure = json.loads(capsys.readouterr().err.splitlines()[0])
    assert (failure["event"], failure["path"]) == ("failure", "/api/v1/sessions")
    assert failure["exception"][0]["frames"]
    for secret in (small_house.tokens[Role.READER], "testclient"):
        assert secret not in json.dumps(failure)
