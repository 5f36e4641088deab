"""From a file's bytes to its pieces: front matter, headings, directives and the prose between."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from curriculum.markdown import leaves
from curriculum.markdown.escapes import unescape_mark
from curriculum.markdown.notes import Notes, did_you_mean, nearest

MARK = ":::"
LONGEST_FILE = 1_000_000
LONGEST_HEAD = 2_000

_CONTROL = re.compile("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f\\ufffe\\uffff]")
_HEADING = re.compile(r"^(#{1,6})(?:[ \t]+(.*))?$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the file's structure; `name` is what stands in `{#name}` at its end."""

    line: int
    level: int
    title: str
    name: str | None


@dataclass(frozen=True, slots=True)
class Prose:
    """Lines outside of directives; neither the first nor the last is blank."""

    line: int
    lines: tuple[str, ...]

    def paragraphs(self) -> list[Prose]:
        """Return the parts between blank lines."""
        parts: list[Prose] = []
        start = None
        for index, line in enumerate([*self.lines, ""]):
            if line.strip():
                start = index if start is None else start
            elif start is not None:
                parts.append(Prose(self.line + start, self.lines[start:index]))
                start = None
        return parts


@dataclass(frozen=True, slots=True)
class Directive:
    """A block `::: word rest {#name}` with the lines up to its closing `:::`."""

    line: int
    word: str
    rest: str
    name: str | None
    lines: tuple[str, ...]

    @property
    def first(self) -> int:
        """Return the number of the line under the opening one."""
        return self.line + 1

    @property
    def text_line(self) -> int:
        """Return the number of the first line with words, or of the opening one without any."""
        words = (number for number, line in enumerate(self.lines, self.first) if line.strip())
        return next(words, self.line)

    def read_name(self, notes: Notes) -> str | None:
        """Return the name as the id of what the block says, if it has one."""
        name = self.name
        if name is None:
            return None
        return notes.attempt("id", self.line, lambda: leaves.slug(name), None)

    def known_word(self, known: Iterable[str], holder: str, notes: Notes) -> str | None:
        """Return the word, or the known one that was probably meant; None where none is near."""
        options = [str(one) for one in known]
        if self.word in options:
            return self.word
        notes.mistake(
            self.line,
            "unknown-block",
            f"There is no `::: {self.word[:60]}` in {holder}.",
            did_you_mean(self.word, options),
        )
        return nearest(self.word, options)

    def empty(self, notes: Notes, part: str) -> None:
        """Note that the list in this block has no entries, unless it was noted to be no list."""
        if not any(line.strip() for line in self.lines):
            expected = f"This `::: {self.word}` has no entries."
            notes.mistake(self.line, "no-entries", expected, "Write a list into it.")
        notes.doubt(part)


Piece = Heading | Prose | Directive


def decode(raw: bytes, notes: Notes) -> list[str]:
    """Return the lines of a file, without byte order mark, line ends and control characters."""
    if len(raw) > LONGEST_FILE:
        notes.mistake(
            1,
            "file-too-long",
            f"A file has at most {LONGEST_FILE:,} bytes; this one is longer.",
            "Split it.",
        )
        raw = raw[:LONGEST_FILE]
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        notes.mistake(
            raw.count(b"\n", 0, error.start) + 1,
            "not-utf-8",
            "The file is to be UTF-8.",
            "Save it again with the encoding UTF-8.",
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
        f"The control character U+{ord(found[0]):04X} cannot be printed.",
        "Delete it.",
    )
    return _CONTROL.sub("", line)


def front_matter(lines: Sequence[str], notes: Notes) -> tuple[Sequence[str] | None, int, int]:
    """Return the lines between the two `---`, the first one's number, and where the rest begins.

    Where a `---` is missing, it is taken to stand where it was probably forgotten; None in place
    of lines if there is no front matter at all.
    """
    rules = [index for index, line in enumerate(lines) if line.rstrip() == "---"]
    if rules[:1] != [0]:
        notes.mistake(
            1,
            "no-front-matter",
            "A file begins with a line `---`, then its fields, then `---`.",
            "Write `---` as the first line, above `title: …`.",
        )
        looks_like_fields = rules and re.match(r"\w+:", lines[0])
        return (lines[: rules[0]], 1, rules[0] + 1) if looks_like_fields else (None, 1, 0)
    end = _end_of_fields(lines)
    if end in rules:
        return lines[1:end], 2, end + 1
    notes.mistake(
        1,
        "front-matter-open",
        "There is no `---` under the fields.",
        "Write it under the last one.",
    )
    return lines[1:end], 2, end


def _end_of_fields(lines: Sequence[str]) -> int:
    """Return the index of the closing `---`, or else of where the fields seem to end."""
    blank = None
    for index, line in enumerate(lines[1:], start=1):
        if line.rstrip() == "---":
            return index
        if line.startswith(("## ", MARK)):
            return blank or index
        if not line.strip():
            blank = blank or index
    return blank or len(lines)


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
            index + 1, "stray-close", "This `:::` closes nothing.", "Delete it, or open a block."
        )
        return None, index + 1
    end = index + 1
    while end < len(lines) and not lines[end].strip(" \t").startswith(MARK):
        end += 1
    closed = end < len(lines) and not lines[end].strip(" \t").strip(":").strip()
    if not closed:
        notes.mistake(
            index + 1, "unclosed", "This block has no closing `:::`.", "Write `:::` under its text."
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
        f"A heading or the first line of a block has at most {LONGEST_HEAD:,} characters.",
        "Shorten it.",
    )
    return head[:LONGEST_HEAD]


def _named(head: str, line: int, notes: Notes) -> tuple[str, str | None]:
    """Return the words and the name of `words {#name}`."""
    words, brace, name = head.rpartition("{")
    if not brace or not head.endswith("}"):
        return head, None
    name = name.removesuffix("}").strip()
    if not name.startswith("#"):
        expected = "A name begins with `#`."
        notes.mistake(line, "bad-name", expected, f"Write `{{#{name[:60]}}}`.")
    return words.rstrip(), name.removeprefix("#").strip()
