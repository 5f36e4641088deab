"""The parts of a block's opening line: those that are numbers, and those that mean nothing."""

from __future__ import annotations

from collections.abc import Sequence

from curriculum.markdown.notes import Misread, Notes, did_you_mean
from curriculum.markdown.pieces import Directive
from curriculum.sentence import sentence


def number(words: str, least: int, most: int, what: str) -> int:
    """Return a number between two ends, or raise Misread."""
    if not least <= int(words) <= most:
        raise Misread(
            "bad-number",
            sentence(
                "{least} to {most} {what} are possible, not {words}.",
                least=least,
                most=most,
                what=what,
                words=words,
            ),
            sentence("Write `{number}`.", number=most if int(words) > most else least),
        )
    return int(words)


def unknown_parts(parts: Sequence[str], block: Directive, notes: Notes, *known: str) -> None:
    """Note the parts of an opening line that mean nothing there."""
    for part in parts:
        notes.mistake(
            block.line,
            "unknown-part",
            sentence("`{part}` says nothing about `::: {word}`.", part=part[:60], word=block.word),
            did_you_mean(part, known) if known else sentence("Delete it."),
        )
