"""Lists, each entry with `- ` and perhaps more lines indented under it, and wrapped sentences."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial

from curriculum.markdown import leaves
from curriculum.markdown.escapes import unescape_paragraph
from curriculum.markdown.notes import Misread, Notes
from curriculum.rules.breach import WHOLE
from curriculum.sentence import sentence

_LIST = re.compile(r"^([-*+]|\d+[.)])[ \t]")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: the number of its first line, and its lines without mark and indent."""

    line: int
    lines: tuple[str, ...]

    def joined(self) -> str:
        """Return the entry as one line."""
        return joined(self.lines)


def joined(lines: Iterable[str]) -> str:
    """Return lines as one."""
    return " ".join(line.strip() for line in lines if line.strip())


def read_entries(lines: Sequence[str], first: int, notes: Notes, *, most: int) -> list[Entry]:
    """Return the entries of a list, at most so many; anything between them is one mistake."""
    groups: list[tuple[int, list[str]]] = []
    stray = None
    for number, line in enumerate(lines, start=first):
        if line.startswith("- ") or line.rstrip() == "-":
            groups.append((number, [line[2:]]))
        elif groups and (not line.strip() or line.startswith(("  ", "\t"))):
            groups[-1][1].append(line[1:] if line.startswith("\t") else line[2:])
        elif line.strip() and stray is None:
            stray = number
    if stray is not None:
        _not_a_list(stray, notes)
    if len(groups) > most:
        expected = sentence(
            "At most {most} entries fit here, not {groups}.", most=most, groups=len(groups)
        )
        notes.mistake(groups[most][0], "too-many", expected, sentence("Leave some out."))
    notes.put(first)
    return [Entry(line, tuple(group)) for line, group in groups[:most]]


def _not_a_list(line: int, notes: Notes) -> None:
    notes.mistake(
        line,
        "not-a-list",
        sentence("A list is expected here."),
        sentence("Begin each entry with `- `, and indent by two spaces what goes on with it."),
    )
    notes.doubt(WHOLE)


def read_lines(lines: Sequence[str], first: int, notes: Notes, *, most: int = 100) -> list[str]:
    """Return the entries of a list that are one line of text each."""
    entries = read_entries(lines, first, notes, most=most)
    return [
        notes.attempt(index, entry.line, partial(_line, entry), "…")
        for index, entry in enumerate(entries)
    ]


def _line(entry: Entry) -> str:
    if any(line.lstrip().startswith("- ") for line in entry.lines[1:]):
        raise Misread(
            "nested-list",
            sentence("These entries hold no lists."),
            sentence("Make each line an entry of its own."),
        )
    return leaves.line(entry.joined())


def read_paragraph(lines: Sequence[str]) -> str:
    """Return one line of text that stands as a paragraph, wrapped or not; or raise Misread."""
    words = joined(lines)
    if _LIST.match(words):
        raise Misread(
            "list-not-expected",
            sentence("One sentence is expected, not a list."),
            sentence("Write it as a sentence."),
        )
    return leaves.line(unescape_paragraph(words))
