"""Which way text runs: a page by its language, a block of text by its first letter.

So a name or a scene in Hebrew or Arabic lies from right to left in an English guide, and a Hebrew
session does as a whole. What stands within one line, the engine puts in order.
"""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from typing import Any

from arabic_reshaper import reshape
from babel import Locale
from babel.core import UnknownLocaleError
from bidi.algorithm import get_display

_FROM_THE_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_NAMED = {False: "ltr", True: "rtl"}
_LABEL = "{http://www.w3.org/2000/svg}text"
_BLOCKS = {"p", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "h5", "th", "td", "caption"}
"""What takes its direction from its own text; an entry follows its list, so that marks line up."""
_FRAME = ("kicker", "meta", "cue", "sidehead", "beside")
"""Classes of what stands beside a guide's text, or above it: it lies where that begins."""
_WHOLE = _BLOCKS | {
    "li",
    "dd",
    "div",
    "blockquote",
    "section",
    "header",
    "table",
    "colgroup",
    "thead",
    "tbody",
    "tr",
}
"""What stands on lines of its own; all else stands in one."""
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
        if element.tag in _BLOCKS and element.get("class") not in _FRAME:
            told = _told(element)
            own = own if told is None else told
        if own != right:
            element.set("dir", _NAMED[own])
        _set(element, right=own)
        _keep_together(element, right=own)


def _told(element: Any) -> bool | None:
    """Return what a block's text tells of its direction: what is behind a name, if anything is."""
    behind = from_right("".join(_texts(element, ("svg", *_NAMES))))
    return from_right("".join(_texts(element, ("svg",)))) if behind is None else behind


def _keep_together(outer: Any, *, right: bool) -> None:
    """Make one piece of what follows each other on a line and runs otherwise than it.

    WeasyPrint 70 puts the pieces of a line in its direction, whatever their own is: the English
    words of a Hebrew one would stand from right to left where some of them are bold.
    """
    if any(child.tag in _WHOLE for child in outer):
        return
    pieces = [outer.text or "", *(one for child in outer for one in (child, child.tail or ""))]
    sides = [from_right(_words(piece)) for piece in pieces]
    runs = [
        run
        for run in _runs(sides, right=not right)
        if len(run) > 1 or _begins_with_figure(pieces[run.start])
    ]
    if not runs:
        return
    outer.text = None
    for child in list(outer):
        outer.remove(child)
    end = 0
    for run in runs:
        _append(outer, pieces[end : run.start])
        before, *within, behind = _spaced(pieces[run.start : run.stop])
        whole = ET.Element("span", dir=_NAMED[not right])
        _append(whole, within)
        _append(outer, [before, whole, behind])
        end = run.stop
    _append(outer, pieces[end:])


def _runs(sides: Sequence[bool | None], *, right: bool) -> Iterator[range]:
    """Yield the places of what runs in a direction, each time as far as nothing runs otherwise."""
    start = end = None
    for place, side in enumerate([*sides, not right]):
        if side is right:
            start, end = place if start is None else start, place
        elif side is (not right):
            if start is not None and end is not None:
                yield range(start, end + 1)
            start = None


def _begins_with_figure(piece: Any) -> bool:
    """Return whether a piece begins with what would stand behind its words in a line otherwise."""
    return _words(piece).lstrip()[:1].isdigit()


def _spaced(pieces: Sequence[Any]) -> list[Any]:
    """Return pieces with the room before and behind them as such; it belongs to the line."""
    found = [*pieces]
    before = behind = ""
    if isinstance(first := found[0], str):
        found[0] = first.lstrip()
        before = first.removesuffix(found[0])
    if isinstance(last := found[-1], str):
        found[-1] = last.rstrip()
        behind = last.removeprefix(found[-1])
    return [before, *found, behind]


def _append(outer: Any, pieces: Sequence[Any]) -> None:
    """Put text, and elements without what followed them, at the end of an element."""
    for piece in pieces:
        if not isinstance(piece, str):
            piece.tail = None
            outer.append(piece)
        elif len(outer):
            outer[-1].tail = (outer[-1].tail or "") + piece
        else:
            outer.text = (outer.text or "") + piece


def _words(piece: Any) -> str:
    """Return what a piece of a line says; a drawing says nothing there."""
    if isinstance(piece, str):
        return piece
    return "" if _is(piece, ("svg",)) else "".join(_texts(piece, ("svg",)))


def _is(element: Any, names: Collection[str]) -> bool:
    return str(element.tag).rpartition("}")[2] in names


def _texts(element: Any, without: Collection[str]) -> Iterator[str]:
    """Yield what stands in an element, but for what elements of some names say of themselves."""
    yield element.text or ""
    for child in element:
        if not _is(child, without):
            yield from _texts(child, without)
        yield child.tail or ""
