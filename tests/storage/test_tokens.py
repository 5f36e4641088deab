"""Tokens that programs enter with."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine, select

from curriculum.errors import NotFoundError
from curriculum.storage.database import reading
from curriculum.storage.people import Role
from curriculum.storage.tables import token as table
from curriculum.storage.tokens import (
    Token,
    create_token,
    list_tokens,
    load_token,
    revoke_token,
    use_token,
)

NOW = dt.datetime(2026, 11, 27, 18, 0, tzinfo=dt.UTC)
SECOND = dt.timedelta(seconds=1)


def create(engine: Engine, organisation_id: int, name: str = "Moodle") -> tuple[Token, str]:
    with engine.begin() as connection:
        return create_token(connection, organisation_id, name=name, role=Role.READER, now=NOW)


def test_token_lets_its_program_in(engine: Engine, river: int):
    token, secret = create(engine, river)
    assert token == Token(token.id, river, Role.READER, "Moodle", NOW, None, None)
    assert secret.startswith("cur_")
    with reading(engine) as connection:
        assert load_token(connection, secret) == token
        for other in ("", "cur_", secret[:-1], secret + "x", secret.upper(), "\x00", "\ud800"):
            assert load_token(connection, other) is None


def test_secret_is_stored_nowhere(engine: Engine, river: int):
    _, secret = create(engine, river)
    with reading(engine) as connection:
        stored = [str(value) for row in connection.execute(select(table)) for value in row]
    assert [value for value in stored if secret in value or secret[4:] in value] == []


def test_secrets_are_long_and_never_the_same(engine: Engine, river: int):
    secrets = {create(engine, river)[1] for _ in range(20)}
    assert len(secrets) == 20
    assert {len(secret) for secret in secrets} == {len("cur_") + 43}


def test_use_is_noted_once_a_minute(engine: Engine, river: int):
    _, secret = create(engine, river)
    noted = []
    for seconds in (0, 59, 60, 61):
        with engine.begin() as connection:
            use_token(connection, secret, now=NOW + seconds * SECOND)
            (token,) = list_tokens(connection, river)
            noted.append(token.last_used_at)
    assert noted == [NOW, NOW, NOW + 60 * SECOND, NOW + 60 * SECOND]


def test_revoked_token_lets_nobody_in(engine: Engine, river: int):
    token, secret = create(engine, river)
    with engine.begin() as connection:
        revoke_token(connection, river, token.id, now=NOW)
        revoke_token(connection, river, token.id, now=NOW + SECOND)
        assert use_token(connection, secret, now=NOW) is None
        assert [one.revoked_at for one in list_tokens(connection, river)] == [NOW]


def test_tokens_are_their_organisations_alone(engine: Engine, river: int, hill: int):
    names = ("Moodle", "Canvas")
    first = create(engine, river, names[0])[0]
    create(engine, river, names[1])
    with engine.begin() as connection:
        assert [one.name for one in list_tokens(connection, river)] == ["Canvas", "Moodle"]
        assert list_tokens(connection, hill) == ()
        for organisation_id, token_id in ((hill, first.id), (river, 99), (river, 2**63)):
            with pytest.raises(NotFoundError):
                revoke_token(connection, organisation_id, token_id, now=NOW)
