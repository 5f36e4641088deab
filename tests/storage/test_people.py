"""People and their organisations: let in, given a role, kept apart."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine

from curriculum.errors import ConflictError, NotFoundError, StaleError
from curriculum.organisation import Contact, Organisation
from curriculum.storage.database import reading
from curriculum.storage.organisations import (
    create_organisation,
    list_organisations,
    load_organisation,
    save_organisation,
)
from curriculum.storage.passwords import check_password, set_password
from curriculum.storage.people import Role, User, create_user, list_users, load_user, set_role
from curriculum.storage.sign_in import load_web_session, start_web_session

NOW = dt.datetime(2026, 11, 27, 18, 0, tzinfo=dt.UTC)


def add(
    engine: Engine, organisation_id: int, name: str = "Ada", role: Role = Role.OWNER, **facts: str
) -> User:
    with engine.begin() as connection:
        return create_user(connection, organisation_id, name=name, role=role, now=NOW, **facts)


# --- organisations --------------------------------------------------------------------------------


def test_organisation_is_stored_as_it_was_made(engine: Engine):
    contacts = (Contact(name="Helpline", reach="01 234 567", note="Day and night"),)
    made = Organisation(name="River House", contacts=contacts, time_zone="Europe/London")
    with engine.begin() as connection:
        created = create_organisation(connection, made)
        assert created.organisation == made
        assert load_organisation(connection, created.id) == created
        assert list_organisations(connection) == (created,)


def test_organisation_is_saved_once_for_each_etag(engine: Engine, river: int, hill: int):
    with engine.begin() as connection:
        before = load_organisation(connection, river)
        other = load_organisation(connection, hill)
        renamed = Organisation(name="Renamed")
        saved = save_organisation(connection, river, renamed, expected_etag=before.etag)
        assert saved.organisation == renamed
        for etag in (before.etag, other.etag, ""):
            with pytest.raises(StaleError):
                save_organisation(connection, river, renamed, expected_etag=etag)
        assert load_organisation(connection, hill) == other


def test_organisation_that_is_not_there(engine: Engine):
    with reading(engine) as connection:
        for number in (0, 9, -1, 2**63):
            with pytest.raises(NotFoundError):
                load_organisation(connection, number)


# --- people ---------------------------------------------------------------------------------------


def test_role_includes_those_below():
    assert [role for role in Role if Role.EDITOR.may(role)] == [
        Role.EDITOR,
        Role.FACILITATOR,
        Role.READER,
    ]


def test_person_is_stored_as_they_are(engine: Engine, river: int):
    ada = add(engine, river, "Ada", Role.EDITOR, email=" Ada@Example.ORG ")
    assert ada == User(ada.id, river, Role.EDITOR, "Ada", "ada@example.org")
    with reading(engine) as connection:
        assert load_user(connection, ada.id) == ada
        for number in (0, ada.id + 1, -1, 2**63):
            with pytest.raises(NotFoundError):
                load_user(connection, number)


def test_people_are_listed_by_name_for_their_organisation(engine: Engine, river: int, hill: int):
    for name in ("bo", "Cy", "Ada"):
        add(engine, river, name)
    add(engine, hill, "Di")
    with reading(engine) as connection:
        assert [one.name for one in list_users(connection, river)] == ["Ada", "bo", "Cy"]


def test_an_address_is_one_persons(engine: Engine, river: int, hill: int):
    add(engine, river, email="ada@example.org")
    with pytest.raises(ConflictError):
        add(engine, hill, email="ADA@example.org")


def test_people_need_no_address(engine: Engine, river: int):
    assert [add(engine, river).email for _ in range(2)] == [None, None]


def test_role_changes_but_an_owner_stays(engine: Engine, river: int, hill: int):
    ada, bo = add(engine, river, "Ada"), add(engine, river, "Bo", Role.READER)
    add(engine, hill, "Di")
    with engine.begin() as connection:
        with pytest.raises(ConflictError, match="Ada is the only owner"):
            set_role(connection, ada.id, Role.READER)
        set_role(connection, bo.id, Role.OWNER)
        set_role(connection, ada.id, Role.READER)
        assert load_user(connection, ada.id).role == Role.READER
        with pytest.raises(NotFoundError):
            set_role(connection, 99, Role.READER)


# --- passwords ------------------------------------------------------------------------------------


def test_password_lets_its_person_in(engine: Engine, river: int):
    ada = add(engine, river, email="ada@example.org", password="four plain words here")
    add(engine, river, "Bo", email="bo@example.org")
    with reading(engine) as connection:
        assert check_password(connection, "ADA@example.org", "four plain words here") == ada
        for address, password in (
            ("ada@example.org", "four plain words"),
            ("ada@example.org", ""),
            ("ada@example.org", "\ud800"),
            ("bo@example.org", ""),
            ("bo@example.org", "four plain words here"),
            ("nobody@example.org", "four plain words here"),
            ("\x00", "x"),
            ("\ud800", "x"),
        ):
            assert check_password(connection, address, password) is None


def test_new_password_signs_out_everywhere(engine: Engine, river: int):
    ada = add(engine, river, email="ada@example.org", password="the old one")
    with engine.begin() as connection:
        secret = start_web_session(connection, ada.id, now=NOW)
        set_password(connection, ada.id, "the new one")
        assert load_web_session(connection, secret, now=NOW) is None
        assert check_password(connection, "ada@example.org", "the old one") is None
        assert check_password(connection, "ada@example.org", "the new one") == ada
        set_password(connection, ada.id, None)
        assert check_password(connection, "ada@example.org", "the new one") is None
