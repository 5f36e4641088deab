"""Cookies inside a platform's frame.

A browser that blocks third-party cookies keeps those marked `Partitioned` (CHIPS) all the same,
apart for each platform. Litestar cannot write that mark.
"""

from __future__ import annotations

from litestar import Response

MARKS = "Secure; HttpOnly; SameSite=None; Partitioned"


def set_cookie(answer: Response[object], name: str, value: str, *, path: str, seconds: int) -> None:
    """Have the browser keep a cookie; none for `seconds` 0 or less."""
    answer.headers["Set-Cookie"] = f"{name}={value}; Path={path}; Max-Age={seconds}; {MARKS}"
