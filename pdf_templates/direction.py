"""Which way text runs: a page by its language, a block of text by its first letter.

So a name or a scene in Hebrew or Arabic lies from right to left in an English guide, and a Hebrew
session does as a whole. What stands within one line, the engine puts in order.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import cache
from typing import Any

from arabic_reshaper import reshape
from babel import Locale
from babel.core import UnknownLocaleError
from bidi.algorithm import get_display

_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_LABEL = "{http://www.w3.org/2000/svg}text"
_BLOCKS = {"p", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "th", "td", "caption"}
"""What takes its direction from its own text; an entry follows its list, so that marks line up."""
_NAMES = ("b", "strong")
"""A fixed word of the house, or a speaker's name: the text behind it may be in another language."""


def from_right(text: str) -> bool | None:
    """Return whether a text's first letter is read from the right; None where it has no letter."""
    kinds = (unicodedata.bidirectional(letter) for letter in text)
    return next((kind != "L" for kind in kinds if kind in ("L", "R", "AL")), None)


@cache
def written_from_right(language: str) -> bool:
    """Return whether a language is written from right to left; an unknown one is not."""
    try:
        return bool(Locale.parse(language, sep="-").text_direction == "rtl")
    except (ValueError, UnknownLocaleError):
        return False


def as_drawn(line: str) -> str:
    """Return a line's letters from left to right, in the forms that they have when joined."""
    return str(get_display(reshape(line)))


def set_directions(html: str, root: Any) -> None:
    """Write into a parsed page which elements run otherwise than what they stand in.

    `html` is the same page as text: one without such letters is left as it is, at no cost. The
    root stays as it is, for on it depends which pages are right ones. The text of drawings, which
    WeasyPrint 70 draws letter by letter, is put in the order and the forms in which it is seen.
    """
    if not _FROM_THE_RIGHT.search(html):
        return
    body, right = root.find("body"), written_from_right(root.get("lang", ""))
    if right:
        body.set("dir", "rtl")
    _set(body, right=right)
    for label in body.iter(_LABEL):
        label.text = as_drawn(label.text or "")


def _set(outer: Any, *, right: bool) -> None:
    """Give the elements in one that runs so their directions."""
    for element in outer:
        own = right
        if language := element.get("lang"):
            own = written_from_right(language)
        if element.tag in _BLOCKS:
            told = _told(element)
            own = own if told is None else told
        if own != right:
            element.set("dir", "rtl" if own else "ltr")
        _set(element, right=own)


def _told(element: Any) -> bool | None:
    """Return what a block's text tells of its direction: what is behind a name, if anything is."""
    behind = from_right("".join(_texts(element, ("svg", *_NAMES))))
    return from_right("".join(_texts(element, ("svg",)))) if behind is None else behind


def _texts(element: Any, without: Collection[str]) -> Iterator[str]:
    """Yield what stands in an element, but for what elements of some names say of themselves."""
    yield element.text or ""
    for child in element:
        if str(child.tag).rpartition("}")[2] not in without:
            yield from _texts(child, without)
        yield child.tail or ""
