from __future__ import annotations

from pathlib import Path

from curriculum.exports.folders import folders
from curriculum.library import read_library, shipped_library
from curriculum.session import Session
from tests.curriculum.exports.reading import unpack


def unpacked(content: bytes, folder: Path) -> Path:
    for name, body in unpack(content).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return folder


def by_code(sessions: tuple[Session, ...]) -> dict[str, Session]:
    return {one.code: one for one in sessions}


def test_every_shipped_session_comes_back_as_it_was(tmp_path: Path):
    sessions = shipped_library().sessions
    again = read_library(unpacked(folders(sessions), tmp_path)).sessions
    assert by_code(again) == by_code(sessions)


def test_of_two_revisions_the_last_is_there():
    first = shipped_library().sessions[0]
    changed = first.model_copy(update={"purpose": "Another purpose."})
    files = unpack(folders([first, changed]))
    assert b"Another purpose." in files[f"{first.topic}/{first.slug}/session.md"]
