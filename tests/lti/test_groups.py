"""Several groups on one server: none gets in another's way, or speaks for it."""

from __future__ import annotations

import json

import pytest
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

from api.cli import run
from api.lti.doors import own_facts
from api.lti.keys import current_keys, sign
from curriculum.storage.lti_platforms import StoredPlatform, create_platform
from curriculum.storage.lti_tables import lti_platform
from curriculum.storage.organisations import list_organisations
from tests.lti.browser import Browser
from tests.lti.conftest import Tool
from tests.lti.lms import Lms
from tests.lti.test_launch import TARGET, code


def squat(tool: Tool, lms: Lms) -> int:
    """Have the other group connect the same platform; return its id."""
    with tool.house.engine.begin() as connection:
        hill = list_organisations(connection)[1].id
        create_platform(connection, hill, lms.platform)
    return hill


def share(tool: Tool, stored: StoredPlatform) -> None:
    """Make it one that was connected when all groups shared their addresses."""
    with tool.house.engine.begin() as connection:
        rows = lti_platform.update().where(lti_platform.c.id == stored.id)
        connection.execute(rows.values(shared=True))


def keys_at(browser: Browser, address: str) -> KeySet:
    return KeySet.import_key_set(json.loads(browser.get(address).content))


def test_another_group_with_the_same_platform_changes_nothing(
    browser: Browser, lms: Lms, tool: Tool, connected: StoredPlatform
):
    squat(tool, lms)
    visit = browser.enter(lms, TARGET)
    assert visit.page.status_code == 200
    query = {"iss": lms.address, "login_hint": "7"}
    assert browser.get(browser.login_address, params=query).status_code == 303
    query["client_id"] = connected.platform.client_id
    assert code(browser.get("/lti/login", params=query)) == "unknown-platform"


def test_a_platform_of_the_shared_addresses_goes_before_later_ones(
    lms: Lms, tool: Tool, connected: StoredPlatform
):
    share(tool, connected)
    squat(tool, lms)
    visit = Browser(tool.address).enter(lms, TARGET)
    assert visit.page.status_code == 200


def test_no_group_signs_with_the_key_of_another(
    browser: Browser, lms: Lms, tool: Tool, connected: StoredPlatform
):
    engine, hill = tool.house.engine, squat(tool, lms)
    with engine.begin() as connection:
        address = own_facts(connection, hill, tool.address)["keyset_url"]
    theirs = keys_at(browser, address)
    ours = keys_at(browser, tool.facts["keyset_url"])
    server = keys_at(browser, "/.well-known/jwks.json")
    forged = sign(engine, hill, {"iss": connected.platform.client_id})
    assert jwt.decode(forged, theirs, algorithms=["RS256"]).claims
    for others in (ours, server):
        with pytest.raises((JoseError, ValueError)):
            jwt.decode(forged, others, algorithms=["RS256"])


def test_a_platform_of_the_shared_addresses_is_told_with_the_servers_key(
    lms: Lms, tool: Tool, connected: StoredPlatform
):
    share(tool, connected)
    lms.tool_keys = f"{tool.address}/.well-known/jwks.json"
    browser = Browser(tool.address)
    visit = browser.enter(lms, "/lti/deep-link", **lms.choosing())
    sent = visit.post("/choose", do="send", **{"choose /lti/sessions/AL1": "on"})
    assert lms.read(sent.text.partition('name="JWT" value="')[2].partition('"')[0])


def test_a_door_that_is_none_leads_nowhere(browser: Browser, lms: Lms):
    query = {"iss": lms.address, "login_hint": "7"}
    for door in ("x" * 16, "2" * 16, "short", "%00" * 16):
        refused = (
            browser.get(f"/lti/groups/{door}/jwks.json"),
            browser.get(f"/lti/groups/{door}/login", params=query),
            browser.post(f"/lti/groups/{door}/login", query),
        )
        assert [one.status_code for one in refused] == [404] * 3


def test_the_servers_key_is_changed_on_the_server_alone(
    tool: Tool, monkeypatch: pytest.MonkeyPatch
):
    engine = tool.house.engine
    ours, server = (current_keys(engine, one) for one in (tool.organisation_id, None))
    monkeypatch.setenv("CURRICULUM_DATABASE_URL", engine.url.render_as_string(hide_password=False))
    assert run(["change-key"]) == 1  # it is a few minutes old
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE lti_key SET created_at = '2026-01-01 00:00:00'")
    assert run(["change-key"]) == 0
    assert [one.kid for one in current_keys(engine, tool.organisation_id)] == [
        one.kid for one in ours
    ]
    changed = current_keys(engine, None)
    assert (len(changed), changed[1].kid) == (2, server[0].kid)
