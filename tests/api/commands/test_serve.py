from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from api.auth import COOKIE
from tests.api.terminal import Terminal, lines

LINK = "Sign in with this link, once, within 15 minutes: "


@contextmanager
def server(terminal: Terminal) -> Iterator[tuple[httpx.Client, list[str]]]:
    """Start a server; yield a client of it; stop it; then what it printed is in the list."""
    process = terminal.start("serve", "--port", "0")
    assert process.stdout
    printed = [process.stdout.readline().decode().strip()]
    try:
        with httpx.Client(base_url=printed[0].split()[-1], timeout=60) as client:
            yield client, printed
    finally:
        process.terminate()
        printed += lines(process.stdout.read())
        process.stdout.close()
        ended = process.wait(60)
    assert ended == 0


def test_a_server_says_where_it_is_and_lets_the_first_person_in_once(terminal: Terminal):
    with server(terminal) as (client, printed):
        health = client.get("/health").json()
        assert (health["status"], health["press"]) == ("ok", "ok")
        listed = client.get("/api/v1/sessions?limit=100").json()["items"]
        assert "AL1" in [one["code"] for one in listed]
    address, link = printed
    assert address == f"Curriculum is at {client.base_url!s}".rstrip("/")
    assert link.startswith(f"{LINK}{client.base_url!s}".rstrip("/"))
    with server(terminal) as (client, printed):
        path = httpx.URL(link.removeprefix(LINK)).path
        signed_in = client.get(path)
        assert (signed_in.status_code, COOKIE in client.cookies) == (303, True)
        assert client.get("/api/v1/workshops").status_code == 200
        assert client.get(path).status_code == 410
    assert len(printed) == 1


def test_a_server_prints_over_the_network_and_keeps_what_it_printed(terminal: Terminal):
    path = "/api/v1/sessions/AL1/handouts/moves-card.pdf"
    with server(terminal) as (client, _):
        whole = client.get(path)
        assert (whole.status_code, whole.content[:5]) == (200, b"%PDF-")
        headed = client.head(path)
        assert headed.content == b""
        assert headed.headers["Content-Length"] == str(len(whole.content))
        known = client.get(path, headers={"If-None-Match": whole.headers["ETag"]})
        assert (known.status_code, known.content) == (304, b"")
        part = client.get(path, headers={"Range": "bytes=0-4"})
        assert (part.status_code, part.content) == (206, b"%PDF-")
    with server(terminal) as (client, _):
        assert client.get(path).headers["ETag"] == whole.headers["ETag"]
    log = (terminal.folder / "log").read_text()
    assert "127.0.0.1" not in log
    assert '"route": "/api/v1/sessions/{code}/handouts/{handout}"' in log


NO_REQUESTS = {
    b"GET / HTTP/1.1\r\n\r\n": b"400",
    b"GET /%00 HTTP/1.1\r\nHost: localhost\r\n\r\n": b"404",
    b"GET /\xff HTTP/1.1\r\nHost: localhost\r\n\r\n": b"400",
    b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: other\r\n\r\n": b"400",
    b"POST /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: x\r\n\r\n": b"400",
    b"nonsense\r\n\r\n": b"400",
}


def test_a_request_that_is_none_is_survived(terminal: Terminal):
    answered: dict[bytes, bytes] = {}
    with server(terminal) as (client, _):
        for request in NO_REQUESTS:
            here = (client.base_url.host, client.base_url.port or 0)
            with socket.create_connection(here, timeout=30) as line:
                line.sendall(request)
                answered[request] = line.recv(100).split(b" ")[1]
        assert client.get("/health").status_code == 200
    assert answered == NO_REQUESTS


def test_a_port_in_use_is_told_in_a_sentence(terminal: Terminal):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        told = terminal.run("serve", "--port", str(port))
    assert (told.returncode, told.stdout) == (1, b"")
    assert lines(told.stderr) == [f"127.0.0.1:{port}: Address already in use."]
