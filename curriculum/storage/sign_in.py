"""Signing in: one-time links and web sessions; only digests of their secrets are stored."""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Connection

from curriculum.storage.people import User

LINK_LIFETIME = dt.timedelta(minutes=15)
SESSION_LIFETIME = dt.timedelta(days=14)


def create_sign_in_link(connection: Connection, user_id: int, *, now: dt.datetime) -> str:
    """Return the secret of a link that signs this person in once, within 15 minutes."""
    raise NotImplementedError


def use_sign_in_link(connection: Connection, secret: str, *, now: dt.datetime) -> User | None:
    """Return the person of a link that is fresh and unused, and use it up."""
    raise NotImplementedError


def start_web_session(
    connection: Connection, user_id: int, *, now: dt.datetime, replaces: str | None = None
) -> str:
    """Return a new secret for the cookie; the one it replaces, if given, ends."""
    raise NotImplementedError


def load_web_session(connection: Connection, secret: str, *, now: dt.datetime) -> User | None:
    """Return the signed-in person of a cookie's secret."""
    raise NotImplementedError


def end_web_session(connection: Connection, secret: str) -> None:
    """Sign out here."""
    raise NotImplementedError


def end_web_sessions(connection: Connection, user_id: int) -> None:
    """Sign this person out everywhere; their unused links go too."""
    raise NotImplementedError
