"""Our own client against our own server."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete

from api.client import CallError, Client, MessageError, verify
from api.webhooks import signatures
from curriculum.storage.clients import create_client
from curriculum.storage.integrators_tables import access_token
from curriculum.storage.people import Role
from curriculum.storage.scopes import Scope
from tests.api.house import HOST, WORKSHOP, House, open_house

ADDRESS = f"http://{HOST}/"
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
OTHER = "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"
NOW = 1_764_000_000
BODY = b'{"id":"evt_1","type":"workshop.changed","data":{}}'


def entering(house: House, role: Role = Role.OWNER) -> Client:
    return Client(ADDRESS, token=house.tokens[role], http=house.client)


def as_client(house: House, *scopes: Scope, **more: Any) -> Client:
    now = dt.datetime.now(dt.UTC)
    with house.engine.begin() as connection:
        made, secret = create_client(connection, 1, name="LMS", scopes=list(Scope), now=now)
    known = {"client_id": made.public_id, "client_secret": secret, "scopes": scopes}
    return Client(ADDRESS, http=house.client, **known, **more)


def test_a_workshop_is_made_changed_and_deleted(house: House):
    client = entering(house)
    made = client.create_a_workshop(WORKSHOP)
    place = made.value["id"]
    saved = client.save_a_workshop(place, {**made.value, "title": "New"}, if_match=made.etag)
    assert (saved.value["title"], client.get_workshop(place).etag) == ("New", saved.etag)
    gone = client.delete_a_workshop(place, if_match=saved.etag)
    assert (gone.status, gone.content) == (204, None)


def test_lists_are_followed_to_their_end(house: House):
    client = entering(house)
    for number in range(5):
        client.create_a_workshop({**WORKSHOP, "title": f"Workshop {number}"})
    found = client.pages(client.list_the_workshops(limit=2))
    assert [one["title"] for one in found] == [f"Workshop {number}" for number in (4, 3, 2, 1, 0)]


def test_what_has_not_changed_has_no_content(house: House):
    client = entering(house)
    first = client.get_session_handout("AL1", "card")
    later = client.get_session_handout("AL1", "card", if_none_match=first.etag)
    assert (first.value[:4], later.is_unchanged) == (b"%PDF", True)
    with pytest.raises(CallError, match="no-content"):
        _ = later.value


def test_a_refusal_is_told_with_its_code(small_house: House):
    with pytest.raises(CallError) as told:
        entering(small_house, Role.READER).create_a_workshop(WORKSHOP)
    assert (told.value.status, told.value.code) == (403, "role-needed")


def test_a_client_asks_for_its_token_once_and_again_when_it_ends(house: House):
    client = as_client(house, Scope.LIBRARY_READ)
    assert client.list_the_topics().value["items"] == client.list_the_topics().value["items"]
    with house.engine.begin() as connection:
        assert connection.execute(delete(access_token)).rowcount == 1
    assert client.list_the_topics().status == 200
    with pytest.raises(CallError, match="insufficient-scope"):
        client.list_the_workshops()


def test_a_secret_that_is_none_is_told(small_house: House):
    client = Client(ADDRESS, client_id="cli_x", client_secret="y", http=small_house.client)
    with pytest.raises(CallError, match="401 invalid_client"):
        client.list_the_topics()


def test_the_client_waits_as_long_as_it_is_told_and_no_longer(
    sqlite_engine: Engine, tmp_path: Path
):
    with open_house(sqlite_engine, tmp_path, rate_limit=60) as house:
        client = as_client(house)
        assert {client.list_the_topics().status for _ in range(62)} == {200}
        hasty = Client(ADDRESS, token=house.tokens[Role.READER], http=house.client, patience=0)
        with pytest.raises(CallError, match="too-many-requests"):
            _ = [hasty.list_the_topics() for _ in range(600)]  # some come back while it asks


# --- messages -------------------------------------------------------------------------------------


def message(secrets: list[str] | None = None, at: int = NOW) -> dict[str, str]:
    return {
        "Webhook-Id": "evt_1",
        "webhook-timestamp": str(at),
        "webhook-signature": signatures(secrets or [SECRET], "evt_1", at, BODY),
    }


def test_a_message_that_a_secret_of_ours_signed_is_read():
    for secrets in (SECRET, (OTHER, SECRET)):
        assert verify(message(), BODY, secrets, now=NOW + 299)["id"] == "evt_1"
    assert verify(message([OTHER, SECRET]), BODY, SECRET, now=NOW - 299)["id"] == "evt_1"


@pytest.mark.parametrize(
    ("headers", "body", "secret", "now"),
    [
        (message(), BODY + b" ", SECRET, NOW),
        (message(), BODY, OTHER, NOW),
        (message(), BODY, SECRET, NOW + 301),
        (message(), BODY, SECRET, NOW - 301),
        ({**message(), "webhook-timestamp": str(NOW + 1)}, BODY, SECRET, NOW),
        ({**message(), "webhook-timestamp": "soon"}, BODY, SECRET, NOW),
        ({**message(), "Webhook-Id": "evt_2"}, BODY, SECRET, NOW),
        ({**message(), "webhook-signature": ""}, BODY, SECRET, NOW),
        ({**message(), "webhook-signature": "v1,é v2,x"}, BODY, SECRET, NOW),
        ({}, BODY, SECRET, NOW),
    ],
)
def test_a_message_that_is_not_ours_or_not_of_now_is_refused(
    headers: dict[str, str], body: bytes, secret: str, now: int
):
    with pytest.raises(MessageError):
        verify(headers, body, secret, now=now)
