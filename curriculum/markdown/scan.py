"""From a file's lines to its pieces."""

from __future__ import annotations

import re

from curriculum.markdown.escapes import unescape_mark
from curriculum.markdown.notes import Notes
from curriculum.markdown.pieces import MARK, Directive, Heading, Piece, Prose
from curriculum.sentence import sentence

LONGEST_HEAD = 2_000

_HEADING = re.compile(r"^(#{1,6})(?:[ \t]+(.*))?$")


def scan(lines: list[str], start: int, notes: Notes, *, headings: bool) -> list[Piece]:
    """Return the pieces of the lines from index `start`; `headings` tells whether `#` structures.

    An unclosed directive ends at the next one or at the next heading of a section.
    """
    pieces: list[Piece] = []
    prose_from = index = start
    while index < len(lines):
        line = lines[index]
        head = line.strip(" \t")
        end = index + 1
        piece: Piece | None = None
        if head.startswith(MARK):
            piece, end = _directive(lines, index, notes, headings=headings)
        elif headings and (found := _HEADING.match(line)):
            piece = _heading(found, index + 1, notes)
        else:
            index += 1
            continue
        pieces += _prose(lines, prose_from, index)
        pieces += [piece] if piece else []
        prose_from = index = end
    return pieces + _prose(lines, prose_from, len(lines))


def _prose(lines: list[str], start: int, end: int) -> list[Piece]:
    while start < end and not lines[start].strip():
        start += 1
    while start < end and not lines[end - 1].strip():
        end -= 1
    if start == end:
        return []
    return [Prose(start + 1, tuple(unescape_mark(line) for line in lines[start:end]))]


def _heading(found: re.Match[str], line: int, notes: Notes) -> Heading:
    head = _bounded((found[2] or "").strip(), line, notes)
    title, name = _named(head, line, notes)
    return Heading(line, len(found[1]), title, name)


def _directive(
    lines: list[str], index: int, notes: Notes, *, headings: bool
) -> tuple[Directive | None, int]:
    """Return the directive that opens at `index`, None for a stray `:::`, and where it ends."""
    head = lines[index].strip(" \t").lstrip(":").strip()
    if not head:
        notes.mistake(
            index + 1,
            "stray-close",
            sentence("This `:::` closes nothing."),
            sentence("Delete it, or open a block."),
        )
        return None, index + 1
    end = index + 1
    while end < len(lines) and not lines[end].strip(" \t").startswith(MARK):
        end += 1
    closed = end < len(lines) and not lines[end].strip(" \t").strip(":").strip()
    if not closed:
        notes.mistake(
            index + 1,
            "unclosed",
            sentence("This block has no closing `:::`."),
            sentence("Write `:::` under its text."),
        )
        end = _end_of_unclosed(lines, index + 1, end, headings=headings)
    rest, name = _named(_bounded(head, index + 1, notes), index + 1, notes)
    parts = re.split(r"[ \t,]+", rest, maxsplit=1)
    content = tuple(unescape_mark(line) for line in lines[index + 1 : end])
    directive = Directive(index + 1, parts[0], parts[1] if len(parts) > 1 else "", name, content)
    return directive, end + 1 if closed else end


def _end_of_unclosed(lines: list[str], start: int, end: int, *, headings: bool) -> int:
    if not headings:
        return end
    return next((index for index in range(start, end) if _HEADING.match(lines[index])), end)


def _bounded(head: str, line: int, notes: Notes) -> str:
    if len(head) <= LONGEST_HEAD:
        return head
    notes.mistake(
        line,
        "line-too-long",
        sentence(
            "A heading or the first line of a block has at most {most} characters.",
            most=f"{LONGEST_HEAD:,}",
        ),
        sentence("Shorten it."),
    )
    return head[:LONGEST_HEAD]


def _named(head: str, line: int, notes: Notes) -> tuple[str, str | None]:
    """Return the words and the name of `words {#name}`."""
    words, brace, name = head.rpartition("{")
    if not brace or not head.endswith("}"):
        return head, None
    name = name.removesuffix("}").strip()
    if not name.startswith("#"):
        expected = sentence("A name begins with `#`.")
        notes.mistake(line, "bad-name", expected, sentence("Write `{{#{name}}}`.", name=name[:60]))
    return words.rstrip(), name.removeprefix("#").strip()
