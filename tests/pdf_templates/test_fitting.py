from __future__ import annotations

from dataclasses import dataclass

import pytest

from pdf_templates.fitting import MARK, SETTINGS, fitted
from pdf_templates.theme import FOLDER


@dataclass
class Laid:
    setting: str
    pages: list[object]


@pytest.mark.parametrize(
    ("pages", "chosen"),
    [
        ((1, 1, 1, 1, 1), "roomy"),
        ((2, 1, 1, 1, 1), "open"),
        ((2, 2, 1, 1, 1), "plain"),
        ((2, 2, 2, 1, 1), "close"),
        ((2, 2, 2, 2, 1), "tight"),
        ((2, 2, 2, 2, 2), "roomy"),
        ((3, 3, 2, 2, 2), "plain"),
        ((3, 2, 2, 2, 1), "tight"),
        ((3, 3, 2, 2, 1), "tight"),
        ((3, 2, 2, 2, 2), "open"),
    ],
)
def test_the_roomiest_setting_is_chosen_that_needs_no_more_pages(
    pages: tuple[int, ...], chosen: str
):
    counts = dict(zip(SETTINGS, pages, strict=True))
    laid = fitted(lambda setting: Laid(setting, [object()] * counts[setting]))
    assert laid.setting == chosen


def test_every_setting_has_its_measures_in_both_sizes():
    for size in ("", "-large"):
        css = (FOLDER / f"handout/settings{size}.css").read_text(encoding="utf-8")
        assert [f'[{MARK}="{one}"]' in css for one in SETTINGS if one != "plain"] == [True] * 4
