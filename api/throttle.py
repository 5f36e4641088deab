"""How often a password may be tried: for one account, and from one place.

Nothing of this is written down: accounts and addresses stand here, in memory, as digests under a
key that is forgotten with the process. Several processes each count for themselves.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict, deque
from collections.abc import Callable
from hashlib import blake2b
from math import ceil
from threading import Lock
from time import monotonic

WINDOW = 15 * 60
"""Seconds after which a try is forgotten."""
OF_ACCOUNT = 6
FROM_ADDRESS = 40
"""Tries in that time. Many people of one house may share an address."""
MOST_KEYS = 20_000


class Throttle:
    """The tries of late that have not proved right."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._digest_key = secrets.token_bytes(32)
        self._tries: OrderedDict[bytes, deque[float]] = OrderedDict()
        self._lock = Lock()

    def take(self, email: str, address: str) -> int:
        """Count a try; where it is one too many, return the seconds until the next may come."""
        with self._lock:
            keys = self._keys(email, address)
            wait = max(self._wait(key, most) for key, most in keys)
            for key, _ in keys if not wait else ():
                self._tries.setdefault(key, deque()).append(self._clock())
                self._tries.move_to_end(key)
            while len(self._tries) > MOST_KEYS:
                self._tries.popitem(last=False)
        return wait

    def forgive(self, email: str, address: str) -> None:
        """Take a try back that proved right; what the account had tried before is forgotten."""
        with self._lock:
            (account, _), (place, _) = self._keys(email, address)
            self._tries.pop(account, None)
            if self._tries.get(place):
                self._tries[place].pop()

    def _keys(self, email: str, address: str) -> list[tuple[bytes, int]]:
        return [
            (self._digest(f"account {email}"), OF_ACCOUNT),
            (self._digest(f"address {address}"), FROM_ADDRESS),
        ]

    def _wait(self, key: bytes, most: int) -> int:
        tries = self._tries.get(key, deque())
        since = self._clock() - WINDOW
        while tries and tries[0] <= since:
            tries.popleft()
        return ceil(tries[-most] - since) if len(tries) >= most else 0

    def _digest(self, text: str) -> bytes:
        return blake2b(text.encode("utf-8", "surrogatepass"), key=self._digest_key).digest()
