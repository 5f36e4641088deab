"""Read a library: a folder of topics, each a folder of sessions, and ready-made programmes."""

from __future__ import annotations

from pathlib import Path

from curriculum.markdown import read_session
from curriculum.references import evidence
from curriculum.session import Session


def read_session_folder(path: Path) -> Session:
    """Return the session of a folder; its topic is the name of the folder above."""
    files = {
        str(file.relative_to(path)): file.read_bytes() for file in path.rglob("*") if file.is_file()
    }
    path = path.resolve()
    return read_session(files, slug=path.name, topic=path.parent.name, references=evidence())
