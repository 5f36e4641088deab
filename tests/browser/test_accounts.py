"""People let one another in, sign in by themselves, and look after what is stored about them."""

from __future__ import annotations

from base64 import b64decode

import pytest
from playwright.sync_api import Page, expect

from tests.browser.people import Visit, violations

PASSWORD = "river stone lamp tree"
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="


def invited(owner: Page) -> str:
    """Invite somebody and return the link."""
    owner.goto("/organisation")
    owner.get_by_role("link", name="Members").click()
    owner.get_by_label("They may").select_option("facilitator")
    owner.get_by_role("button", name="Make a link").click()
    return owner.locator("code.secret").inner_text()


def test_a_colleague_joins_signs_in_alone_and_is_removed(visit: Visit):
    ada = visit.member()
    bo = visit.stranger()
    bo.goto(invited(ada))
    expect(bo.get_by_role("heading", level=1)).to_have_text("Join River")
    bo.get_by_label("Your name").fill("Bo")
    bo.get_by_label("E-mail address").fill("bo@example.org")
    bo.get_by_label("Password").fill("short")
    bo.get_by_role("button", name="Join").click()
    expect(bo.get_by_text("four words will do")).to_be_visible()
    bo.get_by_label("Password").fill(PASSWORD)
    bo.get_by_role("button", name="Join").click()
    expect(bo.get_by_role("heading", name="Your first workshop")).to_be_visible()

    bo.get_by_role("button", name="Sign out").click()
    bo.get_by_role("link", name="Sign in").click()
    bo.get_by_label("E-mail address").fill("bo@example.org")
    bo.get_by_label("Password").fill("not this one at all")
    bo.get_by_role("button", name="Sign in").click()
    expect(bo.get_by_role("alert")).to_contain_text("is not right")
    bo.get_by_label("Password").fill(PASSWORD)
    bo.get_by_role("button", name="Sign in").click()
    expect(bo.get_by_role("heading", name="Your first workshop")).to_be_visible()

    ada.goto("/organisation/members")
    ada.get_by_label("Bo may").select_option("reader")
    with ada.expect_event("load"):
        ada.get_by_role("button", name="Change what Bo may").click()
    bo.get_by_role("link", name="You", exact=True).click()
    expect(bo.get_by_text("You may read and print.")).to_be_visible()
    ada.get_by_text("Remove Bo", exact=True).click()
    ada.get_by_role("button", name="Remove Bo for good").click()
    expect(ada.get_by_role("heading", name="Bo", exact=True)).to_have_count(0)
    bo.reload()
    expect(bo.get_by_role("heading", name="Please sign in")).to_be_visible()


def test_one_looks_after_ones_own_account(visit: Visit):
    page, there = visit.member(), visit.member()
    page.goto("/account")
    page.get_by_label("Name", exact=True).fill("Ada B.")
    page.get_by_label("E-mail address").fill("ada@example.org")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Ada B.")
    page.get_by_role("button", name="Sign out there").click()
    expect(page.get_by_text("Another browser")).to_have_count(0)
    there.reload()
    expect(there.get_by_role("link", name="Sign in")).to_be_visible()
    there = visit.member()
    page.goto("/account")
    page.get_by_role("button", name="Sign out everywhere").click()
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    there.reload()
    expect(there.get_by_role("link", name="Sign in")).to_be_visible()
    page = visit.member()
    page.goto("/account")
    page.get_by_label("New password").fill(PASSWORD)
    page.get_by_role("button", name="Set a password").click()
    expect(page.get_by_role("button", name="Change the password")).to_be_visible()
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download all that is stored about you").click()
    assert coming.value.suggested_filename == "my-data.json"
    page.get_by_text("Erase me", exact=True).click()
    page.get_by_label("I mean it").check()
    page.get_by_role("button", name="Erase me for good").click()
    expect(page.get_by_text("is the only owner")).to_be_visible()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_wrong_with_accounts_and_nothing_is_too_wide(visit: Visit, theme: str):
    ada = visit.member(color_scheme=theme, viewport={"width": 320, "height": 640})
    link = invited(ada)
    found = violations(ada)
    guest = visit.stranger(color_scheme=theme, viewport={"width": 320, "height": 640})
    addresses = {ada: ["/organisation", "/organisation/members", "/account"]}
    addresses[guest] = ["/sign-in", link, f"{link}-gone"]
    for page, paths in addresses.items():
        for path in paths:
            page.goto(path)
            page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
            found += violations(page)
            assert page.evaluate("document.documentElement.scrollWidth") == 320
    assert found == []


def test_the_group_has_a_face_and_saving_keeps_it(visit: Visit):
    page = visit.member()
    page.goto("/organisation")
    page.get_by_label("Colour in print").fill("#7a1f3d")
    page.get_by_label("Line at the foot").fill("River House, 1 Quay Street")
    with page.expect_event("load"):
        page.get_by_role("button", name="Save").click()
    expect(page.get_by_label("Colour in print")).to_have_value("#7a1f3d")
    wrong = {"name": "logo.svg", "mimeType": "image/svg+xml", "buffer": b"<svg/>"}
    page.get_by_label("PNG or JPEG").set_input_files(wrong)
    page.get_by_role("button", name="Set the logo").click()
    expect(page.get_by_text("Choose a PNG or a JPEG file.")).to_be_visible()
    page.get_by_label("PNG or JPEG").set_input_files(
        {"name": "Our Logo.png", "mimeType": "image/png", "buffer": b64decode(DOT)}
    )
    page.get_by_role("button", name="Set the logo").click()
    expect(page.get_by_role("img", name="Logo of River")).to_be_visible()
    page.get_by_label("Name", exact=True).fill("River House")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("River House")
    expect(page.get_by_label("Line at the foot")).to_have_value("River House, 1 Quay Street")
    page.get_by_role("button", name="Take the logo away").click()
    expect(page.get_by_text("There is none yet.")).to_be_visible()
