"""Read a handout: its front matter, its blocks and its adaptations."""

from __future__ import annotations

from typing import Any

from curriculum.markdown import leaves, phrases
from curriculum.markdown.adaptation_read import read_adaptation
from curriculum.markdown.blocks_read import read_block
from curriculum.markdown.fields import Fields, read_fields
from curriculum.markdown.notes import Notes, Path
from curriculum.markdown.scan import Directive, Piece, Prose, decode, front_matter, scan
from curriculum.session import HandoutKind, TakeHome

KEYS = ("title", "kind", "take_home", "discreet_title", "copies")
MOST_BLOCKS = 60


def read_handout(raw: bytes, slug: str, notes: Notes) -> dict[str, Any]:
    """Return a handout as Session takes it, with stand-ins for what could not be read."""
    lines = decode(raw, notes)
    notes.put((), 1)
    matter, start = front_matter(lines, notes)
    take = read_fields(matter, 2, KEYS, Fields(notes, (), 1)).word
    handout: dict[str, Any] = {
        "slug": notes.attempt(("slug",), 1, lambda: leaves.slug(slug), "unknown"),
        "title": take("title", leaves.line, "…", needed=True),
        "kind": take(
            "kind", lambda word: phrases.choice(HandoutKind, word), HandoutKind.CARD, needed=True
        ),
        "take_home": take(
            "take_home", lambda word: phrases.choice(TakeHome, word), TakeHome.KEEP, needed=True
        ),
        "discreet_title": take("discreet_title", leaves.line, None),
        "copies": take("copies", phrases.quantity, {}),
    }
    return handout | _body(scan(lines, start, notes, headings=False), notes)


def _body(pieces: list[Piece], notes: Notes) -> dict[str, Any]:
    blocks: list[dict[str, Any]] = []
    adaptations: list[dict[str, Any]] = []
    for piece in pieces:
        if isinstance(piece, Directive) and piece.word == "adapt":
            adaptations.append(read_adaptation(piece, notes, ("adaptations", len(adaptations))))
            continue
        path: Path = ("blocks", len(blocks))
        block = _block(piece, notes, path)
        if block is None:
            notes.doubt(("blocks",))
        else:
            blocks.append(block)
    return {"blocks": _bounded(blocks, notes), "adaptations": adaptations}


def _block(piece: Piece, notes: Notes, path: Path) -> dict[str, Any] | None:
    if isinstance(piece, Prose):
        text = "\n".join(piece.lines)
        return {
            "type": "text",
            "text": notes.attempt((*path, "text"), piece.line, lambda: leaves.text(text), "…"),
        }
    if isinstance(piece, Directive):
        return read_block(piece, notes, path)
    raise AssertionError(piece)


def _bounded(blocks: list[dict[str, Any]], notes: Notes) -> list[dict[str, Any]]:
    if len(blocks) > MOST_BLOCKS:
        notes.mistake(
            notes.place(("blocks", MOST_BLOCKS))[1],
            "too-many",
            f"A handout has at most {MOST_BLOCKS} blocks.",
            "Split it.",
        )
    if not blocks:
        if not notes.in_doubt(("blocks",)):
            notes.mistake(
                1, "empty-handout", "This handout has no text.", "Write what stands on it."
            )
        return [{"type": "text", "text": "…"}]
    return blocks[:MOST_BLOCKS]
