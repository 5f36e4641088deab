"""A session in a folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from curriculum.markdown import write_session
from tests.api.house import LISTENING


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of a session of somebody's own."""
    return write_folder(tmp_path, "AL1-OWN")


def write_folder(where: Path, code: str) -> Path:
    """Write a session as a folder of Markdown and return it."""
    folder = where / "listening" / code.lower()
    session = LISTENING.model_copy(update={"code": code, "slug": code.lower()})
    for name, content in write_session(session).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
