"""The platform's keys, and a platform that is shut out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from joserfc.jwk import RSAKey

from curriculum.storage.lti_platforms import StoredPlatform, save_platform
from tests.lti.browser import Browser
from tests.lti.conftest import Tool
from tests.lti.lms import Lms, new_key
from tests.lti.test_launch import TARGET, code, visits

pytestmark = pytest.mark.usefixtures("connected")


def test_a_platform_that_is_not_active_lets_nobody_in(
    browser: Browser, lms: Lms, tool: Tool, connected: StoredPlatform
):
    visit = browser.enter(lms, TARGET)
    asked = browser.login(lms, TARGET)
    closed = connected.platform.model_copy(update={"active": False})
    with tool.house.engine.begin() as connection:
        save_platform(
            connection,
            connected.organisation_id,
            connected.id,
            closed,
            expected_etag=connected.etag,
        )
    token = lms.sign(lms.claims(asked["nonce"], browser.tool + TARGET))
    form = {"state": asked["state"], "id_token": token}
    assert code(browser.post("/lti/launch", form)) == "unknown-state"
    assert code(visit.get("")) == "platform-inactive"


def test_a_new_key_of_the_platform_is_asked_for(browser: Browser, lms: Lms):
    assert browser.arrive(lms, TARGET).status_code == 303
    assert browser.arrive(lms, TARGET).status_code == 303
    assert len(lms.asked("/keys")) == 1
    lms.keys.insert(0, new_key("second"))
    assert browser.arrive(lms, TARGET).status_code == 303
    assert len(lms.asked("/keys")) == 2


def test_keys_are_not_asked_for_without_end(browser: Browser, lms: Lms):
    for number in range(12):
        asked = browser.login(lms, TARGET)
        said = lms.claims(asked["nonce"], browser.tool + TARGET)
        token = lms.sign(said, kid=f"made-up-{number}")
        browser.post("/lti/launch", {"state": asked["state"], "id_token": token})
    assert len(lms.asked("/keys")) == 5


def _published(*keys: Any) -> bytes:
    return json.dumps(
        {"keys": [one if isinstance(one, dict) else one.as_dict() for one in keys]}
    ).encode()


@pytest.mark.parametrize(
    ("answer", "refusal"),
    [
        ((200, b"no JSON"), "unreachable"),
        ((200, b'{"keys": 5}'), "unreachable"),
        ((200, b"[" * 100_000), "unreachable"),
        ((200, b" " * 600_000), "unreachable"),
        ((404, b'{"keys": []}'), "unreachable"),
        ((302, b""), "unreachable"),
        ((200, b'{"keys": []}'), "unknown-key"),
        ((200, b'{"keys": [5, {"kty": "RSA", "kid": "first"}]}'), "unknown-key"),
        (
            (200, _published({"kty": "RSA", "kid": "first", "n": "x" * 90_000, "e": "AQAB"})),
            "unknown-key",
        ),
        ((200, _published({"kty": "oct", "kid": "first", "k": "c2VjcmV0"})), "unknown-key"),
    ],
)
def test_a_key_set_that_is_none_lets_nobody_in(
    browser: Browser, lms: Lms, tool: Tool, answer: tuple[int, bytes], refusal: str
):
    lms.answers["/keys"] = lambda: answer
    refused = browser.arrive(lms, TARGET)
    assert (refused.status_code // 100, code(refused)) == (4, refusal)
    assert visits(tool) == 0


@pytest.mark.filterwarnings("ignore::joserfc.errors.SecurityWarning")
def test_a_short_key_is_not_believed(browser: Browser, lms: Lms):
    lms.keys = [RSAKey.generate_key(1024, {"kid": "short"})]
    assert code(browser.arrive(lms, TARGET)) == "unknown-key"
