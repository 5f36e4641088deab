"""Read a handout: its front matter, its blocks and its adaptations."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from curriculum.markdown import leaves, phrases
from curriculum.markdown.adaptation_read import add_adaptation
from curriculum.markdown.blocks_read import read_block
from curriculum.markdown.fields import read_fields
from curriculum.markdown.notes import Notes
from curriculum.markdown.pieces import Directive, Piece, Prose
from curriculum.markdown.scan import scan
from curriculum.markdown.source import decode, front_matter
from curriculum.rules.breach import WHOLE
from curriculum.sentence import sentence
from curriculum.session import HandoutKind, Quantity, TakeHome

KEYS = ("title", "kind", "take_home", "discreet_title", "copies")
MOST_BLOCKS = 60


def read_handout(raw: bytes, slug: str, notes: Notes) -> dict[str, Any]:
    """Return a handout as Session takes it, with stand-ins for what could not be read."""
    lines = decode(raw, notes)
    notes.put(1)
    matter, first, start = front_matter(lines, notes)
    word = read_fields(matter, first, KEYS, notes, 1).word
    handout: dict[str, Any] = {
        "slug": notes.attempt("slug", 1, lambda: leaves.slug(slug), "unknown"),
        "title": word("title", leaves.line, "…", needed=True),
        "kind": word("kind", _kind, HandoutKind.CARD, needed=True),
        "take_home": word("take_home", _take_home, TakeHome.KEEP, needed=True),
        "discreet_title": word("discreet_title", leaves.line, None),
        "copies": word("copies", phrases.quantity, Quantity()),
    }
    return handout | _body(scan(lines, start, notes, headings=False), notes)


def _kind(word: str) -> HandoutKind:
    return phrases.choice(HandoutKind, word)


def _take_home(word: str) -> TakeHome:
    return phrases.choice(TakeHome, word)


def _body(pieces: Sequence[Piece], notes: Notes) -> dict[str, Any]:
    """Return the blocks and the adaptations."""
    blocks: list[dict[str, Any]] = []
    adaptations: list[dict[str, Any]] = []
    for piece in pieces:
        if isinstance(piece, Directive) and piece.word == "adapt":
            add_adaptation(piece, adaptations, notes)
            continue
        block = _block(piece, notes.under("blocks", len(blocks)))
        if block is None:
            notes.doubt("blocks", WHOLE)
        elif len(blocks) == MOST_BLOCKS:
            expected = sentence("A handout has at most {most} blocks.", most=MOST_BLOCKS)
            notes.mistake(piece.line, "too-many", expected, sentence("Split it."))
            break
        else:
            blocks.append(block)
    if not pieces:
        expected = sentence("This handout is empty.")
        notes.mistake(1, "empty-handout", expected, sentence("Write what stands on it."))
        notes.doubt("blocks")
    return {"blocks": blocks or [{"type": "text", "text": "…"}], "adaptations": adaptations}


def _block(piece: Piece, notes: Notes) -> dict[str, Any] | None:
    """Return a block; prose is a block of text."""
    if isinstance(piece, Directive):
        return read_block(piece, notes)
    lines = piece.lines if isinstance(piece, Prose) else ()
    return {
        "type": "text",
        "text": notes.attempt("text", piece.line, lambda: leaves.body(lines), "…"),
    }
