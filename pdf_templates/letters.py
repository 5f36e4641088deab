"""Letters that the bundled fonts have not: a fallback would differ by machine, or fail PDF/UA."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

from pdf_templates.theme import FOLDER

MISSING = "□"
"""Stands where a letter cannot be printed, so that whoever prints it sees that one is missing."""
_UNSEEN = {"Cf", "Cc", "Cs", "Mn", "Me"}
"""Categories of characters that only change how others look; alone, they show nothing."""
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_SCRIPTS = ("SourceSans*.ttf", "Noto*Hebrew-*.ttf", "Noto*Arabic-*.ttf")
"""The fonts of a script, each of which has to have a letter that is printed."""
_LINE_ENDS = "\n\t\r"


def printable(html: str) -> str:
    """Return a page in which every letter is in a bundled font (ISO 14289-1, 7.21.8)."""
    return str(html).translate(_letters())


def unprintable(text: str) -> str:
    """Return the letters of a text that are printed as a box, each once, in order of their code."""
    return "".join(sorted(one for one in set(text) if one != MISSING and MISSING in printable(one)))


class _Letters(dict[int, str]):
    """What is printed for each character, worked out when it first comes up."""

    def __missing__(self, code: int) -> str:
        self[code] = printed = _printed(chr(code))
        return printed


@cache
def _letters() -> _Letters:
    return _Letters()


def _printed(letter: str) -> str:
    """Return the letter, one that means the same, or a box; nothing for what is never seen."""
    if letter in _LINE_ENDS or ord(letter) in _bundled():
        return letter
    if unicodedata.category(letter) in _UNSEEN or ord(letter) in _SKIN_TONES:
        return ""
    alike = unicodedata.normalize("NFKC", letter)
    known = alike != letter and all(ord(one) in _bundled() for one in alike)
    return alike if known and alike not in "<>&\"'" else MISSING


@cache
def _bundled() -> frozenset[int]:
    """Return the characters of each script: those of the sans, which has more than the serif."""
    return frozenset().union(*(_shared(fonts) for fonts in _SCRIPTS))


def _shared(pattern: str) -> frozenset[int]:
    return frozenset.intersection(*map(_has, (FOLDER / "fonts").glob(pattern)))


def _has(font: Path) -> frozenset[int]:
    with TTFont(font) as opened:
        return frozenset(opened.getBestCmap())
