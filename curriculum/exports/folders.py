"""Sessions in the authoring format: a zip file of folders, topic by topic."""

from __future__ import annotations

from collections.abc import Iterable

from curriculum.exports.archive import archive
from curriculum.markdown import write_session
from curriculum.session import Session


def folders(sessions: Iterable[Session]) -> bytes:
    """Return the sessions' folders; of a session that comes in two revisions, the last."""
    files: dict[str, bytes] = {}
    for session in {one.code: one for one in sessions}.values():
        home = f"{session.topic}/{session.slug}"
        files |= {f"{home}/{name}": body for name, body in write_session(session).items()}
    return archive(files)
