"""Read the blocks of a handout, one function a kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from curriculum.markdown import leaves, phrases
from curriculum.markdown.cards_read import read_cards
from curriculum.markdown.entries import joined, read_entries, read_lines
from curriculum.markdown.notes import Misread, Notes
from curriculum.markdown.parts import number, unknown_parts
from curriculum.markdown.pieces import Directive
from curriculum.markdown.table_read import read_table
from curriculum.sentence import sentence
from curriculum.session import DiagramKind

Read = Callable[[Directive, list[str], Notes], dict[str, Any]]
"""Reads a block with the parts of its opening line."""

_QUOTED = r'("(?:[^"\\]|\\.)*")'
_SCALE = re.compile(rf"^(\d{{1,3}}) to (\d{{1,3}}), *{_QUOTED} to {_QUOTED}$")
_ALT = re.compile(r"^[ \t]*Alt:(.*)$", re.IGNORECASE)


def read_block(block: Directive, notes: Notes) -> dict[str, Any] | None:
    """Return a block as Session takes it, or None where its kind is not known."""
    notes.put(block.line)
    word = block.known_word(BLOCKS, "a handout", notes)
    if word is None:
        return None
    kind, read = BLOCKS[word]
    parts = phrases.split_outside_quotes(block.rest, ",")
    return {"type": kind, "id": block.read_name(notes), **read(block, parts, notes)}


def _body(block: Directive, notes: Notes) -> str:
    return notes.attempt("text", block.text_line, lambda: leaves.body(block.lines), "…")


def _text(block: Directive, parts: list[str], notes: Notes) -> dict[str, Any]:
    unknown_parts(parts, block, notes)
    return {"text": _body(block, notes)}


def _prompt(block: Directive, parts: list[str], notes: Notes) -> dict[str, Any]:
    values: dict[str, Any] = {"text": _body(block, notes)}
    rest = []
    for part in parts:
        lines = re.fullmatch(r"(\d{1,5}) lines?", part)
        if lines:
            read = partial(number, lines[1], 1, 24, "lines")
            values["lines"] = notes.attempt("lines", block.line, read, 2)
        elif part == "box":
            values["box"] = True
        else:
            rest.append(part)
    unknown_parts(rest, block, notes, "3 lines", "box")
    return values


def _checklist(block: Directive, parts: list[str], notes: Notes) -> dict[str, Any]:
    unknown_parts(parts, block, notes)
    return {"items": _items(block, notes, most=40)}


def _items(block: Directive, notes: Notes, *, most: int) -> list[str]:
    items = read_lines(block.lines, block.first, notes.under("items"), most=most)
    if not items:
        block.empty(notes, "items")
    return items or ["…"]


def _scale(block: Directive, _: list[str], notes: Notes) -> dict[str, Any]:
    stand_in: dict[str, Any] = {"low_label": "…", "high_label": "…"}
    ends = notes.attempt("low", block.line, lambda: _ends(block.rest), stand_in)
    return ends | {"items": _items(block, notes, most=20)}


def _ends(words: str) -> dict[str, Any]:
    found = _SCALE.match(words)
    if not found:
        raise Misread(
            "bad-scale",
            sentence("The two ends of a scale are expected, in straight quotes."),
            sentence('Write `::: scale 1 to 5, "Not at all" to "Very much"`.'),
        )
    low, high = int(found[1]), int(found[2])
    if low > high:
        suggestion = f"Write `::: scale {high} to {low}, {found[4]} to {found[3]}`."[:300]
        raise Misread("bad-scale", sentence("The low end of a scale comes first."), suggestion)
    return {
        "low": number(found[1], 0, 1, "as the low end"),
        "high": number(found[2], 3, 10, "as the high end"),
        "low_label": leaves.line(phrases.unquote(found[3])),
        "high_label": leaves.line(phrases.unquote(found[4])),
    }


def _diagram(block: Directive, parts: list[str], notes: Notes) -> dict[str, Any]:
    unknown_parts(parts[1:], block, notes)
    lines, alt = _alt(block, notes)
    at = notes.under("labels")
    entries = read_entries(lines, block.first, at, most=10)
    labels = [
        at.attempt(index, one.line, partial(leaves.label, one.joined()), "")
        for index, one in enumerate(entries)
    ]
    if len(labels) < 2:
        expected = sentence("A diagram has 2 to 10 labels.")
        notes.mistake(block.line, "no-entries", expected, sentence("`-` alone is one to fill in."))
    kind = parts[0] if parts else ""
    return {
        "diagram": notes.attempt("diagram", block.line, lambda: _kind(kind), DiagramKind.LOOP),
        "labels": [*labels, "", ""] if len(labels) < 2 else labels,
        "alt": alt,
    }


def _kind(word: str) -> DiagramKind:
    return phrases.choice(DiagramKind, word, "unknown-diagram")


def _image(block: Directive, parts: list[str], notes: Notes) -> dict[str, Any]:
    unknown_parts(parts[1:], block, notes)
    lines, alt = _alt(block, notes)
    if any(line.strip() for line in lines):
        expected = sentence("An image has only its `Alt:` line.")
        notes.mistake(block.first, "stray-text", expected, sentence("Delete the rest."))
    name = parts[0] if parts else ""
    return {
        "image": notes.attempt("image", block.line, lambda: leaves.image_name(name), "x.png"),
        "alt": alt,
    }


def _alt(block: Directive, notes: Notes) -> tuple[Sequence[str], str]:
    """Return the lines before `Alt:`, and what it says."""
    lines = block.lines
    index = next((i for i, line in enumerate(lines) if _ALT.match(line)), len(lines))
    words = [_ALT.sub(r"\1", line) for line in lines[index : index + 1]]
    words += lines[index + 1 :]
    line = block.first + index if index < len(lines) else block.line
    return lines[:index], notes.attempt("alt", line, lambda: _alt_words(joined(words)), "…")


def _alt_words(words: str) -> str:
    if not words:
        raise Misread(
            "no-alt",
            sentence("Whoever cannot see it needs to be told what it shows."),
            sentence("Write `Alt: …` as its last line."),
        )
    return leaves.line(words)


BLOCKS: dict[str, tuple[str, Read]] = {
    "text": ("text", _text),
    "prompt": ("prompt", _prompt),
    "checklist": ("checklist", _checklist),
    "scale": ("scale", _scale),
    "table": ("table", read_table),
    "cards": ("deck", read_cards),
    "diagram": ("diagram", _diagram),
    "image": ("image", _image),
}
"""By its word: the type of the block, and what reads it."""
