"""Signing in and out: links that work once, cookies that end."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import Engine, func, select

from curriculum.errors import NotFoundError
from curriculum.storage.database import reading
from curriculum.storage.people import Role, User, create_user
from curriculum.storage.sign_in import (
    LINK_LIFETIME,
    SESSION_LIFETIME,
    create_sign_in_link,
    end_web_session,
    end_web_sessions,
    load_web_session,
    start_web_session,
    use_sign_in_link,
)
from curriculum.storage.tables import sign_in_link, web_session

NOW = dt.datetime(2026, 11, 27, 18, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


@pytest.fixture
def ada(engine: Engine, river: int) -> User:
    with engine.begin() as connection:
        return create_user(connection, river, name="Ada", role=Role.OWNER, now=NOW)


def test_link_signs_in_once(engine: Engine, ada: User):
    with engine.begin() as connection:
        secret = create_sign_in_link(connection, ada.id, now=NOW)
        assert use_sign_in_link(connection, secret + "x", now=NOW) is None
        assert use_sign_in_link(connection, secret, now=NOW) == ada
        assert use_sign_in_link(connection, secret, now=NOW) is None


def test_link_ends_after_a_quarter_of_an_hour(engine: Engine, ada: User):
    with engine.begin() as connection:
        secret = create_sign_in_link(connection, ada.id, now=NOW)
        assert use_sign_in_link(connection, secret, now=NOW + LINK_LIFETIME) is None
        assert use_sign_in_link(connection, secret, now=NOW + LINK_LIFETIME - SECOND) == ada
    assert dt.timedelta(minutes=15) == LINK_LIFETIME


def test_link_used_twice_at_once_signs_in_once(engine: Engine, ada: User):
    with engine.begin() as connection:
        secret = create_sign_in_link(connection, ada.id, now=NOW)
    together = Barrier(2)

    def use(_: int) -> bool:
        together.wait()
        with engine.begin() as connection:
            return use_sign_in_link(connection, secret, now=NOW) is not None

    with ThreadPoolExecutor(2) as threads:
        assert sorted(threads.map(use, range(2))) == [False, True]


def test_link_for_nobody_is_refused(engine: Engine):
    with engine.begin() as connection, pytest.raises(NotFoundError):
        create_sign_in_link(connection, 99, now=NOW)


def test_cookie_tells_who_signed_in(engine: Engine, ada: User):
    with engine.begin() as connection:
        secret = start_web_session(connection, ada.id, now=NOW)
    with reading(engine) as connection:
        assert load_web_session(connection, secret, now=NOW) == ada
        for other in ("", secret + "x", "\x00", "\ud800"):
            assert load_web_session(connection, other, now=NOW) is None


def test_cookie_ends(engine: Engine, ada: User):
    with engine.begin() as connection:
        secret = start_web_session(connection, ada.id, now=NOW)
        last = NOW + SESSION_LIFETIME
        assert load_web_session(connection, secret, now=last - SECOND) == ada
        assert load_web_session(connection, secret, now=last) is None


def test_cookie_is_new_at_each_sign_in(engine: Engine, ada: User):
    with engine.begin() as connection:
        first = start_web_session(connection, ada.id, now=NOW)
        second = start_web_session(connection, ada.id, now=NOW, replaces=first)
        assert load_web_session(connection, first, now=NOW) is None
        assert load_web_session(connection, second, now=NOW) == ada


def test_signing_out_here_leaves_the_others(engine: Engine, ada: User):
    with engine.begin() as connection:
        here, there = (start_web_session(connection, ada.id, now=NOW) for _ in range(2))
        end_web_session(connection, here)
        assert load_web_session(connection, here, now=NOW) is None
        assert load_web_session(connection, there, now=NOW) == ada


def test_signing_out_everywhere_ends_links_too(engine: Engine, ada: User, river: int):
    with engine.begin() as connection:
        bo = create_user(connection, river, name="Bo", role=Role.READER, now=NOW)
        cookies = [start_web_session(connection, ada.id, now=NOW) for _ in range(2)]
        link = create_sign_in_link(connection, ada.id, now=NOW)
        other = start_web_session(connection, bo.id, now=NOW)
        end_web_sessions(connection, ada.id)
        assert [load_web_session(connection, one, now=NOW) for one in cookies] == [None, None]
        assert use_sign_in_link(connection, link, now=NOW) is None
        assert load_web_session(connection, other, now=NOW) == bo


def test_what_has_ended_is_forgotten(engine: Engine, ada: User):
    with engine.begin() as connection:
        start_web_session(connection, ada.id, now=NOW)
        create_sign_in_link(connection, ada.id, now=NOW)
        start_web_session(connection, ada.id, now=NOW + SESSION_LIFETIME)
        for table in (web_session, sign_in_link):
            kept = connection.execute(select(func.count()).select_from(table)).scalar()
            assert kept == (1 if table is web_session else 0)
