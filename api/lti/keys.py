"""The keys that we sign with: made at the first need, published, changed with overlap.

Each group has its own, so that none can speak for another; `whose` is its organisation's id. The
server's own, for platforms of the shared addresses, is None's.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from joserfc import jwt
from joserfc.jwk import RSAKey
from sqlalchemy import Engine

from api.clock import now
from curriculum.errors import ConflictError
from curriculum.storage.database import reading
from curriculum.storage.lti_keys import StoredKey, add_key, list_keys

ALGORITHM = "RS256"
BITS = 2048
ROTATED_EVERY = dt.timedelta(minutes=10)
"""The least time between two new keys, so that nobody fills the list of keys."""
_LONG_AGO = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def current_keys(engine: Engine, whose: int | None) -> tuple[StoredKey, ...]:
    """Return the published keys, the one that signs first; makes the first one."""
    with reading(engine) as connection:
        found = list_keys(connection, whose, now=now())
    if found and found[0].retired_at is None:
        return found
    _add(engine, whose, unless_after=_LONG_AGO)
    with reading(engine) as connection:
        return list_keys(connection, whose, now=now())


def rotate(engine: Engine, whose: int | None) -> None:
    """Sign with a new key; ConflictError where the one in use is hardly older than this."""
    if not _add(engine, whose, unless_after=now() - ROTATED_EVERY):
        raise ConflictError("The key is a few minutes old; wait before you make another.")


def public_keys(engine: Engine, whose: int | None) -> dict[str, Any]:
    """Return the keys as the world may know them (RFC 7517)."""
    return {"keys": [_public(one) for one in current_keys(engine, whose)]}


def sign(engine: Engine, whose: int | None, claims: dict[str, Any]) -> str:
    """Return the claims as a signed token."""
    key = current_keys(engine, whose)[0]
    header = {"alg": ALGORITHM, "kid": key.kid, "typ": "JWT"}
    return jwt.encode(header, claims, RSAKey.import_key(key.pem), algorithms=[ALGORITHM])


def _add(engine: Engine, whose: int | None, *, unless_after: dt.datetime) -> bool:
    key = RSAKey.generate_key(BITS, auto_kid=True)
    pem = key.as_pem(private=True).decode()
    with engine.begin() as connection:
        return add_key(
            connection, whose, kid=str(key.kid), pem=pem, now=now(), unless_after=unless_after
        )


def _public(key: StoredKey) -> dict[str, Any]:
    public = RSAKey.import_key(key.pem).as_dict(private=False)
    told = {name: public[name] for name in ("kty", "n", "e")}
    return {**told, "kid": key.kid, "use": "sig", "alg": ALGORITHM}
