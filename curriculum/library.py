"""Read a library: a folder of topics, each a folder of sessions, and ready-made programmes."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path

from curriculum.errors import AuthoringError, Mistake
from curriculum.folders import folders_in, read_files, readable_name
from curriculum.library_rules import library_mistakes, mistakes_in_sessions
from curriculum.markdown import SESSION, Reading, examine_session
from curriculum.markdown.notes import Notes
from curriculum.programme_read import ProgrammeReading, examine_programme
from curriculum.references import evidence
from curriculum.session import Session
from curriculum.values import Value
from curriculum.workshop import Programme

PROGRAMMES = "programmes"
SHIPPED = Path(__file__).parent / "library"


class Library(Value):
    """Sessions and programmes, each in the order of their paths."""

    sessions: tuple[Session, ...]
    programmes: tuple[Programme, ...]


@cache
def shipped_library() -> Library:
    """Return the library that ships with the product."""
    return read_library(SHIPPED)


def read_library(folder: Path) -> Library:
    """Return the library of a folder; raises AuthoringError with every mistake in every file."""
    sessions = _sessions(folder)
    programmes = _programmes(folder)
    mistakes = list(library_mistakes(sessions, programmes, _others(folder)))
    if mistakes:
        raise AuthoringError(mistakes)
    return Library(
        sessions=tuple(one.session for one in sessions.values() if one.session),
        programmes=tuple(one.programme for one in programmes if one.programme),
    )


def read_session_folder(path: Path) -> Session:
    """Return the session of a folder; its topic is the name of the folder above.

    Raises AuthoringError with every mistake in every file.
    """
    reading = _examine_folder(path.resolve())
    if reading.mistakes or reading.session is None:
        raise AuthoringError(reading.mistakes)
    return reading.session


def find_mistakes(path: Path) -> tuple[Mistake, ...]:
    """Return the mistakes in a session's folder, in a topic's, or in a library, file by file."""
    path = path.resolve()
    if (path / SESSION).exists():
        return tuple(_examine_folder(path).mistakes)
    folders = folders_in(path)
    if any((folder / SESSION).exists() for folder in folders):
        sessions = {readable_name(Path(one.name)): _examine_folder(one) for one in folders}
        return tuple(mistakes_in_sessions(sessions))
    return tuple(library_mistakes(_sessions(path), _programmes(path), _others(path)))


def _others(folder: Path) -> tuple[Session, ...]:
    """Return the sessions beside a library that it may build on: those that ship."""
    return () if folder.resolve() == SHIPPED else shipped_library().sessions


def _examine_folder(path: Path) -> Reading:
    files, mistakes = read_files(path)
    reading = examine_session(
        files, slug=path.name, topic=_topic(path.parent.name), references=evidence()
    )
    reading.notes.mistakes.extend(mistakes)
    return reading


def _topic(name: str) -> str:
    """Return the topic of a folder; outside of a library its name may be anything."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:60].strip("-") or "own"


def _sessions(folder: Path) -> dict[str, Reading]:
    """Return what was read of each session, by its folder's path in the library."""
    return {
        readable_name(path.relative_to(folder)): _examine_folder(path)
        for topic in folders_in(folder)
        if topic.name != PROGRAMMES
        for path in folders_in(topic)
    }


def _programmes(folder: Path) -> list[ProgrammeReading]:
    files, mistakes = read_files(folder / PROGRAMMES)
    notes = Notes(PROGRAMMES)
    notes.mistakes.extend(replace(one, file=f"{PROGRAMMES}/{one.file}") for one in mistakes)
    readings = [ProgrammeReading(None, notes)]
    for name, raw in files.items():
        file = f"{PROGRAMMES}/{name}"
        if re.fullmatch(r"[^/]+\.yaml", name):
            code = name.removesuffix(".yaml")
            readings.append(examine_programme(raw, code, file, evidence()))
        else:
            expected = "A programme is one YAML file."
            notes.mistakes.append(
                Mistake(file, 1, "unexpected-file", expected, "Delete this file.")
            )
    return readings
