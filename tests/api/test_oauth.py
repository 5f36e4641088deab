from __future__ import annotations

import base64
import datetime as dt
from typing import Any

import pytest
from httpx import Response
from sqlalchemy import select, update

from curriculum.storage.database import reading
from curriculum.storage.integrators_tables import access_token, client_secret
from curriculum.storage.people import Role
from curriculum.storage.scopes import Scope
from tests.api.house import WORKSHOP, House, fault

CLIENTS = "/api/v1/clients"
TOKEN = "/oauth/token"
ALL = list(Scope)
GRANT = {"grant_type": "client_credentials"}


def make(house: House, *scopes: Scope) -> dict[str, Any]:
    made = house.ask("POST", CLIENTS, json={"name": "LMS", "scopes": list(scopes or ALL)})
    assert made.status_code == 201, made.text
    body: dict[str, Any] = made.json()
    return body


def basic(client: dict[str, Any], secret: str = "") -> dict[str, str]:
    pair = f"{client['client_id']}:{secret or client['client_secret']}"
    return {"Authorization": "Basic " + base64.b64encode(pair.encode()).decode()}


def ask(house: House, client: dict[str, Any], **form: str) -> Response:
    return house.ask("POST", TOKEN, None, headers=basic(client), data={**GRANT, **form})


def entering(house: House, *scopes: Scope) -> dict[str, str]:
    """Return the headers of a client with these scopes."""
    token = ask(house, make(house, *scopes)).json()["access_token"]
    return {"Authorization": f"Bearer {token}"}


def test_a_client_trades_its_secret_for_a_token(house: House):
    client = make(house, Scope.LIBRARY_READ, Scope.WORKSHOPS_WRITE)
    answer = ask(house, client)
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store")
    body = answer.json()
    assert (body["token_type"], body["expires_in"]) == ("Bearer", 3600)
    assert body["scope"] == "library:read workshops:write"
    headers = {"Authorization": f"Bearer {body['access_token']}"}
    made = house.ask("POST", "/api/v1/workshops", None, headers=headers, json=WORKSHOP)
    assert made.status_code == 201
    assert house.get(CLIENTS).json()["items"][0]["last_used_at"] is not None


def test_the_secret_may_come_in_the_form(house: House):
    client = make(house)
    form = {**GRANT, "client_id": client["client_id"], "client_secret": client["client_secret"]}
    assert house.ask("POST", TOKEN, None, data=form).status_code == 200


def test_a_token_has_the_scopes_that_were_asked_for(house: House):
    client = make(house, Scope.LIBRARY_READ, Scope.WORKSHOPS_READ)
    answer = ask(house, client, scope="library:read")
    assert answer.json()["scope"] == "library:read"
    headers = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    refused = house.get("/api/v1/workshops", None, headers=headers)
    assert refused.status_code == 403
    assert refused.headers["WWW-Authenticate"] == (
        'Bearer realm="curriculum", error="insufficient_scope", scope="workshops:read"'
    )
    fault("insufficient-scope", refused)


@pytest.mark.parametrize(
    ("form", "status", "error"),
    [
        ({}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({**GRANT, "scope": "library:read everything"}, 400, "invalid_scope"),
        ({**GRANT, "scope": "workshops:write"}, 400, "invalid_scope"),
        ({**GRANT, "client_secret": "twice"}, 400, "invalid_request"),
    ],
)
def test_what_is_wrong_is_told_as_the_standard_says(
    small_house: House, form: dict[str, str], status: int, error: str
):
    client = make(small_house, Scope.LIBRARY_READ)
    answer = small_house.ask("POST", TOKEN, None, headers=basic(client), data=form)
    assert (answer.status_code, answer.json()["error"]) == (status, error)
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "header", ["Basic", "Basic !!!", "Basic bm9uZQ==", "Basic bm86bm8=", "Bearer x", ""]
)
def test_a_client_that_is_none_is_told_how_to_prove_itself(small_house: House, header: str):
    answer = small_house.ask("POST", TOKEN, None, headers={"Authorization": header}, data=GRANT)
    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")
    assert answer.headers["WWW-Authenticate"].startswith("Basic ")


@pytest.mark.parametrize(
    "body", [b"grant_type=a&grant_type=b", b"\xff=\xff", b"a" * 20_000, b"&" * 100 + b"a=1" * 30]
)
def test_a_form_that_cannot_be_read_is_refused(small_house: House, body: bytes):
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    answer = small_house.ask("POST", TOKEN, None, headers=headers, content=body)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    other = small_house.ask("POST", TOKEN, None, json=GRANT)
    assert (other.status_code, other.json()["error"]) == (400, "invalid_request")


def test_two_secrets_live_while_one_changes_over(house: House):
    client = make(house)
    path = f"{CLIENTS}/{client['id']}"
    new = house.ask("POST", f"{path}/secrets").json()
    assert [len(one["secrets"]) for one in (client, new)] == [1, 2]
    fault("conflict", house.ask("POST", f"{path}/secrets"))
    for one in (client, new):
        assert ask(house, one).status_code == 200
    old = client["secrets"][0]["id"]
    assert house.ask("DELETE", f"{path}/secrets/{old}").status_code == 204
    assert [ask(house, one).status_code for one in (client, new)] == [401, 200]
    fault("conflict", house.ask("DELETE", f"{path}/secrets/{new['secrets'][1]['id']}"))
    fault("not-found", house.ask("DELETE", f"{path}/secrets/{old}"))


def test_revoking_a_client_ends_its_tokens_at_once(house: House):
    client = make(house)
    headers = {"Authorization": f"Bearer {ask(house, client).json()['access_token']}"}
    assert house.get("/api/v1/workshops", None, headers=headers).status_code == 200
    assert house.ask("DELETE", f"{CLIENTS}/{client['id']}").status_code == 204
    refused = house.get("/api/v1/workshops", None, headers=headers)
    assert refused.status_code == 401
    assert 'error="invalid_token"' in refused.headers["WWW-Authenticate"]
    assert ask(house, client).status_code == 401
    told = house.get(f"{CLIENTS}/{client['id']}").json()
    assert (told["secrets"], told["revoked_at"] is None) == ([], False)
    fault("conflict", house.ask("POST", f"{CLIENTS}/{client['id']}/secrets"))


def test_a_token_can_be_given_back_by_its_client_alone(house: House):
    client, other = make(house), make(house)
    token = ask(house, client).json()["access_token"]
    headers = {"Authorization": f"Bearer {token}"}
    found = []
    for one in (other, client):
        gone = house.ask("POST", "/oauth/revoke", None, headers=basic(one), data={"token": token})
        found.append((gone.status_code, house.get(CLIENTS[:-7] + "topics", None, headers=headers)))
    assert [(status, one.status_code) for status, one in found] == [(200, 200), (200, 401)]


def test_a_token_expires(house: House):
    headers = entering(house)
    with house.engine.begin() as connection:
        just_now = dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)
        connection.execute(update(access_token).values(expires_at=just_now))
    fault("bad-token", house.get("/api/v1/topics", None, headers=headers))


def test_secrets_and_tokens_are_stored_as_digests_alone(house: House):
    client = make(house)
    token = ask(house, client).json()["access_token"]
    with reading(house.engine) as connection:
        rows = str(connection.execute(select(client_secret)).all())
        rows += str(connection.execute(select(access_token)).all())
    assert [one for one in (client["client_secret"], token) if one in rows] == []


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("GET", "/api/v1/topics", Scope.LIBRARY_READ),
        ("GET", "/api/v1/sessions/AL1/guide.pdf", Scope.LIBRARY_READ),
        ("HEAD", "/api/v1/sessions", Scope.LIBRARY_READ),
        ("GET", "/api/v1/workshops", Scope.WORKSHOPS_READ),
        ("POST", "/api/v1/workshops", Scope.WORKSHOPS_WRITE),
        ("POST", "/api/v1/sessions/AL1/copy", Scope.SESSIONS_WRITE),
    ],
)
def test_each_scope_opens_what_it_says_and_no_more(
    small_house: House, method: str, path: str, scope: Scope
):
    sent = WORKSHOP if path.endswith("workshops") else {"code": "AL1-RIVER"}
    body = {"json": sent} if method == "POST" else {}
    found = {
        one: small_house.ask(method, path, None, headers=entering(small_house, one), **body)
        for one in Scope
    }
    assert {one for one, answer in found.items() if answer.status_code != 403} == {scope}


@pytest.mark.parametrize(
    "path", ["/api/v1/users", "/api/v1/tokens", CLIENTS, "/api/v1/organisation"]
)
def test_no_scope_opens_people_and_secrets(small_house: House, path: str):
    refused = small_house.get(path, None, headers=entering(small_house))
    fault("insufficient-scope", refused)


def test_no_scope_opens_what_facilitators_wrote_down(small_house: House):
    place = small_house.make_workshop().headers["Location"]
    headers = entering(small_house)
    assert small_house.get(place, None, headers=headers).status_code == 200
    fault("insufficient-scope", small_house.get(f"{place}/runs", None, headers=headers))


def test_drafts_are_told_only_to_who_may_write_them(house: House):
    house.ask("POST", "/api/v1/sessions/AL1/copy", json={"code": "AL1-RIVER"})
    read, write = (
        entering(house, Scope.LIBRARY_READ),
        entering(house, Scope.LIBRARY_READ, Scope.SESSIONS_WRITE),
    )
    found = [
        house.get("/api/v1/sessions/AL1-RIVER", None, headers=one).status_code
        for one in (read, write)
    ]
    assert found == [404, 200]


def test_only_owners_manage_clients_and_only_their_own(house: House):
    client = make(house)
    for role in (Role.EDITOR, Role.FACILITATOR, Role.READER):
        fault("role-needed", house.get(CLIENTS, role))
    stranger = {"Authorization": f"Bearer {house.stranger}"}
    assert house.get(CLIENTS, None, headers=stranger).json()["items"] == []
    path = f"{CLIENTS}/{client['id']}"
    for method, one in (
        ("GET", ""),
        ("DELETE", ""),
        ("POST", "/secrets"),
        ("DELETE", "/secrets/1"),
    ):
        fault("not-found", house.ask(method, path + one, None, headers=stranger))


def test_a_client_needs_a_name_and_scopes_that_there_are(small_house: House):
    for body in (
        {"name": "LMS", "scopes": []},
        {"name": "", "scopes": ["webhooks"]},
        {"name": "LMS", "scopes": ["all"]},
    ):
        fault("invalid", small_house.ask("POST", CLIENTS, json=body))


def test_a_token_of_a_role_can_be_kept_to_scopes_too(house: House):
    asked = {"name": "Reader of workshops", "role": "owner", "scopes": ["workshops:read"]}
    made = house.ask("POST", "/api/v1/tokens", json=asked).json()
    headers = {"Authorization": f"Bearer {made['token']}"}
    found = [
        house.ask(method, path, None, headers=headers, **sent).status_code
        for method, path, sent in (
            ("GET", "/api/v1/workshops", {}),
            ("POST", "/api/v1/workshops", {"json": WORKSHOP}),
            ("GET", "/api/v1/users", {}),
        )
    ]
    assert found == [200, 403, 403]
    told = {one["name"]: one["scopes"] for one in house.get("/api/v1/tokens").json()["items"]}
    assert (told["Reader of workshops"], told["owner"]) == (["workshops:read"], None)


def test_scopes_give_no_token_more_than_its_role(house: House):
    asked = {"name": "Facilitator", "role": "facilitator", "scopes": ["webhooks", "sessions:write"]}
    made = house.ask("POST", "/api/v1/tokens", json=asked).json()
    headers = {"Authorization": f"Bearer {made['token']}"}
    fault("role-needed", house.get("/api/v1/webhooks", None, headers=headers))
    copy = {"json": {"code": "AL1-RIVER"}}
    fault(
        "role-needed",
        house.ask("POST", "/api/v1/sessions/AL1/copy", None, headers=headers, **copy),
    )
