"""An organisation's own colour in the theme."""

from __future__ import annotations

from curriculum.colour import tint
from curriculum.edition import Edition, Ink
from curriculum.face import Face

_TINT = 0.08
"""The share of the colour in the ground that heads of activities stand on."""


def face_style(face: Face | None, edition: Edition) -> str:
    """Return the CSS that puts the organisation's colour in the house's place; ink may be black."""
    if face is None or face.accent is None or edition.ink == Ink.BLACK:
        return ""
    return f":root {{ --accent: {face.accent}; --tint: {tint(face.accent, _TINT)} }}\n"
