"""Fields in YAML, `key: value`, read with their lines; every scalar stays the words it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

import yaml

from curriculum.markdown.nodes import compose
from curriculum.markdown.notes import Misread, Notes, did_you_mean, nearest
from curriculum.sentence import sentence

T = TypeVar("T")

Words = str | list[tuple[str, int]]
"""A value: words, or a list of words, each with its line."""

MOST_ENTRIES = 100
LONGEST_FIELD = 10_000
_SIMPLE = re.compile(r"(\w+): ([A-Za-z0-9][A-Za-z0-9 .,+-]*)")
"""A field of which YAML makes nothing but words; most are, and its reader is slow."""
_QUOTE = "Put the value in double quotes."


@dataclass(frozen=True, slots=True)
class _Value:
    """A value and its line."""

    line: int
    value: Words

    def word(self) -> str:
        if isinstance(self.value, list):
            raise Misread("list-not-expected", sentence("One value is expected, not a list."))
        if not self.value.strip():
            raise Misread("empty", sentence("A value is expected after the colon."))
        return self.value.strip()

    def words(self) -> list[tuple[str, int]]:
        if isinstance(self.value, str):
            example = self.value.strip() or "one, two"
            raise Misread(
                "list-expected",
                sentence("A list is expected."),
                sentence("Write `[{example}]`.", example=example),
            )
        return self.value


@dataclass
class Fields:
    """Fields by their keys, as far as they could be read; taking one notes where it stands."""

    notes: Notes
    line: int
    """The line of what they belong to; there, a missing one is reported."""
    readable: bool = True
    """False where nothing can be told of any of them."""
    found: dict[str, _Value] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)
    """Keys that are there, but not readable; they are not missing as well."""

    def has(self, key: str) -> bool:
        """Tell whether the field is there, readable or not."""
        return key in self.found or key in self.broken

    def word(self, key: str, read: Callable[[str], T], stand_in: T, *, needed: bool = False) -> T:
        """Return what `read` makes of the value, or the stand-in."""
        found = self.found.get(key)
        if found:
            return self.notes.attempt(key, found.line, lambda: read(found.word()), stand_in)
        if needed and self.readable and key not in self.broken:
            self.notes.mistake(
                self.line,
                "missing-field",
                sentence("The field `{key}` is needed.", key=key),
                sentence("Write `{key}: …`.", key=key),
            )
        if needed or not self.readable or key in self.broken:
            self.notes.doubt(key)
        return stand_in

    def words(self, key: str, read: Callable[[str], T]) -> list[T]:
        """Return what `read` makes of each entry of a list; without the field, an empty list."""
        found = self.found.get(key)
        if not found:
            if not self.readable or key in self.broken:
                self.notes.doubt(key)
            return []
        nothing: list[tuple[str, int]] = []
        entries = self.notes.attempt(key, found.line, found.words, nothing)
        if len(entries) > MOST_ENTRIES:
            expected = sentence(
                "At most {most} entries fit here, not {entries}.",
                most=MOST_ENTRIES,
                entries=len(entries),
            )
            self.notes.mistake(found.line, "too-many", expected, sentence("Leave some out."))
        at = self.notes.under(key)
        taken: list[T] = []
        for word, line in entries[:MOST_ENTRIES]:
            one = at.attempt(len(taken), line, partial(read, word), None)
            taken += [] if one is None else [one]
        return taken

    def rename(self, key: str, name: str) -> None:
        """Note of the value called `name` what is known of this field."""
        self.notes.put(self.found[key].line if key in self.found else self.line, name)
        if self.notes.in_doubt((*self.notes.root, key)):
            self.notes.doubt(name)


def read_fields(
    lines: Sequence[str] | None, first: int, known: tuple[str, ...], notes: Notes, line: int
) -> Fields:
    """Return the fields of these lines, of which the first has the number `first`.

    Each field is read for itself, so that a slip in one hides no other. None in place of lines
    means that nothing can be told. `line` is that of what they belong to.
    """
    fields = Fields(notes, line, readable=lines is not None)
    for offset, chunk in _chunks(lines or (), known):
        _read_chunk(chunk, first + offset, known, fields)
    return fields


def _chunks(lines: Sequence[str], known: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Yield each field's lines: one that begins with a key, and what hangs under it."""
    key = re.compile(rf"[^\s#\-\]}}]|[ \t]+(?:{'|'.join(known)}):")
    start = None
    for index, line in enumerate([*lines, "end"]):
        if key.match(line) or (start is None and line.strip() and not line.startswith("#")):
            if start is not None:
                yield start, "\n".join(lines[start:index])
            start = index


def _read_chunk(chunk: str, line: int, known: tuple[str, ...], into: Fields) -> None:
    try:
        key, value = _field(chunk, line, known)
    except yaml.MarkedYAMLError as error:
        into.notes.mistake(line + _line_of(error), "bad-yaml", *_plain(error))
    except Misread as misread:
        into.notes.mistake(line, *misread.words)
    else:
        if key in into.found:
            expected = sentence("`{key}` stands here a second time.", key=key)
            into.notes.mistake(line, "duplicate-field", expected, sentence("Delete one."))
        into.found.setdefault(key, value)
        return
    guess = re.split(r"\W", chunk.strip(), maxsplit=1)[0]
    into.broken.add(nearest(guess, known) or guess)


def _field(chunk: str, line: int, known: tuple[str, ...]) -> tuple[str, _Value]:
    """Return the one field of a chunk, or raise Misread or MarkedYAMLError."""
    if len(chunk) > LONGEST_FIELD:
        expected = sentence(
            "A field has at most {most} characters, not {chunk}.",
            most=f"{LONGEST_FIELD:,}",
            chunk=f"{len(chunk):,}",
        )
        raise Misread("too-long", expected, sentence("Shorten it."))
    simple = _SIMPLE.fullmatch(chunk)
    key, value = (simple[1], simple[2]) if simple else _pair(chunk, line)
    if key not in known:
        expected = sentence("There is no field `{key}` here.", key=key[:60])
        raise Misread("unknown-field", expected, did_you_mean(key, known))
    if value is None:
        raise Misread("bad-value", sentence("`{key}` is words or a plain list of words.", key=key))
    return key, _Value(line, value)


def _pair(chunk: str, line: int) -> tuple[str, Words | None]:
    """Return key and value of a chunk of YAML; None for a value that is no words."""
    node = compose(chunk)
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    if len(pairs) != 1 or not isinstance(pairs[0][0], yaml.ScalarNode):
        raise Misread(
            "not-a-field",
            sentence("A field is expected here: `key: value`."),
            sentence("Leave an empty line between the fields and the text."),
        )
    return pairs[0][0].value.strip(), _value(pairs[0][1], line)


def _value(node: yaml.Node, line: int) -> Words | None:
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    if isinstance(node, yaml.SequenceNode) and all(
        isinstance(one, yaml.ScalarNode) for one in node.value
    ):
        return [(one.value.strip(), line + one.start_mark.line) for one in node.value]
    return None


def _line_of(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line if mark else 0


_REASONS = (
    ("mapping values", "a value with a colon and a space stands in quotes", _QUOTE),
    ("expected ',' or ']'", "the list is not closed", "Write `]` at its end."),
    ("end of stream", "the quotes are not closed", 'Write `"` at its end.'),
    ("'\\t'", "a tab stands where spaces belong", "Write spaces."),
)
"""Words of the YAML reader's complaint, what they mean for an author, and what to do."""


def _plain(error: yaml.MarkedYAMLError) -> tuple[str, str]:
    """Return what is the matter with a field, and what to do."""
    for words, reason, advice in _REASONS:
        if words in str(error.problem):
            return sentence("This is not readable as YAML: {reason}.", reason=reason), advice
    return sentence("This is not readable as YAML: {problem}.", problem=error.problem), _QUOTE
