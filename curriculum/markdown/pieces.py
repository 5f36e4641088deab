"""The pieces of a file: headings, directives and the prose between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from curriculum.markdown import leaves
from curriculum.markdown.notes import Notes, did_you_mean, nearest
from curriculum.sentence import sentence

MARK = ":::"


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
            sentence("There is no `::: {word}` in {holder}.", word=self.word[:60], holder=holder),
            did_you_mean(self.word, options),
        )
        return nearest(self.word, options)

    def empty(self, notes: Notes, part: str) -> None:
        """Note that the list in this block has no entries, unless it was noted to be no list."""
        if not any(line.strip() for line in self.lines):
            expected = sentence("This `::: {word}` has no entries.", word=self.word)
            notes.mistake(self.line, "no-entries", expected, sentence("Write a list into it."))
        notes.doubt(part)


Piece = Heading | Prose | Directive
