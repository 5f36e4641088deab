"""Lists: one `- ` an entry, and lines indented under it that go on with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from curriculum.markdown import leaves
from curriculum.markdown.notes import Notes, Path


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list: the number of its first line, and its lines without mark and indent."""

    line: int
    lines: tuple[str, ...]

    def joined(self) -> str:
        """Return the entry as one line."""
        return " ".join(line.strip() for line in self.lines if line.strip())

    def text(self) -> str:
        """Return the entry as it stands."""
        return "\n".join(self.lines)


def read_entries(lines: Sequence[str], first: int, notes: Notes) -> list[Entry]:
    """Return the entries of a list; anything else between them is one mistake."""
    groups: list[tuple[int, list[str]]] = []
    stray = None
    for offset, line in enumerate(lines):
        if line.startswith("- ") or line.rstrip() == "-":
            groups.append((first + offset, [line[2:]]))
        elif groups and (not line.strip() or line.startswith(("  ", "\t"))):
            groups[-1][1].append(line[1:] if line.startswith("\t") else line[2:])
        elif line.strip() and stray is None:
            stray = first + offset
    if stray is not None:
        notes.mistake(
            stray,
            "not-a-list",
            "A list is expected here.",
            "Begin each entry with `- `; indent what goes on with it by two spaces.",
        )
    return [Entry(line, tuple(group)) for line, group in groups]


def read_lines(
    lines: Sequence[str], first: int, notes: Notes, path: Path, *, most: int = 100
) -> list[str]:
    """Return a list of entries that are one line of text each; there are at most `most`."""
    entries = bounded(read_entries(lines, first, notes), most, notes, path)
    if not entries:
        notes.doubt(path)
    return [read_line(entry, notes, (*path, index)) for index, entry in enumerate(entries)]


def read_line(entry: Entry, notes: Notes, path: Path) -> str:
    """Return an entry that is one line of text."""
    nested = next(
        (index for index, one in enumerate(entry.lines[1:], 1) if one.lstrip().startswith("- ")),
        None,
    )
    if nested is not None:
        notes.mistake(
            entry.line + nested,
            "nested-list",
            "These entries are one line each.",
            "Make it an entry of its own.",
        )
        notes.put(path, entry.line)
        notes.doubt(path)
        return "…"
    return notes.attempt(path, entry.line, lambda: leaves.line(entry.joined()), "…")


def bounded(entries: list[Entry], most: int, notes: Notes, path: Path) -> list[Entry]:
    """Return at most so many entries; more are a mistake."""
    notes.put(path, entries[0].line if entries else 1)
    if len(entries) <= most:
        return entries
    notes.mistake(
        entries[most].line,
        "too-many",
        f"There are {len(entries)} entries; at most {most} fit here.",
        "Leave some out or split the list.",
    )
    return entries[:most]
