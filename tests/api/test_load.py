"""Our own client from several threads against a real server: nothing breaks, doubles or is lost."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import Engine

from api.client import Client
from curriculum.organisation import Organisation
from curriculum.storage.organisations import create_organisation
from curriculum.storage.people import Role
from curriculum.storage.tokens import create_token
from tests.api.test_integrators import address
from tests.bench.load import BEGINNING, storm

__all__ = ["address"]

CLIENTS, ROUNDS = 6, 3


def test_many_clients_at_once_lose_and_double_nothing(address: str, sqlite_engine: Engine):
    with sqlite_engine.begin() as connection:
        ours = create_organisation(connection, Organisation(name="River")).id
        now = dt.datetime.now(dt.UTC)
        token = create_token(connection, ours, name="Load", role=Role.OWNER, now=now)[1]
    found = storm(address, token, clients=CLIENTS, rounds=ROUNDS)
    assert set(found.refused) <= {"save the shared one 412 stale"}
    assert len(set(found.made)) == CLIENTS * ROUNDS
    assert len(set(found.shared_saves)) == len(found.shared_saves) >= 1
    with Client(address, token=token) as client:
        listed = list(client.pages(client.list_the_workshops(updated_since=BEGINNING, limit=5)))
    titles = {one["id"]: one["title"] for one in listed}
    assert len(titles) == len(listed) == CLIENTS * ROUNDS + 1
    assert {titles[one] for one in found.made} == {"Changed"}


def test_load_is_for_this_machine_alone():
    with pytest.raises(ValueError, match="on this machine"):
        storm("http://192.0.2.1:8000", "cur_x")
