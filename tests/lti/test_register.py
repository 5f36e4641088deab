"""Connecting a platform by an owner's link."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.api.house import House
from tests.lti.browser import Browser
from tests.lti.conftest import Tool
from tests.lti.lms import TOOL, Lms


def link(house: House, **wanted: bool) -> str:
    made = house.ask("POST", "/api/v1/platforms/registrations", json=wanted)
    assert made.status_code == 201, made.text
    token: str = made.json()["url"].partition("token=")[2]
    return token


def connect(browser: Browser, lms: Lms, token: str, **changes: str) -> Any:
    query = {
        "token": token,
        "openid_configuration": f"{lms.address}/config?of=us",
        "registration_token": "once.only",
        **changes,
    }
    return browser.get("/lti/register", params=query)


def test_a_platform_is_connected_and_waits_to_be_let_in(browser: Browser, lms: Lms, tool: Tool):
    answer = connect(browser, lms, link(tool.house))
    assert answer.status_code == 200, answer.text
    assert "data-close" in answer.text
    assert answer.headers["Cross-Origin-Opener-Policy"] == "unsafe-none"
    assert answer.headers["Content-Security-Policy"].endswith(f"frame-ancestors {lms.address}")
    (platform,) = tool.house.get("/api/v1/platforms").json()["items"]
    del platform["id"]
    assert platform == {
        "name": f"Moodle ({lms.address.removeprefix('http://')})",
        "issuer": lms.address,
        "client_id": "dynamic-1",
        "authorization_url": f"{lms.address}/auth",
        "token_url": f"{lms.address}/token",
        "keyset_url": f"{lms.address}/keys",
        "token_audience": None,
        "deployments": ["9"],
        "active": False,
        "roster": False,
        "planning": False,
        "shared": False,
    }
    refused = browser.get("/lti/login", params={"iss": lms.address, "login_hint": "7"})
    assert "unknown-platform" in refused.text


def test_the_platform_is_told_who_we_are(browser: Browser, lms: Lms, tool: Tool):
    connect(browser, lms, link(tool.house))
    (body,) = lms.asked("/register")
    headers = next(headers for _, path, headers, _ in lms.heard if path == "/register")
    assert headers["authorization"] == "Bearer once.only"
    told = json.loads(body)
    ours, facts = tool.address, tool.facts
    assert told.pop(TOOL) == {
        "domain": ours.removeprefix("http://"),
        "target_link_uri": f"{ours}/lti/launch",
        "claims": ["iss", "sub"],
        "messages": [
            {
                "type": kind,
                "target_link_uri": ours + path,
                "label": "Workshop sessions and handouts",
            }
            for kind, path in (
                ("LtiResourceLinkRequest", "/lti/launch"),
                ("LtiDeepLinkingRequest", "/lti/deep-link"),
            )
        ],
    }
    assert told == {
        "application_type": "web",
        "response_types": ["id_token"],
        "grant_types": ["implicit", "client_credentials"],
        "initiate_login_uri": facts["login_url"],
        "redirect_uris": [f"{ours}/lti/launch"],
        "client_name": "Workshop sessions and handouts",
        "jwks_uri": facts["keyset_url"],
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": "https://purl.imsglobal.org/spec/lti-ags/scope/score",
    }


def test_members_are_asked_for_only_if_the_owner_wants_them(browser: Browser, lms: Lms, tool: Tool):
    connect(browser, lms, link(tool.house, roster=True))
    assert "contextmembership.readonly" in json.loads(lms.asked("/register")[0])["scope"]
    assert tool.house.get("/api/v1/platforms").json()["items"][0]["roster"] is True


def test_a_link_works_once(browser: Browser, lms: Lms, tool: Tool):
    token = link(tool.house)
    assert connect(browser, lms, token).status_code == 200
    again = connect(browser, lms, token)
    assert (again.status_code, "link-used" in again.text) == (403, True)
    assert "link-used" in connect(browser, lms, "made-up").text
    assert "link-used" in browser.get("/lti/register").text
    assert len(lms.asked("/register")) == 1


def test_looking_at_a_link_does_not_use_it_up(browser: Browser, lms: Lms, tool: Tool):
    token = link(tool.house)
    looked = browser.get("/lti/register", params={"token": token})
    assert "for your learning platform" in looked.text
    query = {"token": token, "openid_configuration": f"{lms.address}/config"}
    assert browser.ask("HEAD", "/lti/register", params=query).status_code == 200
    assert lms.heard == []
    assert connect(browser, lms, token).status_code == 200


@pytest.mark.parametrize(
    "address",
    [
        "https://10.0.0.1/config",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/config",
        "https://localhost.localdomain.invalid/config",
        "file:///etc/passwd",
        "http://192.168.0.1/config",
    ],
)
def test_addresses_that_are_no_platforms_are_not_asked(
    browser: Browser, lms: Lms, tool: Tool, address: str
):
    token = link(tool.house)
    refused = connect(browser, lms, token, openid_configuration=address)
    assert refused.status_code == 422
    assert tool.house.get("/api/v1/platforms").json()["items"] == []
    assert connect(browser, lms, token).status_code == 200


def _configured(**changes: str) -> bytes:
    return json.dumps({**Lms("http://127.0.0.1").configuration(), **changes}).encode()


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("/config", (404, b"")),
        ("/config", (302, b"")),
        ("/config", (200, b"no JSON")),
        ("/config", (200, b"{}")),
        ("/config", (200, _configured(jwks_uri="https://["))),
        ("/config", (200, _configured(issuer="https://:1"))),
        ("/config", (200, b" " * 600_000)),
        ("/register", (400, b'{"error": "invalid_client_metadata"}')),
        ("/register", (200, b"{}")),
        ("/register", (200, b'{"client_id": "a b"}')),
    ],
)
def test_a_platform_that_does_not_answer_well_is_not_connected(
    browser: Browser, lms: Lms, tool: Tool, path: str, answer: tuple[int, bytes]
):
    lms.answers[path] = lambda: answer
    refused = connect(browser, lms, link(tool.house))
    assert (refused.status_code, "unreachable" in refused.text) == (422, True)
    assert tool.house.get("/api/v1/platforms").json()["items"] == []


def test_a_platform_cannot_speak_for_another(browser: Browser, lms: Lms, tool: Tool):
    false = {**lms.configuration(), "issuer": "https://campus.example.org"}
    lms.answers["/config"] = lambda: (200, json.dumps(false).encode())
    refused = connect(browser, lms, link(tool.house))
    assert (refused.status_code, "wrong-issuer" in refused.text) == (403, True)
    assert lms.asked("/register") == []


def test_a_platform_is_not_connected_twice(browser: Browser, lms: Lms, tool: Tool):
    connect(browser, lms, link(tool.house))
    refused = connect(browser, lms, link(tool.house))
    assert (refused.status_code, "conflict" in refused.text) == (409, True)
