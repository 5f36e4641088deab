"""The pages on which an owner lets programs in and has them told."""

from __future__ import annotations

import html
import re
from typing import Any

import pytest
from httpx import Response

from api.auth import COOKIE, csrf_token
from tests.api.house import House

CLIENTS = "/organisation/clients"
HOOKS = "/organisation/webhooks"


class Owner:
    """The owner at a browser."""

    def __init__(self, house: House) -> None:
        self.house = house
        answer = house.get(f"/sign-in/{house.link}", None)
        self.secret = answer.cookies[COOKIE]
        house.client.cookies.clear()

    def look(self, path: str) -> Response:
        return self.house.get(path, None, headers={"Cookie": f"{COOKIE}={self.secret}"})

    def send(self, path: str, **form: Any) -> Response:
        headers = {"Cookie": f"{COOKIE}={self.secret}"}
        data = {"csrf_token": csrf_token(self.secret), **form}
        return self.house.ask("POST", path, None, headers=headers, data=data)


@pytest.fixture
def owner(house: House) -> Owner:
    return Owner(house)


def secrets(answer: Response) -> list[str]:
    return [html.unescape(one) for one in re.findall(r'<code class="secret">([^<]+)<', answer.text)]


def test_a_client_is_made_and_its_secret_is_shown_once(owner: Owner, house: House):
    made = owner.send(CLIENTS, name="Our LMS", **{"library:read": "yes"})
    assert made.status_code == 200
    public_id, secret = secrets(made)
    form = {"grant_type": "client_credentials", "client_id": public_id, "client_secret": secret}
    assert house.ask("POST", "/oauth/token", None, data=form).json()["scope"] == "library:read"
    later = owner.look(CLIENTS)
    assert ("Our LMS" in later.text, secret in later.text) == (True, False)


def test_a_second_secret_is_made_and_the_first_taken_away(owner: Owner, house: House):
    owner.send(CLIENTS, name="Our LMS", **{"library:read": "yes"})
    client = house.get("/api/v1/clients").json()["items"][0]
    path = f"{CLIENTS}/{client['id']}"
    assert len(secrets(owner.send(f"{path}/secrets"))) == 2
    third = owner.send(f"{path}/secrets")
    assert (third.status_code, "has 2 secrets" in third.text) == (409, True)
    gone = owner.send(f"{path}/secrets/{client['secrets'][0]['id']}/remove")
    assert (gone.status_code, gone.headers["Location"]) == (303, CLIENTS)
    last = house.get("/api/v1/clients").json()["items"][0]["secrets"][0]["id"]
    assert owner.send(f"{path}/secrets/{last}/remove").status_code == 409
    assert owner.send(f"{path}/revoke").status_code == 303
    assert "revoked" in owner.look(CLIENTS).text


def test_a_client_without_a_name_or_a_scope_is_not_made(owner: Owner, house: House):
    refused = owner.send(CLIENTS, name=" ")
    assert refused.status_code == 422
    assert "Choose at least one" in refused.text
    assert "Say in a few words what it is for" in refused.text
    assert house.get("/api/v1/clients").json()["items"] == []


def test_a_webhook_is_made_changed_and_deleted(owner: Owner, house: House):
    made = owner.send(HOOKS, url="https://lms.example.org/hook", **{"workshop.changed": "yes"})
    first = secrets(made)
    hook = house.get("/api/v1/webhooks").json()["items"][0]
    path = f"{HOOKS}/{hook['id']}"
    second = secrets(owner.send(f"{path}/secret"))
    assert len({*first, *second}) == 2
    house.make_workshop()
    log = house.get(f"/api/v1/webhooks/{hook['id']}/deliveries").json()["items"]
    assert "A workshop was made, changed or deleted" in owner.look(HOOKS).text
    again = owner.send(f"{path}/deliveries/{log[0]['id']}")
    assert (again.status_code, again.headers["Location"]) == (303, f"{HOOKS}#w{hook['id']}")
    assert owner.send(f"{path}/start").status_code == 303
    assert owner.send(f"{path}/delete").status_code == 303
    assert house.get("/api/v1/webhooks").json()["items"] == []


@pytest.mark.parametrize("url", ["http://lms.example.org", "", "x" * 600])
def test_a_webhook_to_nowhere_is_not_made(owner: Owner, url: str):
    refused = owner.send(HOOKS, url=url, **{"workshop.changed": "yes"})
    assert (refused.status_code, 'id="url-fault"' in refused.text) == (422, True)
    assert 'value="https://' in owner.look(HOOKS).text


def test_the_pages_are_for_owners(house: House):
    for path in (CLIENTS, HOOKS):
        assert house.get(path, None, headers={"Accept": "text/html"}).status_code == 401


TOKENS = "/organisation/tokens"


def may(house: House, secret: str, path: str) -> int:
    return house.get(path, None, headers={"Authorization": f"Bearer {secret}"}).status_code


def test_a_token_opens_the_parts_that_were_ticked_and_the_page_says_which(
    owner: Owner, house: House
):
    form = {"token_name": "Our LMS", "token_role": "reader", "library:read": "yes"}
    [secret] = secrets(owner.send(TOKENS, **form))
    opened = [may(house, secret, f"/api/v1/{what}") for what in ("topics", "workshops")]
    assert opened == [200, 403]
    assert house.get("/api/v1/tokens").json()["items"][0]["scopes"] == ["library:read"]
    row = owner.look("/organisation").text.partition("Our LMS")[2].partition("</tr>")[0]
    assert "Read sessions, programmes and their documents." in row
    assert "Make, change and delete workshops." not in row


def test_a_token_with_nothing_ticked_may_do_all_of_its_role(owner: Owner, house: House):
    [secret] = secrets(owner.send(TOKENS, token_name="Our script", token_role="reader"))
    assert may(house, secret, "/api/v1/workshops") == 200
    assert house.get("/api/v1/tokens").json()["items"][0]["scopes"] is None


def test_what_was_ticked_and_chosen_stays_where_the_token_has_no_name(owner: Owner):
    form = {"token_name": " ", "token_role": "owner", "workshops:read": "yes"}
    answer = owner.send(TOKENS, **form)
    assert (answer.status_code, secrets(answer)) == (422, [])
    assert "Say in a few words what it is for" in answer.text
    assert 'name="workshops:read" value="yes" checked' in answer.text
    assert 'name="library:read" value="yes" checked' not in answer.text
    assert '<option value="owner" selected>' in answer.text
