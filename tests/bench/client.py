"""A small HTTP client that keeps its connections and costs little beside the server."""

from __future__ import annotations

import socket
import time
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import BinaryIO

CONNECTIONS = 4


class Connection:
    """One connection to a server on this machine."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._answers: BinaryIO = self._socket.makefile("rb")
        self._host = f"127.0.0.1:{port}"

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, str, bytes]:
        """Return status, entity tag and body."""
        lines = [f"GET {path} HTTP/1.1", f"Host: {self._host}"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        self._socket.sendall("\r\n".join([*lines, "", ""]).encode())
        status = int(self._answers.readline().split()[1])
        told: dict[bytes, bytes] = {}
        while (line := self._answers.readline()) not in (b"\r\n", b""):
            name, _, value = line.partition(b":")
            told[name.lower()] = value.strip()
        size = 0 if status == 304 else int(told[b"content-length"])
        return status, told.get(b"etag", b"").decode(), self._answers.read(size)

    def close(self) -> None:
        """Hang up."""
        self._answers.close()
        self._socket.close()


def answers_a_second(
    port: int, path: str, status: int, headers: Mapping[str, str] | None = None, seconds: float = 2
) -> float:
    """Return how many answers of that status come over a few connections at once."""

    def ask(_: int) -> int:
        connection, count = Connection(port), 0
        while time.perf_counter() < end:
            found, _, _ = connection.get(path, headers)
            assert found == status
            count += 1
        connection.close()
        return count

    end = time.perf_counter() + seconds
    with ThreadPoolExecutor(CONNECTIONS) as threads:
        return sum(threads.map(ask, range(CONNECTIONS))) / seconds
