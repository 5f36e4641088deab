"""A file's bytes as lines, and the front matter at their beginning."""

from __future__ import annotations

import re
from collections.abc import Sequence

from curriculum.markdown.notes import Notes
from curriculum.markdown.pieces import MARK
from curriculum.sentence import sentence

LONGEST_FILE = 1_000_000
RULE = "---"
_CONTROL = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ufffe\\uffff]")


def decode(raw: bytes, notes: Notes) -> list[str]:
    """Return the lines of a file, without byte order mark, line ends and control characters."""
    if len(raw) > LONGEST_FILE:
        notes.mistake(
            1,
            "file-too-long",
            sentence(
                "A file has at most {most} bytes; this one is longer.",
                most=f"{LONGEST_FILE:,}",
            ),
            sentence("Split it."),
        )
        raw = raw[:LONGEST_FILE]
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        notes.mistake(
            raw.count(b"\n", 0, error.start) + 1,
            "not-utf-8",
            sentence("The file is to be UTF-8."),
            sentence("Save it again with the encoding UTF-8."),
        )
        text = raw.decode("utf-8", errors="replace")
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [_printable(line, number, notes) for number, line in enumerate(lines, start=1)]


def _printable(line: str, number: int, notes: Notes) -> str:
    found = _CONTROL.search(line)
    if not found:
        return line
    notes.mistake(
        number,
        "control-character",
        sentence(
            "The control character U+{found} cannot be printed.", found=f"{ord(found[0]):04X}"
        ),
        sentence("Delete it."),
    )
    return _CONTROL.sub("", line)


def front_matter(lines: Sequence[str], notes: Notes) -> tuple[Sequence[str] | None, int, int]:
    """Return the lines between the two `---`, the first one's number, and where the rest begins.

    Where a `---` is missing, it is taken to stand where it was probably forgotten; None in place
    of lines if there is no front matter at all.
    """
    start = next((index for index, line in enumerate(lines) if line.strip()), 0)
    if lines[start].rstrip() == RULE:
        end = _end_of_fields(lines, start + 1)
        closed = end < len(lines) and lines[end].rstrip() == RULE
        if not closed:
            expected = sentence("There is no `---` under the fields.")
            notes.mistake(
                start + 1, "front-matter-open", expected, sentence("Write it under the last one.")
            )
        return lines[start + 1 : end], start + 2, end + 1 if closed else end
    expected = sentence("A file begins with a line `---`, then its fields, then `---`.")
    suggestion = sentence("Write `---` as the first line, above `title: …`.")
    notes.mistake(1, "no-front-matter", expected, suggestion)
    end = _end_of_fields(lines, start)
    if re.match(r"\w+:", lines[start]) and end < len(lines) and lines[end].rstrip() == RULE:
        return lines[start:end], start + 1, end + 1
    return None, 1, 0


def _end_of_fields(lines: Sequence[str], start: int) -> int:
    """Return the index of the closing `---`, or else of where the fields seem to end."""
    blank = None
    for index in range(start, len(lines)):
        if lines[index].rstrip() == RULE:
            return index
        if lines[index].startswith(("## ", MARK)):
            return blank or index
        if not lines[index].strip():
            blank = blank or index
    return blank or len(lines)
