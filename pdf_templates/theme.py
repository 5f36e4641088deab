"""The style sheets of an edition: which CSS files, in which order."""

from __future__ import annotations

from pathlib import Path

from curriculum.edition import Edition, Ink, PrintSize

FOLDER = Path(__file__).parent

_HOUSE = ("css/fonts", "css/tokens", "css/page", "css/type", "css/blocks")
DOCUMENTS = {
    "guide": ("guide/guide",),
    "handouts": ("handout/handout", "handout/settings"),
    "handbook": ("guide/guide", "handbook/handbook"),
    "overview": ("guide/guide", "overview/overview"),
    "sheets": ("handout/handout", "handout/settings", "sheets/sheets"),
}
"""Each has styles of its own, and beside each it `-letter` or `-large` where that changes more."""


def style_sheets(document: str, edition: Edition) -> tuple[Path, ...]:
    """Return the CSS files for a document of that name, the later ones overriding."""
    own = DOCUMENTS[document]
    names = [*_HOUSE, f"css/paper-{edition.paper}"]
    names += [name for style in own for name in (style, f"{style}-{edition.paper}")]
    if edition.size == PrintSize.LARGE:
        names += ["css/large", *(f"{style}-large" for style in own)]
    if edition.ink == Ink.BLACK:
        names.append("css/black")
    paths = (FOLDER / f"{name}.css" for name in names)
    return tuple(path for path in paths if path.is_file())


def theme(document: str, edition: Edition) -> str:
    """Return the whole style of a document in an edition."""
    return "\n".join(path.read_text(encoding="utf-8") for path in style_sheets(document, edition))
