"""Read a deck: a list, each entry a card; a line `Back:` in it begins its other side."""

from __future__ import annotations

import re
from functools import partial
from typing import Any

from curriculum.markdown import leaves
from curriculum.markdown.entries import Entry, read_entries
from curriculum.markdown.escapes import unescape_back
from curriculum.markdown.notes import Misread, Notes
from curriculum.markdown.pieces import Directive
from curriculum.sentence import sentence

_BACK = re.compile(r"^[ \t]*Back:(.*)$")
_PER_PAGE = ("2", "4", "6", "8", "10")


def read_cards(block: Directive, parts: list[str], notes: Notes) -> dict[str, Any]:
    """Return a deck."""
    values: dict[str, Any] = {}
    for part in parts:
        values["per_page"] = notes.attempt("per_page", block.line, partial(_per_page, part), 8)
    at = notes.under("cards")
    entries = read_entries(block.lines, block.first, at, most=80)
    cards = [_card(one, at.under(index)) for index, one in enumerate(entries)]
    if not cards:
        block.empty(notes, "cards")
    return values | {"cards": cards or [{"front": "…"}]}


def _per_page(part: str) -> int:
    words = part.removesuffix(" per page")
    if words not in _PER_PAGE or words == part:
        raise Misread(
            "bad-per-page",
            sentence("A number of cards on a sheet is expected."),
            sentence("Write `2`, `4`, `6`, `8` or `10`, then `per page`."),
        )
    return int(words)


def _card(entry: Entry, notes: Notes) -> dict[str, Any]:
    notes.put(entry.line)
    backs = [index for index, line in enumerate(entry.lines) if _BACK.match(line)]
    for index in backs[1:]:
        notes.mistake(
            entry.line + index,
            "duplicate-back",
            sentence("A card has one other side."),
            sentence("Join the two; to print the word `Back:` write `\\Back:`."),
        )
    lines = [
        _BACK.sub(r"\1", one) if _BACK.match(one) else unescape_back(one) for one in entry.lines
    ]
    split = backs[0] if backs else len(lines)
    card = {"front": notes.attempt("front", entry.line, partial(leaves.body, lines[:split]), "…")}
    if backs:
        read = partial(leaves.body, lines[split:])
        card["back"] = notes.attempt("back", entry.line + split, read, "…")
    return card
