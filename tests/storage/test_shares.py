"""Links for participants: made, listed, ended; what has ended and what never was are the same."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine, func, select

from curriculum.errors import NotFoundError
from curriculum.storage.database import reading
from curriculum.storage.shares import (
    MOST,
    Shared,
    TooManyLinksError,
    create_share,
    end_share,
    find_shared,
    list_shares,
)
from curriculum.storage.shares_tables import share
from curriculum.storage.workshops import create_workshop, delete_workshop, load_workshop
from tests.builders import session, workshop
from tests.storage.conftest import Ship

NOW = dt.datetime(2026, 11, 27, 18, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)
WEEK = dt.timedelta(days=7)


@pytest.fixture
def evening(engine: Engine, river: int, ship: Ship) -> str:
    one = session("AL1")
    ship(one)
    with engine.begin() as connection:
        return create_workshop(connection, river, workshop(one)).id


def test_a_link_leads_to_its_workshop_until_it_ends(engine: Engine, river: int, evening: str):
    with engine.begin() as connection:
        _, secret = create_share(connection, river, evening, now=NOW, expires_at=NOW + WEEK)
    with reading(engine) as connection:
        last = NOW + WEEK - SECOND
        assert find_shared(connection, secret, now=last) == Shared(river, evening)
        wrong = ("", secret + "x", secret.upper(), "\x00", "\ud800")
        told = set()
        for given, now in ((secret, NOW + WEEK), *((one, NOW) for one in wrong)):
            with pytest.raises(NotFoundError) as refused:
                find_shared(connection, given, now=now)
            told.add(str(refused.value))
        assert len(told) == 1


def test_the_secret_is_long_and_not_stored(engine: Engine, river: int, evening: str):
    with engine.begin() as connection:
        _, secret = create_share(connection, river, evening, now=NOW, expires_at=NOW + WEEK)
        stored = str(connection.execute(select(share)).all())
    assert len(secret) == 43  # 256 bits in Base64
    assert secret not in stored


def test_an_ended_link_leads_nowhere_and_the_others_go_on(engine: Engine, river: int, evening: str):
    with engine.begin() as connection:
        first, secret = create_share(connection, river, evening, now=NOW, expires_at=NOW + WEEK)
        second, other = create_share(connection, river, evening, now=NOW, expires_at=NOW + WEEK)
        assert list_shares(connection, river, evening, now=NOW) == (second, first)
        end_share(connection, river, evening, first.id)
        assert list_shares(connection, river, evening, now=NOW) == (second,)
        with pytest.raises(NotFoundError):
            find_shared(connection, secret, now=NOW)
        with pytest.raises(NotFoundError):
            end_share(connection, river, evening, first.id)
        assert find_shared(connection, other, now=NOW) == Shared(river, evening)


def test_another_organisation_makes_sees_and_ends_no_link(
    engine: Engine, river: int, hill: int, evening: str
):
    with engine.begin() as connection:
        made, secret = create_share(connection, river, evening, now=NOW, expires_at=NOW + WEEK)
        with pytest.raises(NotFoundError):
            create_share(connection, hill, evening, now=NOW, expires_at=NOW + WEEK)
        with pytest.raises(NotFoundError):
            list_shares(connection, hill, evening, now=NOW)
        with pytest.raises(NotFoundError):
            end_share(connection, hill, evening, made.id)
        assert find_shared(connection, secret, now=NOW) == Shared(river, evening)


def test_links_go_with_their_workshop(engine: Engine, river: int, evening: str):
    with engine.begin() as connection:
        _, secret = create_share(connection, river, evening, now=NOW, expires_at=NOW + WEEK)
        etag = load_workshop(connection, river, evening).etag
        delete_workshop(connection, river, evening, expected_etag=etag)
        with pytest.raises(NotFoundError):
            find_shared(connection, secret, now=NOW)
        assert connection.execute(select(func.count()).select_from(share)).scalar() == 0


def test_a_workshop_has_so_many_links_and_no_more_but_ended_ones_do_not_count(
    engine: Engine, river: int, evening: str
):
    with engine.begin() as connection:
        for _ in range(MOST):
            create_share(connection, river, evening, now=NOW, expires_at=NOW + WEEK)
        with pytest.raises(TooManyLinksError):
            create_share(connection, river, evening, now=NOW, expires_at=NOW + WEEK)
        later = NOW + WEEK
        create_share(connection, river, evening, now=later, expires_at=later + WEEK)
        assert len(list_shares(connection, river, evening, now=later)) == 1
