"""An owner lets a program in and has another server told, in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.people import Visit, violations


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_client_and_a_webhook_are_made_and_ended(visit: Visit, theme: str):
    page = visit.member(color_scheme=theme, viewport={"width": 320, "height": 640})
    found = {}
    page.goto("/organisation/clients")
    page.get_by_label("What it is for").fill("Our learning platform")
    page.get_by_label("Read sessions, programmes and their documents.").check()
    page.get_by_role("button", name="Make the client").click()
    expect(page.locator(".secret")).to_have_count(2)
    page.get_by_role("button", name="Make a second secret").click()
    expect(page.get_by_text("Secret 2")).to_be_visible()
    found["client"] = violations(page)
    page.get_by_role("button", name="Take away secret 1 of Our learning platform").click()
    expect(page.get_by_text("Secret 2")).to_have_count(0)
    found["clients"] = violations(page)
    page.get_by_role("button", name="Revoke for good: Our learning platform").click()
    expect(page.get_by_text("revoked")).to_be_visible()
    page.goto("/organisation/webhooks")
    page.get_by_label("Address").fill("https://lms.example.org/hooks")
    page.get_by_label("A session was published").check()
    page.get_by_role("button", name="Make the webhook").click()
    expect(page.locator(".secret")).to_contain_text("whsec_")
    found["webhooks"] = violations(page)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.get_by_role("button", name="Delete with its log: https://lms.example.org/hooks").click()
    expect(page.get_by_role("heading", name="https://lms.example.org/hooks")).to_have_count(0)
    assert {place: wrong for place, wrong in found.items() if wrong} == {}


def test_what_is_told_to_catalogues_is_no_script_that_the_policy_refuses(visit: Visit):
    guest = visit.stranger()
    told: list[str] = []
    guest.on("console", lambda message: told.append(message.text))
    guest.on("pageerror", lambda error: told.append(str(error)))
    for address in ("/", "/library/AL1"):
        guest.goto(address, wait_until="networkidle")
        assert guest.locator('script[type="application/ld+json"]').count() == 1
    assert told == []
