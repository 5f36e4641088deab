"""Signing in: one-time links and web sessions; only digests of their secrets are stored."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from curriculum.storage.people import User, load_user, user_of
from curriculum.storage.secret import hash_secret, new_secret
from curriculum.storage.tables import sign_in_link, user, web_session

LINK_LIFETIME = dt.timedelta(minutes=15)
SESSION_LIFETIME = dt.timedelta(days=14)

_ID_LENGTH = 12


def create_sign_in_link(connection: Connection, user_id: int, *, now: dt.datetime) -> str:
    """Return the secret of a link that signs this person in once, within 15 minutes.

    Raises NotFoundError.
    """
    load_user(connection, user_id)
    _forget_expired(connection, now)
    secret = new_secret()
    row = {"hash": hash_secret(secret), "user_id": user_id, "expires_at": now + LINK_LIFETIME}
    connection.execute(insert(sign_in_link).values(row))
    return secret


def use_sign_in_link(connection: Connection, secret: str, *, now: dt.datetime) -> User | None:
    """Return the person of a link that is fresh and unused, and use it up."""
    link = sign_in_link.c
    fresh = (link.hash == hash_secret(secret), link.used_at.is_(None), link.expires_at > now)
    used = update(sign_in_link).where(*fresh).values(used_at=now).returning(link.user_id)
    user_id = connection.execute(used).scalar()
    return None if user_id is None else load_user(connection, user_id)


def start_web_session(
    connection: Connection, user_id: int, *, now: dt.datetime, replaces: str | None = None
) -> str:
    """Return a new secret for the cookie; the one it replaces, if given, ends."""
    _forget_expired(connection, now)
    if replaces is not None:
        end_web_session(connection, replaces)
    secret = new_secret()
    row = {"hash": hash_secret(secret), "user_id": user_id, "expires_at": now + SESSION_LIFETIME}
    connection.execute(insert(web_session).values(row))
    return secret


def load_web_session(connection: Connection, secret: str, *, now: dt.datetime) -> User | None:
    """Return the signed-in person of a cookie's secret; reads only."""
    fresh = (web_session.c.hash == hash_secret(secret), web_session.c.expires_at > now)
    row = connection.execute(select(user).join_from(web_session, user).where(*fresh)).first()
    return None if row is None else user_of(row)


@dataclass(frozen=True, slots=True)
class WebSession:
    """A browser in which somebody is signed in; more than when is not known of it."""

    id: str
    """The beginning of its digest: it names the session, and lets nobody in."""
    started_at: dt.datetime


def list_web_sessions(
    connection: Connection, user_id: int, *, now: dt.datetime
) -> tuple[WebSession, ...]:
    """Return where a person is signed in, the latest first."""
    mine = (web_session.c.user_id == user_id, web_session.c.expires_at > now)
    rows = connection.execute(
        select(web_session).where(*mine).order_by(web_session.c.expires_at.desc())
    )
    return tuple(
        WebSession(row.hash[:_ID_LENGTH], row.expires_at - SESSION_LIFETIME) for row in rows
    )


def web_session_id(secret: str) -> str:
    """Return what names the session of a cookie's secret."""
    return hash_secret(secret)[:_ID_LENGTH]


def end_one_session(connection: Connection, user_id: int, session_id: str) -> None:
    """Sign a person out of one browser; one that is gone is no matter."""
    if len(session_id) == _ID_LENGTH and session_id.isalnum():
        named = web_session.c.hash.startswith(session_id)
        connection.execute(delete(web_session).where(web_session.c.user_id == user_id, named))


def end_web_session(connection: Connection, secret: str) -> None:
    """Sign out here."""
    connection.execute(delete(web_session).where(web_session.c.hash == hash_secret(secret)))


def end_web_sessions(connection: Connection, user_id: int) -> None:
    """Sign this person out everywhere; their unused links go too."""
    for table in (web_session, sign_in_link):
        connection.execute(delete(table).where(table.c.user_id == user_id))


def _forget_expired(connection: Connection, now: dt.datetime) -> None:
    """Delete what lets nobody in any more."""
    for table in (web_session, sign_in_link):
        connection.execute(delete(table).where(table.c.expires_at <= now))
