"""Secrets: made at random, handed out once, and stored as a digest alone.

A secret has 256 random bits, so a plain SHA-256 of it can neither be guessed nor turned back, and
looking it up by an index tells nothing about it.
"""

from __future__ import annotations

import hashlib
import secrets
from functools import cache

from pwdlib import PasswordHash


def new_secret(prefix: str = "") -> str:
    """Return a new secret that is safe in a URL, a cookie and a header."""
    return prefix + secrets.token_urlsafe(32)


def hash_secret(secret: str) -> str:
    """Return what is stored of a secret; whatever somebody sends has one."""
    return hashlib.sha256(_bytes(secret)).hexdigest()


def hash_password(password: str) -> str:
    """Return a password's argon2 hash, which is slow on purpose."""
    return _passwords().hash(_bytes(password))


def is_password(password: str, hashed: str | None) -> bool:
    """Tell whether this is the password; takes as long where there is none."""
    return _passwords().verify(_bytes(password), hashed or _nobodys()) and hashed is not None


@cache
def _passwords() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobodys() -> str:
    """Return the hash of a password that nobody knows."""
    return hash_password(new_secret())


def _bytes(secret: str) -> bytes:
    """Return the bytes of whatever somebody sends, half characters too."""
    return secret.encode("utf-8", "surrogatepass")
