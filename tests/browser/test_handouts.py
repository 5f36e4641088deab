"""Handouts on the screen: every kind of block, as it leaves the house, looked at by axe-core."""

from __future__ import annotations

from playwright.sync_api import Browser

from curriculum.documents import handout_pack
from pdf_templates.on_screen import PLATFORM, Screen, overview_page, sheet_page
from tests.browser.people import violations
from tests.pdf_templates.samples import CONTACTS, sample_plan


def test_axe_finds_nothing_wrong_with_pages_for_platforms(browser: Browser):
    plan = sample_plan()
    sheets = handout_pack(plan, CONTACTS).sheets
    pages = [
        sheet_page(one, screen) for one in sheets for screen in (PLATFORM, Screen(drawings=True))
    ]
    page = browser.new_page(viewport={"width": 320, "height": 640})
    wrong, wide = [], set()
    for html in (*pages, overview_page(plan, plan.handouts, CONTACTS.contacts)):
        page.set_content(html)
        wrong += violations(page)
        wide.add(page.evaluate("document.documentElement.scrollWidth"))
    page.close()
    assert (wrong, wide) == ([], {320})
