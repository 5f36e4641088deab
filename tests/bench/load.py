"""Many of our own clients at once against `/api/v1`: what is answered, how soon, and what is lost.

    python -m tests.bench.load URL TOKEN [CLIENTS] [ROUNDS]

asks a server on this machine; the token is an owner's.
"""

from __future__ import annotations

import ipaddress
import sys
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from api.client import Answer, CallError, Client

MOST_CLIENTS, MOST_ROUNDS = 32, 200
WORKSHOP: dict[str, Any] = {
    "title": "Load",
    "people": 8,
    "meetings": [{"start": "19:00", "minutes": 120, "items": [{"session": "AL1"}]}],
}
BEGINNING = "1970-01-01T00:00:00Z"


@dataclass
class Storm:
    """What came of it."""

    took: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    """Seconds of each call, by what was asked."""
    refused: Counter[str] = field(default_factory=Counter)
    """What was asked, and how it was refused."""
    made: list[str] = field(default_factory=list)
    shared_saves: list[str] = field(default_factory=list)
    """The tags of the saves of the one workshop that all change; no tag comes twice."""
    lock: threading.Lock = field(default_factory=threading.Lock)

    def ask(self, name: str, call: Callable[[], Answer[Any]]) -> Answer[Any] | None:
        """Time a call; None where it was refused."""
        began = time.perf_counter()
        try:
            answer = call()
        except CallError as error:
            with self.lock:
                self.refused[f"{name} {error.status} {error.code}"] += 1
            return None
        with self.lock:
            self.took[name].append(time.perf_counter() - began)
        return answer


def storm(url: str, token: str, *, clients: int = 8, rounds: int = 10) -> Storm:
    """Let so many clients do so many rounds of what an integrator does; only on this machine."""
    if not ipaddress.ip_address(urlsplit(url).hostname or "").is_loopback:
        raise ValueError("load is for a server on this machine; write http://127.0.0.1:PORT")
    found = Storm()
    with Client(url, token=token) as first:
        shared = first.create_a_workshop(WORKSHOP).value["id"]  # type: ignore[arg-type]

    def work(number: int) -> None:
        with Client(url, token=token) as client:
            for turn in range(min(rounds, MOST_ROUNDS)):
                _round(found, client, shared, f"load-{number}-{turn}-{shared}")

    with ThreadPoolExecutor(min(clients, MOST_CLIENTS)) as threads:
        list(threads.map(work, range(min(clients, MOST_CLIENTS))))
    return found


def _round(found: Storm, client: Client, shared: str, key: str) -> None:
    found.ask("list sessions", lambda: client.list_sessions(limit=100))
    found.ask("search sessions", lambda: client.list_sessions(q="listen", max_intensity=2))
    found.ask("read a session", lambda: client.get_session("AL1"))
    made = found.ask(
        "make a workshop",
        lambda: client.create_a_workshop(WORKSHOP, idempotency_key=key),  # type: ignore[arg-type]
    )
    if made is not None:
        _own(found, client, made)
        again = found.ask(
            "make it again",
            lambda: client.create_a_workshop(WORKSHOP, idempotency_key=key),  # type: ignore[arg-type]
        )
        if again is not None and again.value["id"] != made.value["id"]:
            found.refused["made twice"] += 1
    _shared(found, client, shared)
    found.ask("list workshops", lambda: client.list_the_workshops(limit=100))
    found.ask("what changed", lambda: client.list_the_workshops(updated_since=BEGINNING, limit=100))


def _own(found: Storm, client: Client, made: Answer[Any]) -> None:
    """Read the plan of a workshop that was just made, and change it."""
    place = made.value["id"]
    with found.lock:
        found.made.append(place)
    found.ask("read a plan", lambda: client.get_plan(place))
    body = {**made.value, "title": "Changed"}
    found.ask("save it", lambda: client.save_a_workshop(place, body, if_match=made.etag))  # type: ignore[arg-type]


def _shared(found: Storm, client: Client, shared: str) -> None:
    """Change the workshop that all change: whoever is overtaken is told."""
    seen = found.ask("read the shared one", lambda: client.get_workshop(shared))
    if seen is None:
        return
    saved = found.ask(
        "save the shared one",
        lambda: client.save_a_workshop(shared, seen.value, if_match=seen.etag),
    )
    if saved is not None:
        with found.lock:
            found.shared_saves.append(saved.etag)


def main(url: str, token: str, clients: str = "8", rounds: str = "25") -> int:
    """Print how soon each thing was answered and what was refused; 1 for a fault of the server."""
    began = time.perf_counter()
    found = storm(url, token, clients=int(clients), rounds=int(rounds))
    seconds = time.perf_counter() - began
    count = sum(map(len, found.took.values()))
    print(f"{count} answers in {seconds:.1f} s, {count / seconds:.0f} a second")  # noqa: T201
    for name, times in sorted(found.took.items()):
        ordered = sorted(times)
        half, most = ordered[len(ordered) // 2], ordered[-1]
        late = ordered[int(len(ordered) * 0.95)]
        row = f"{name:<22}{len(times):>6}{half:>9.3f}{late:>9.3f}{most:>9.3f} s"
        print(row)  # noqa: T201
    for name, times_refused in sorted(found.refused.items()):
        print(f"refused: {name}: {times_refused}")  # noqa: T201
    return int(any(name != "save the shared one 412 stale" for name in found.refused))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
