"""The style sheets of an edition: which CSS files, in which order."""

from __future__ import annotations

from pathlib import Path

from curriculum.edition import Edition, Ink, Layout, PrintSize
from pdf_templates.sizes import page_size

FOLDER = Path(__file__).parent

_HOUSE = ("css/fonts", "css/tokens", "css/page", "css/type", "css/blocks")
DOCUMENTS = {
    "guide": ("guide/guide",),
    "cards": ("guide/guide", "cards/cards"),
    "handouts": ("handout/handout", "handout/settings"),
    "handbook": ("guide/guide", "handbook/handbook"),
    "overview": ("guide/guide", "overview/overview"),
    "sheets": ("handout/handout", "handout/settings", "sheets/sheets"),
}
"""Each has styles of its own, and beside each it others where an edition changes more: `-letter`,
`-stacked` where a page is too narrow for two columns, `-large`, `-booklet`."""

CHANGING = ("--accent", "--tint", "--lines")
"""The custom properties that a page defines for itself: an organisation's colour, rows of lines."""


def style_sheets(document: str, edition: Edition) -> tuple[Path, ...]:
    """Return the CSS files for a document of that name, the later ones overriding."""
    own = DOCUMENTS[document]
    names = [*_HOUSE, *(name for style in own for name in (style, f"{style}-{edition.paper}"))]
    if is_narrow(edition):
        names += [f"{style}-stacked" for style in own]
    if edition.size == PrintSize.LARGE:
        names += ["css/large", *(f"{style}-large" for style in own)]
    names += [f"{style}-{edition.layout}" for style in own]
    if edition.ink == Ink.BLACK:
        names.append("css/black")
    paths = (FOLDER / f"{name}.css" for name in names)
    return tuple(path for path in paths if path.is_file())


def theme(document: str, edition: Edition) -> str:
    """Return the whole style of a document in an edition."""
    sheets = [path.read_text(encoding="utf-8") for path in style_sheets(document, edition)]
    return "\n".join([*sheets, _paper(edition)])


def is_narrow(edition: Edition) -> bool:
    """Tell whether a page has no room for text beside text."""
    return edition.size == PrintSize.LARGE or edition.layout != Layout.PAGES


def _paper(edition: Edition) -> str:
    width, height = page_size(edition)
    return f":root {{ --paper-width: {width:g}mm; --paper-height: {height:g}mm }}"
