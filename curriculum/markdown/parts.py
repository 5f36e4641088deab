"""The parts of a block's opening line: those that are numbers, and those that mean nothing."""

from __future__ import annotations

from collections.abc import Sequence

from curriculum.markdown.notes import Misread, Notes, did_you_mean
from curriculum.markdown.pieces import Directive


def number(words: str, least: int, most: int, what: str) -> int:
    """Return a number between two ends, or raise Misread."""
    if not least <= int(words) <= most:
        raise Misread(
            "bad-number",
            f"{least} to {most} {what} are possible, not {words}.",
            f"Write `{most if int(words) > most else least}`.",
        )
    return int(words)


def unknown_parts(parts: Sequence[str], block: Directive, notes: Notes, *known: str) -> None:
    """Note the parts of an opening line that mean nothing there."""
    for part in parts:
        notes.mistake(
            block.line,
            "unknown-part",
            f"`{part[:60]}` says nothing about `::: {block.word}`.",
            did_you_mean(part, known) if known else "Delete it.",
        )
