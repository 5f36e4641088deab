"""The keys of platforms: fetched, kept for an hour, and asked for again when a new one turns up."""

from __future__ import annotations

import json
from collections import deque
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic

from joserfc.errors import JoseError
from joserfc.jwk import RSAKey

from api.outgoing import Outgoing, UnreachableError

KEPT_SECONDS = 3600
"""After this, keys are fetched again, so that one that was withdrawn is not believed for long."""
MOST_FETCHES = 5
PER_SECONDS = 60
"""So often is one platform asked at most, however many tokens name keys that it has not."""
MOST_KEYS = 50
LEAST_BITS = 2048
MOST_DIGITS = 1400
"""Of a modulus in Base64: 8192 bits; a larger one takes too long to reckon with."""


@dataclass(slots=True)
class _Kept:
    """What was fetched from one address, and when."""

    keys: dict[str, RSAKey] = field(default_factory=dict)
    since: float = -KEPT_SECONDS
    fetches: deque[float] = field(default_factory=deque)


class Keysets:
    """The key sets by their addresses; several threads may ask."""

    def __init__(self, outgoing: Outgoing) -> None:
        self._outgoing = outgoing
        self._kept: dict[str, _Kept] = {}
        self._lock = Lock()

    def find(self, url: str, kid: str) -> RSAKey | None:
        """Return the key of that name; UnreachableError, ForbiddenAddressError."""
        with self._lock:
            kept = self._kept.setdefault(url, _Kept())
            if kid in kept.keys and monotonic() - kept.since < KEPT_SECONDS:
                return kept.keys[kid]
            if not _may_fetch(kept):
                return None
        keys = read_keys(self._outgoing, url)
        with self._lock:
            kept.keys, kept.since = keys, monotonic()
        return keys.get(kid)


def _may_fetch(kept: _Kept) -> bool:
    """Tell whether the address may be asked again, and note that it is."""
    while kept.fetches and monotonic() - kept.fetches[0] > PER_SECONDS:
        kept.fetches.popleft()
    if len(kept.fetches) >= MOST_FETCHES:
        return False
    kept.fetches.append(monotonic())
    return True


def read_keys(outgoing: Outgoing, url: str) -> dict[str, RSAKey]:
    """Return the RSA keys for signatures that are published there, by their names."""
    answer = outgoing.get(url, {"Accept": "application/json"})
    try:
        listed = json.loads(answer.body)["keys"] if answer.is_ok else None
    except (ValueError, KeyError, TypeError, RecursionError):
        listed = None
    if not isinstance(listed, list):
        raise UnreachableError(f"There are no keys at {url}.")
    return {key.kid: key for one in listed[:MOST_KEYS] if (key := _key(one)) and key.kid}


def _key(one: object) -> RSAKey | None:
    """Return a key that RS256 can be checked with, or None."""
    if not isinstance(one, dict) or one.get("kty") != "RSA" or one.get("use", "sig") != "sig":
        return None
    public = {
        name: one[name] for name in ("kty", "n", "e", "kid") if isinstance(one.get(name), str)
    }
    if len(public.get("n", "")) > MOST_DIGITS:
        return None
    try:
        key = RSAKey.import_key(public)
    except (JoseError, ValueError, KeyError):
        return None
    return key if key.public_key.key_size >= LEAST_BITS else None
