"""The one way out: hostile addresses and hostile servers, over real connections."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ipaddress import ip_address, ip_network
from pathlib import Path
from threading import Thread

import pytest

from api.network import ForbiddenAddressError, allowed_addresses, is_public
from api.outgoing import Outgoing, UnreachableError
from tests.certificates import make_certificate

LOOPBACK = (ip_network("127.0.0.0/8"), ip_network("::1/128"))
STRICT = Outgoing()
TRYING = Outgoing(LOOPBACK, seconds=1, most_bytes=10_000)

Talk = Callable[[socket.socket], None]


@contextmanager
def answering(
    talk: Talk, tls: ssl.SSLContext | None = None, heard: list[bytes] | None = None
) -> Iterator[int]:
    """Serve one connection on a free port of this machine; yield the port."""
    heard = [] if heard is None else heard
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            try:
                connection = listener.accept()[0]
                with tls.wrap_socket(connection, server_side=True) if tls else connection as one:
                    heard.append(_request(one))
                    talk(one)
            except OSError:
                pass  # the other side hung up, as it should

        thread = Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1]
        socket.create_connection(listener.getsockname(), 1).close()
    thread.join(30)


def _request(connection: socket.socket) -> bytes:
    """Return the body of a request, once it is all there."""
    head, _, body = connection.recv(65536).partition(b"\r\n\r\n")
    _, _, length = head.lower().partition(b"content-length: ")
    while len(body) < int(length.split(b"\r\n")[0] or 0):
        body += connection.recv(65536)
    return body


def says(text: str) -> Talk:
    return lambda connection: connection.sendall(text.encode())


OK = says("HTTP/1.1 200 OK\r\nX-Word: Yes\r\nContent-Length: 2\r\n\r\nhi")


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.9.9.9", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254"),
        *("0.0.0.0", "100.64.0.1", "224.0.1.1", "255.255.255.255", "192.0.2.1", "240.0.0.1"),  # noqa: S104
        *("::", "::1", "fe80::1", "fd00::1", "ff02::1", "2001:db8::1"),
        *("::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::", "64:ff9b::a9fe:a9fe"),
        *("64:ff9b:1::a00:1", "fec0::1", "::7f00:1", "::ffff:0:a00:1", "5f00::1"),
    ],
)
def test_inner_addresses_are_not_public_however_they_are_written(address: str):
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["9.9.9.9", "2620:fe::fe", "64:ff9b::909:909"])
def test_addresses_on_the_internet_are_public(address: str):
    assert is_public(ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/keys",
        "https://10.0.0.1/keys",
        "https://[::1]/keys",
        "https://[::ffff:127.0.0.1]/keys",
        "https://169.254.169.254/latest/meta-data",
        "https://2130706433/",
        "https://0x7f.1/",
        "https://localhost/keys",
        "http://9.9.9.9/keys",
        "http://localhost/keys",
        "ftp://9.9.9.9/keys",
        "file:///etc/passwd",
        "https:///keys",
        "https://someone@9.9.9.9/",
        "https://9.9.9.9:port/",
        "https://9.9.9.9/a\r\nb",
        "https://9.9.9.9/\u00e9",
        "keys",
        "",
    ],
)
def test_addresses_of_no_public_https_host_are_forbidden(url: str):
    for ask in (STRICT.get, lambda one: STRICT.send(one, b"{}")):
        with pytest.raises(ForbiddenAddressError):
            ask(url)


def test_names_are_judged_by_what_they_lead_to():
    with pytest.raises(ForbiddenAddressError, match="CURRICULUM_TRUSTED_NETWORKS"):
        allowed_addresses("localhost", 443, ())
    found = allowed_addresses("localhost", 443, LOOPBACK)
    assert set(found) <= {ip_address("127.0.0.1"), ip_address("::1")}


def test_http_is_for_trusted_networks_alone():
    with pytest.raises(ForbiddenAddressError):
        allowed_addresses("9.9.9.9", 80, LOOPBACK, public=False)


def test_a_trusted_network_may_be_asked():
    with answering(OK) as port:
        answer = TRYING.get(f"http://127.0.0.1:{port}/keys")
    assert (answer.status, answer.body, answer.headers["x-word"]) == (200, b"hi", "Yes")
    assert answer.is_ok


def test_a_body_and_headers_are_sent():
    heard: list[bytes] = []
    with answering(OK, heard=heard) as port:
        TRYING.send(f"http://localhost:{port}/hook", b'{"a": 1}', {"X-Event": "e1"})
    assert heard == [b'{"a": 1}']


def test_redirects_are_not_followed():
    moved = says("HTTP/1.1 302 Found\r\nLocation: http://10.0.0.1/\r\nContent-Length: 0\r\n\r\n")
    with answering(moved) as port:
        answer = TRYING.get(f"http://127.0.0.1:{port}/")
    assert (answer.status, answer.is_ok) == (302, False)


def test_large_answers_are_not_read_to_the_end():
    def flood(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 4096)

    with answering(flood) as port, pytest.raises(UnreachableError, match="more than 10000 bytes"):
        TRYING.get(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize("first", ["HTTP/1.1 200 OK\r\nX-", "HTTP/1.1 200 OK\r\n\r\n", ""])
def test_servers_that_trickle_are_left(first: str):
    """Each byte comes soon after the last, so only a limit on the whole ends it."""

    def trickle(connection: socket.socket) -> None:
        connection.sendall(first.encode())
        connection.settimeout(0.05)
        while True:
            if first:
                connection.sendall(b"x")
            try:
                if not connection.recv(1):
                    return
            except TimeoutError:
                continue

    with answering(trickle) as port, pytest.raises(UnreachableError, match="took too long"):
        TRYING.get(f"http://127.0.0.1:{port}/")


def test_what_is_no_http_is_unreachable():
    with answering(says("220 mail.example ESMTP\r\n")) as port, pytest.raises(UnreachableError):
        TRYING.get(f"http://127.0.0.1:{port}/")
    with pytest.raises(UnreachableError):
        TRYING.get(f"http://127.0.0.1:{port}/")


def test_a_name_that_is_not_there_is_unreachable():
    with pytest.raises(UnreachableError):
        STRICT.get("https://nothing.invalid/keys")


@pytest.mark.parametrize("host", ["a..b", f"{'a' * 70}.example.org"])
def test_a_host_that_no_name_can_be_is_refused(host: str):
    with pytest.raises(ForbiddenAddressError, match="is no address of a server"):
        STRICT.get(f"https://{host}/keys")


def test_certificates_are_checked_against_the_name(tmp_path: Path):
    certificate, key = make_certificate(tmp_path, "localhost")
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate, key)

    def known() -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(certificate))

    with answering(OK, server) as port:
        answer = Outgoing(LOOPBACK, tls=known).get(f"https://localhost:{port}/")
    assert answer.body == b"hi"
    with (
        answering(OK, server) as port,
        pytest.raises(UnreachableError, match="IP address mismatch"),
    ):
        Outgoing(LOOPBACK, tls=known).get(f"https://127.0.0.1:{port}/")
    with answering(OK, server) as port, pytest.raises(UnreachableError, match="self-signed"):
        Outgoing(LOOPBACK).get(f"https://localhost:{port}/")
