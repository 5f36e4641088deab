"""How the server delivers: the first PDF after its start, downloads, and answers of 304."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from curriculum.library import shipped_library
from tests.bench.client import Connection, answers_a_second
from tests.bench.table import Row, at_most, seconds, speed

ROUNDS = 3


def rows() -> Iterator[Row]:
    """Measure a server; takes about half a minute."""
    code = shipped_library().sessions[0].code
    sheets = f"/api/v1/sessions/{code}/handouts.pdf"
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        with _serving(["api.cli", "serve", "--port", "{port}"], data) as port:
            taken = seconds(lambda: Connection(port).get(sheets))
            yield at_most(
                "the first PDF after the server is started, new data folder", taken, 3, "s"
            )
        (data / "still").mkdir()
        with _serving(["tests.bench.server", "{port}", folder], data) as port:
            yield from _downloads(port, sheets, data / "still" / "same.pdf")


def _downloads(port: int, path: str, still: Path) -> Iterator[Row]:
    _, tag, content = Connection(port).get(path)
    still.write_bytes(content)
    known = {"If-None-Match": tag}
    found: dict[str, list[float]] = {"pdf": [], "file": [], "304": [], "health": []}
    for _ in range(ROUNDS):
        found["pdf"].append(answers_a_second(port, path, 200))
        found["file"].append(answers_a_second(port, f"/still/{still.name}", 200))
        found["304"].append(answers_a_second(port, path, 304, known))
        found["health"].append(answers_a_second(port, "/health", 200))
    typical = {name: median(rates) for name, rates in found.items()}
    size = len(content) // 1000
    yield speed(
        f"a download from the cache ({size} kB) / a static file",
        typical["pdf"],
        typical["file"],
        0.8,
    )
    yield speed("304 answers / health answers", typical["304"], typical["health"], 0.8)


@contextmanager
def _serving(module: list[str], data: Path) -> Iterator[int]:
    """Start a server on a free port and wait until it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    call = [sys.executable, "-m", *(word.format(port=port) for word in module)]
    server = subprocess.Popen(
        call,
        env={**os.environ, "CURRICULUM_DATA": str(data)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=60)


def _wait(port: int) -> None:
    for _ in range(1200):
        try:
            Connection(port).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("the server does not answer")
