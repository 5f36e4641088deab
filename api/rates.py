"""How often somebody may ask: a bucket for each program, person or address, in memory alone.

A bucket holds a minute's requests and fills up steadily. Addresses are never written down: they
stand here as digests under a key that is forgotten with the process. Whoever shows a token is
counted under the program it belongs to once it has proved good, and by the address until then.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import blake2b
from ipaddress import IPv6Address, ip_address
from math import ceil
from threading import Lock
from time import monotonic
from typing import TypeVar

from api.settings import Settings, is_loopback

Entry = TypeVar("Entry")

WINDOW = 60
"""Seconds in which an empty bucket fills up."""
FREE_PATHS = ("/static/", "/health", "/metrics")
MOST_BUCKETS = 20_000
FOR_ADDRESSES = 1_200
"""What an address may ask a minute if nothing else is set."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a bucket says to a request."""

    key: bytes
    name: str
    """Of the rule: `known` or `anybody`."""
    most: int
    left: int
    """How many more may come at once; below zero, this one was one too many."""
    wait: float
    """Seconds until one more may come, or until the bucket is full."""

    @property
    def is_refused(self) -> bool:
        """Tell whether it was too much."""
        return self.left < 0

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        """Return what is told of it (draft-ietf-httpapi-ratelimit-headers-09)."""
        policy = f'"{self.name}";q={self.most};w={WINDOW}'
        state = f'"{self.name}";r={max(0, self.left)};t={ceil(self.wait)}'
        return [(b"ratelimit-policy", policy.encode()), (b"ratelimit", state.encode())]


class Rates:
    """The buckets of one server process."""

    def __init__(self, settings: Settings, clock: Callable[[], float] = monotonic) -> None:
        self._known_most = settings.rate_limit
        self._anybody_most = settings.address_rate_limit
        self._clock = clock
        self._digest_key = secrets.token_bytes(32)
        self._credentials: OrderedDict[bytes, str] = OrderedDict()
        self._buckets: OrderedDict[bytes, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def remember(self, secret: str, credential: str) -> None:
        """Note whose a secret is, after it has proved good."""
        with self._lock:
            _put(self._credentials, self._digest(secret.encode("latin-1", "replace")), credential)

    def take(self, path: str, secret: bytes, address: str) -> Verdict | None:
        """Count a request; None where nothing is counted."""
        if path.startswith(FREE_PATHS):
            return None
        credential = self._credentials.get(self._digest(secret)) if secret else None
        if credential is not None:
            return self._take(credential.encode(), "known", self._known_most)
        most = self._anybody_most
        if most is None:
            most = 0 if is_loopback(address) else FOR_ADDRESSES
        return self._take(self._digest(_network(address)), "anybody", most)

    def give_back(self, verdict: Verdict) -> None:
        """Count a request no more: it was answered that nothing has changed."""
        with self._lock:
            content, at = self._buckets.get(verdict.key, (0.0, 0.0))
            self._buckets[verdict.key] = (min(verdict.most, content + 1), at)

    def _take(self, key: bytes, name: str, most: int) -> Verdict | None:
        if most == 0:
            return None
        now, pace = self._clock(), most / WINDOW
        with self._lock:
            content, at = self._buckets.get(key, (float(most), now))
            content = min(most, content + (now - at) * pace)
            if content < 1:
                return Verdict(key, name, most, -1, (1 - content) / pace)
            _put(self._buckets, key, (content - 1, now))
        return Verdict(key, name, most, int(content - 1), (most - content + 1) / pace)

    def _digest(self, secret: bytes) -> bytes:
        return blake2b(secret, digest_size=16, key=self._digest_key).digest()


def _put(entries: OrderedDict[bytes, Entry], key: bytes, value: Entry) -> None:
    """Put an entry last; the one not used for longest goes where there are too many."""
    entries[key] = value
    entries.move_to_end(key)
    if len(entries) > MOST_BUCKETS:
        entries.popitem(last=False)


def _network(address: str) -> bytes:
    """Return the address, or of an IPv6 one the part that a household shares."""
    try:
        found = ip_address(address)
    except ValueError:
        return address.encode()
    return found.packed[:8] if isinstance(found, IPv6Address) else found.packed
