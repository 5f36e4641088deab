"""The pages for everybody: both themes, narrow windows, no page heavier than it needs to be."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Page, Response, expect

from tests.browser.people import Visit, make_workshop, violations

SCRIPT_IN_THE_PAGE = "script:not([src], [type='application/ld+json'])"
PNG = b"\x89PNG"
"""How pictures of printed pages begin; they and the fonts are not weighed."""
LONG_WORD = "Beziehungsgesprächsvorbereitungswochenendveranstaltung"


def pages(page: Page) -> list[str]:
    """Return the addresses of all pages, with a workshop among them."""
    make_workshop(page)
    here = page.url.split("#")[0]
    around = [here, f"{here}/add?meeting=1", f"{here}/fit", f"{here}/delete"]
    around += [f"{here}?view=board", f"{here}/add?meeting=1&place=2"]
    library = ["/library", "/library?q=nothing-like-it", "/library/AL1", "/library/AL1/history"]
    return ["/", *library, "/organisation", *around]


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_wrong_on_any_page(visit: Visit, theme: str):
    page = visit.member(color_scheme=theme)
    found = {}
    for address in [*pages(page), "/workshops/nothing-here"]:
        page.goto(address)
        page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
        found[address] = violations(page)
    guest = visit.stranger(color_scheme=theme)
    guest.goto("/")
    found["guest"] = violations(guest)
    assert {address: wrong for address, wrong in found.items() if wrong} == {}


def test_no_page_is_wider_than_a_narrow_window(visit: Visit):
    page = visit.member(viewport={"width": 320, "height": 640})
    wide = {}
    here = [*pages(page), page.url.split("#")[0]]
    page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
    page.get_by_label("Title", exact=True).first.fill(LONG_WORD)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name=LONG_WORD)).to_be_visible()
    rest = ("/move?what=1.1", "/move?what=1.1.rounds", "/runs", "/share", "/meetings/1/run")
    here += [
        "/account",
        "/workshops/nothing-here",
        *(here[-1] + one for one in (*rest, "?others=0,1")),
    ]
    for address in here:
        page.goto(address)
        page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
        wide[address] = page.evaluate("document.documentElement.scrollWidth")
    assert set(wide.values()) == {320}


def test_every_page_weighs_less_than_100_kb_compressed(visit: Visit):
    page = visit.member()
    weights = {}
    for address in pages(page):
        answers: list[Response] = []
        window = visit.stranger(storage_state=page.context.storage_state())
        window.on("response", lambda got, kept=answers: kept.append(got))
        window.goto(address, wait_until="networkidle")
        bodies = [one.body() for one in answers]
        weights[address] = sum(
            len(gzip.compress(body)) for body in bodies if not body.startswith((b"wOF2", PNG))
        )
        window.context.close()
    assert {address: size for address, size in weights.items() if size >= 100_000} == {}


def test_every_page_keeps_scripts_and_styles_to_files_of_our_own(visit: Visit):
    page = visit.member()
    for address in pages(page):
        policy = (page.goto(address) or pytest.fail(address)).headers["content-security-policy"]
        told = dict(one.strip().partition(" ")[::2] for one in policy.split(";"))
        assert (told["default-src"], told["script-src"], told["style-src"]) == (
            "'none'",
            "'self'",
            "'self'",
        )
        assert page.locator(f"[style], style, [onclick], {SCRIPT_IN_THE_PAGE}").count() == 0
