"""Colours as people write them, and whether they can be read on paper (WCAG 2.2, 1.4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from curriculum.sentence import WrongValueError, sentence

PAPER = "#ffffff"
READABLE = 4.5
"""The least contrast of text to its ground."""
_FORM = re.compile(r"#[0-9a-f]{6}")
_FINENESS = 256


def readable(text: str) -> str:
    """Return a colour in lower case; ValueError where text in it is hard to read on paper."""
    colour = text.strip().lower()
    if not _FORM.fullmatch(colour):
        raise WrongValueError(
            sentence("'{text}' is not a colour", text=text), sentence("Write it like #14505c.")
        )
    found = contrast(colour, PAPER)
    if found < READABLE:
        raise WrongValueError(
            sentence(
                "{colour} is too pale for words on paper, {found} to 1 where {needed} is needed",
                colour=colour,
                found=f"{found:.1f}",
                needed=READABLE,
            ),
            sentence("Choose a darker one, such as {darker}.", darker=nearest_readable(colour)),
        )
    return colour


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def nearest_readable(colour: str) -> str:
    """Return the colour, darkened no more than it has to be to be read on paper."""
    shades = (_darkened(colour, step / _FINENESS) for step in range(_FINENESS, -1, -1))
    return next(shade for shade in shades if contrast(shade, PAPER) >= READABLE)


def tint(colour: str, share: float) -> str:
    """Return a ground for text that has a share of the colour in the white of the paper."""
    return _written(255 - (255 - part) * share for part in _parts(colour))


def _darkened(colour: str, light: float) -> str:
    return _written(part * light for part in _parts(colour))


def _written(parts: Iterable[float]) -> str:
    return "#" + "".join(f"{int(part):02x}" for part in parts)


def _parts(colour: str) -> tuple[int, int, int]:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _luminance(colour: str) -> float:
    """Return the relative luminance of a colour in sRGB, from 0 to 1."""
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
