"""An organisation's own colour in the theme, and its line at the foot of pages."""

from __future__ import annotations

from curriculum.colour import tint
from curriculum.edition import Edition, Ink
from curriculum.face import Face
from curriculum.printed import Document
from pdf_templates.theme import is_narrow

_TINT = 0.08
"""The share of the colour in the ground that heads of activities stand on."""


def imprint(document: Document, edition: Edition) -> str:
    """Return the organisation’s line as a second one for the foot of pages, if it has room there.

    Narrow pages and cards have it on the cover alone.
    """
    line = document.face and document.face.footer
    return f"\n{line}" if line and not is_narrow(edition) else ""


def face_style(face: Face | None, edition: Edition) -> str:
    """Return the CSS that puts the organisation's colour in the house's place; ink may be black."""
    if face is None or face.accent is None or edition.ink == Ink.BLACK:
        return ""
    return f":root {{ --accent: {face.accent}; --tint: {tint(face.accent, _TINT)} }}\n"
