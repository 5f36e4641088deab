"""A handout for the screen: accessible HTML for our own pages and for learning platforms."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from markupsafe import Markup

from curriculum.edition import Edition
from curriculum.organisation import Contact
from curriculum.plan import Plan, PlanHandout, PlanMeeting
from curriculum.printed import HandoutPack, Sheet
from curriculum.session import DiagramBlock
from pdf_templates import diagrams
from pdf_templates.drawing import FAMILY
from pdf_templates.environment import data_url, environment
from pdf_templates.theme import FOLDER
from pdf_templates.words import Words, words_of

_LINE = "1px solid #767676"
_STYLES = {
    "page": "max-width:45em;margin:0 auto;padding:1em;font-family:sans-serif;line-height:1.5",
    "about": "font-size:.9em",
    "prompt": "margin:1.5em 0",
    "room": f"border:{_LINE};padding:.25em .5em;margin:.5em 0",
    "checklist": "list-style:none;padding-left:0",
    "wide": "overflow-x:auto;margin:1.5em 0",
    "table": "border-collapse:collapse;width:100%",
    "caption": "text-align:left;padding-bottom:.5em",
    "cell": f"border:{_LINE};padding:.4em .6em;text-align:left;vertical-align:top",
    "point": f"border:{_LINE};padding:.4em .6em;text-align:center",
    "cards": "padding-left:0;list-style-position:inside",
    "card": "border:1px dashed #767676;padding:.5em 1em;margin:.5em 0",
    "drawing": "max-width:45em;margin:1.5em 0",
    "told": "border-left:3px solid #767676;padding-left:1em;margin:1.5em 0",
    "button": "font:inherit;padding:.5em 1em",
    "picture": "max-width:100%;height:auto",
}
"""How the parts of a handout look where there is no style sheet: learning platforms strip those."""


class Look(StrEnum):
    """How the parts of a handout are dressed."""

    CLASSES = "classes"
    """`handout-...`, for pages with our style sheet."""
    STYLES = "styles"
    """Style attributes, for pages that leave the house."""


@dataclass(frozen=True)
class Screen:
    """Where a handout is shown."""

    look: Look = Look.STYLES
    drawings: bool = False
    """Diagrams are drawn; where SVG would be stripped, what they show is told instead."""
    pictures: str | None = None
    """The folder that pictures are in, as the page says it; without one they are in the page."""


HOUSE = Screen(Look.CLASSES, drawings=True)
"""On our own pages, which have a style sheet and keep SVG."""
PLATFORM = Screen()
"""On somebody else's, which strip style sheets, scripts and SVG."""


def sheet_html(sheet: Sheet, screen: Screen = HOUSE, *, level: int = 1) -> Markup:
    """Return a handout as an `article` whose heading has that level."""
    return Markup(_render("screen/sheet.html", sheet, screen, level))  # noqa: S704 - autoescaped


def sheet_page(sheet: Sheet, screen: Screen = PLATFORM) -> str:
    """Return a handout as a whole page; its title is neutral where the sheet is discreet."""
    return _render("screen/page.html", sheet, screen, 1)


def overview_page(
    plan: Plan, sheets: Sequence[PlanHandout], contacts: Sequence[Contact] = ()
) -> str:
    """Return a page of the meetings, the sheets that come up in each, and whom to turn to."""
    words = words_of(plan.language)
    values: dict[str, Any] = {
        "plan": plan,
        "sheets": sheets,
        "contacts": contacts,
        "dress": _dress,
        "meeting_title": lambda plan, meeting: meeting_title(plan, meeting, words),
    }
    return environment(words).get_template("screen/overview.html").render(values)


def scorm_page(pack: HandoutPack, papers: Mapping[int, str]) -> str:
    """Return all sheets on one page that reports to a platform, with where to print each."""
    words = words_of(pack.language)
    screen = Screen(drawings=True)
    values: dict[str, Any] = {
        "pack": pack,
        "papers": papers,
        "dress": _dress,
        "sheet_html": lambda sheet: sheet_html(sheet, screen, level=2),
    }
    return environment(words).get_template("screen/scorm.html").render(values)


def scorm_script() -> bytes:
    """Return the script of that page."""
    return (FOLDER / "screen" / "scorm.js").read_bytes()


def meeting_title(plan: Plan, meeting: PlanMeeting, words: Words) -> str:
    """Return what a meeting is called; the only one without a title is called as the whole."""
    if meeting.title:
        return words("package.titled", number=meeting.number, title=meeting.title)
    if len(plan.meetings) == 1:
        return plan.title
    return words("before.where_meeting", meeting=meeting.number)


def _render(template: str, sheet: Sheet, screen: Screen, level: int) -> str:
    def picture(name: str) -> str:
        if screen.pictures is not None:
            return f"{screen.pictures}/{name}"
        return data_url(sheet.images[name], name)

    values: dict[str, Any] = {
        "sheet": sheet,
        "level": level,
        "dress": _dress if screen.look == Look.STYLES else _classed,
        "drawings": screen.drawings,
        "diagram": _drawing,
        "picture": picture,
    }
    return environment(words_of(sheet.language)).get_template(template).render(values)


def _drawing(block: DiagramBlock) -> Markup:
    """Return a diagram that is as wide as there is room."""
    drawn = diagrams.drawing(block, Edition(), fluid=True)
    return Markup(drawn.replace(FAMILY, f"{FAMILY},sans-serif"))  # noqa: S704 - our own


def _dress(part: str) -> Markup:
    """Return how a part looks, as an attribute."""
    return Markup(' style="{}"').format(_STYLES[part]) if part in _STYLES else Markup()


def _classed(part: str) -> Markup:
    """Return what our style sheet calls a part, as an attribute."""
    return Markup(' class="handout-{}"').format(part)
