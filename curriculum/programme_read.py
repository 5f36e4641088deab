"""Read a programme: a YAML file whose name is its code."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

import yaml
from pydantic import ValidationError

from curriculum.markdown import leaves
from curriculum.markdown.nodes import compose
from curriculum.markdown.notes import EnoughError, Notes, Path
from curriculum.markdown.source import decode
from curriculum.rules.names import reference_breaches
from curriculum.rules.texts import text_breaches
from curriculum.sentence import sentence
from curriculum.workshop import Programme, SessionItem

LONGEST = 100_000
_TAGS = {"session", "break", "own"}


@dataclass(frozen=True, slots=True)
class ProgrammeReading:
    """What was read: the programme, or None, and the notes on its file."""

    programme: Programme | None
    notes: Notes

    def items(self) -> Iterator[tuple[Path, SessionItem]]:
        """Yield the sessions in its meetings, each with the way to it."""
        meetings = self.programme.workshop.meetings if self.programme else ()
        for number, meeting in enumerate(meetings):
            for index, item in enumerate(meeting.items):
                if isinstance(item, SessionItem):
                    yield ("workshop", "meetings", number, "items", index), item


def examine_programme(
    raw: bytes, code: str, file: str, references: Collection[str]
) -> ProgrammeReading:
    """Return what can be read of a programme's file; `references` are the keys it may cite."""
    notes = Notes(file)
    notes.put(1)
    if len(raw) > LONGEST:
        expected = sentence(
            "A programme has at most {most} bytes; this one is longer.", most=f"{LONGEST:,}"
        )
        notes.mistake(1, "file-too-long", expected, sentence("Shorten it."))
        return ProgrammeReading(None, notes)
    try:
        programme = _programme(_fields(raw, notes), code, notes)
        if programme:
            _check(programme, references, notes)
        return ProgrammeReading(programme, notes)
    except EnoughError:
        return ProgrammeReading(None, notes)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        expected = sentence("This is not readable as YAML: {problem}.", problem=error.problem)
        notes.mistake(mark.line + 1 if mark else 1, "bad-yaml", expected)
        return ProgrammeReading(None, notes)


def _fields(raw: bytes, notes: Notes) -> dict[str, Any]:
    """Return the fields of the file; where it has none, nothing, so that all are missing."""
    node = compose("\n".join(decode(raw, notes)))
    data = _data(node, (), notes) if node else {}
    return data if isinstance(data, dict) else {}


def _data(node: yaml.Node, path: Path, notes: Notes) -> Any:
    """Return the node as dictionaries, lists and words; note where each of them stands."""
    if isinstance(node, yaml.SequenceNode):
        return [_placed(one, (*path, index), notes) for index, one in enumerate(node.value)]
    if isinstance(node, yaml.MappingNode):
        data: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            notes.put(key.start_mark.line + 1, *path, name)
            if name in data:
                line = key.start_mark.line + 1
                notes.mistake(
                    line,
                    "duplicate-field",
                    sentence("`{name}` stands here a second time.", name=name),
                    sentence("Delete one."),
                )
            data[name] = _data(value, (*path, name), notes)
        return data
    return node.value


def _placed(node: yaml.Node, path: Path, notes: Notes) -> Any:
    notes.put(node.start_mark.line + 1, *path)
    return _data(node, path, notes)


def _programme(data: dict[str, Any], code: str, notes: Notes) -> Programme | None:
    if "code" in data:
        line = notes.place(("code",))[1]
        notes.mistake(
            line,
            "unknown-field",
            sentence("A programme's code is its file name."),
            sentence("Delete it."),
        )
    try:
        return Programme.model_validate(data | {"code": code})
    except ValidationError as error:
        for one in error.errors():
            path = _untagged(one["loc"])
            notes.mistake(notes.place(path)[1], *leaves.explain(one))
        return None


def _check(programme: Programme, references: Collection[str], notes: Notes) -> None:
    cited = reference_breaches(programme.references, references)
    for breach in chain(text_breaches(programme), cited):
        line = notes.place(breach.path)[1]
        notes.mistake(line, breach.code, breach.expected, breach.suggestion)


def _untagged(loc: Path) -> Path:
    """Return the way to a value without the tags that tell kinds of items apart."""
    return tuple(
        part
        for index, part in enumerate(loc)
        if not (part in _TAGS and index >= 2 and loc[index - 2] == "items")
    )
