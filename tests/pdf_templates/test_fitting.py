from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from pdf_templates.fitting import MARK, SETTINGS, fitted
from pdf_templates.theme import FOLDER

MUCH, LITTLE = 900.0, 150.0


@dataclass
class Page:
    anchors: dict[str, tuple[float, ...]]
    height: float = 1000.0


@dataclass
class Laid:
    setting: str
    pages: list[Page]


def laying_out(counts: tuple[int, ...], over: float, tried: list[str]) -> Callable[[str], Laid]:
    """Return a sheet that takes so many pages in each setting and ends there on the last one."""

    def lay_out(setting: str) -> Laid:
        tried.append(setting)
        count = counts[SETTINGS.index(setting)]
        full = [Page({"sheet-1": (60.0, 60.0)})] * (count - 1)
        return Laid(setting, [*full, Page({"sheet-1-end": (60.0, over)})])

    return lay_out


@pytest.mark.parametrize("over", [LITTLE, MUCH])
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
        ((3, 3, 2, 1, 1), "close"),
    ],
)
def test_the_roomiest_setting_is_chosen_that_needs_no_more_pages(
    pages: tuple[int, ...], chosen: str, over: float
):
    assert fitted(laying_out(pages, over, [])).setting == chosen


@pytest.mark.parametrize(
    ("pages", "over", "tried"),
    [
        ((1, 1, 1, 1, 1), MUCH, ["roomy"]),
        ((2, 1, 1, 1, 1), LITTLE, ["roomy", "open"]),
        ((2, 2, 1, 1, 1), LITTLE, ["roomy", "open", "plain"]),
        ((2, 2, 2, 2, 2), MUCH, ["roomy", "tight"]),
        ((2, 1, 1, 1, 1), MUCH, ["roomy", "tight", "plain", "open"]),
    ],
)
def test_no_sheet_is_laid_out_more_often_than_it_takes(
    pages: tuple[int, ...], over: float, tried: list[str]
):
    laid_out: list[str] = []
    fitted(laying_out(pages, over, laid_out))
    assert laid_out == tried


def test_a_last_page_without_a_name_counts_as_full():
    laid = Laid("any", [Page({}), Page({})])
    assert fitted(lambda _: laid) is laid


def test_every_setting_has_its_measures_in_both_sizes():
    for size in ("", "-large"):
        css = (FOLDER / f"handout/settings{size}.css").read_text(encoding="utf-8")
        assert [f'[{MARK}="{one}"]' in css for one in SETTINGS if one != "plain"] == [True] * 4
