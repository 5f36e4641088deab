"""Invitations: for one person, once, until they expire."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine

from curriculum.errors import ConflictError, NotFoundError
from curriculum.storage.invitations import (
    accept_invitation,
    cancel_invitation,
    create_invitation,
    find_invitation,
    list_invitations,
)
from curriculum.storage.passwords import check_password
from curriculum.storage.people import Role, create_user, list_users

NOW = dt.datetime(2026, 11, 27, 18, 0, tzinfo=dt.UTC)
DAY = dt.timedelta(days=1)


def test_an_invitation_lets_one_person_in_once(engine: Engine, river: int):
    with engine.begin() as connection:
        made, secret = create_invitation(connection, river, Role.EDITOR, now=NOW, lifetime=DAY)
        assert find_invitation(connection, secret, now=NOW) == made
        bo = accept_invitation(connection, secret, name="Bo", now=NOW)
        assert (bo and bo.role, list_users(connection, river)) == (Role.EDITOR, (bo,))
        assert accept_invitation(connection, secret, name="Cy", now=NOW) is None
        assert find_invitation(connection, secret, now=NOW) is None


def test_an_invitation_expires(engine: Engine, river: int):
    with engine.begin() as connection:
        _, secret = create_invitation(connection, river, Role.READER, now=NOW, lifetime=DAY)
        assert list_invitations(connection, river, now=NOW + DAY) == ()
        assert find_invitation(connection, secret, now=NOW + DAY) is None
        assert accept_invitation(connection, secret, name="Bo", now=NOW + DAY) is None


def test_who_joins_may_bring_a_password(engine: Engine, river: int):
    with engine.begin() as connection:
        _, secret = create_invitation(connection, river, Role.READER, now=NOW, lifetime=DAY)
        bo = accept_invitation(
            connection, secret, name="Bo", now=NOW, email="bo@example.org", password="four words"
        )
        assert check_password(connection, "bo@example.org", "four words") == bo


def test_an_address_that_is_taken_leaves_the_invitation_open(engine: Engine, river: int):
    with engine.begin() as connection:
        create_user(
            connection, river, name="Ada", role=Role.OWNER, now=NOW, email="ada@example.org"
        )
        made, secret = create_invitation(connection, river, Role.READER, now=NOW, lifetime=DAY)
        with pytest.raises(ConflictError):
            accept_invitation(connection, secret, name="Bo", now=NOW, email="ada@example.org")
        assert find_invitation(connection, secret, now=NOW) == made


def test_an_invitation_is_taken_back_by_its_own_organisation(engine: Engine, river: int, hill: int):
    with engine.begin() as connection:
        made, secret = create_invitation(connection, river, Role.READER, now=NOW, lifetime=DAY)
        for organisation_id, invitation_id in ((hill, made.id), (river, 2**40)):
            with pytest.raises(NotFoundError):
                cancel_invitation(connection, organisation_id, invitation_id)
        assert list_invitations(connection, hill, now=NOW) == ()
        assert list_invitations(connection, river, now=NOW) == (made,)
        cancel_invitation(connection, river, made.id)
        assert find_invitation(connection, secret, now=NOW) is None
