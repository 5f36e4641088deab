"""Sessions as folders: checked, taken into the data folder, written out of it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from sqlalchemy import Connection

from api.commands.failing import FAILED, say
from api.commands.house import database as open_house
from api.commands.house import first_organisation, library, prepare, the_organisation
from api.settings import Settings
from curriculum.errors import NotFoundError
from curriculum.handbook import find_handbook_mistakes
from curriculum.library import SHIPPED, find_mistakes, read_library, read_session_folder
from curriculum.markdown import SESSION, write_session
from curriculum.references import evidence
from curriculum.session import Session
from curriculum.standard import hold
from curriculum.storage.database import reading
from curriculum.storage.drafts import create_draft, publish, save_draft
from curriculum.storage.sessions import load_session


def check(asked: Namespace) -> int:
    """List every mistake with its file and line, then what falls short of the writing standard.

    The exit code tells whether there is any. Others' folders are held to the standard on request.
    """
    folder = asked.folder or SHIPPED
    mistakes = find_mistakes(folder)
    if asked.folder is None:
        mistakes += find_handbook_mistakes()
    for mistake in mistakes:
        say(str(mistake))
    if mistakes:
        files = {mistake.file for mistake in mistakes}
        say(f"{_count(len(mistakes), 'mistake')} in {_count(len(files), 'file')}.")
        return FAILED
    say(f"{folder}: no mistakes.")
    return _hold(folder) if asked.standard or asked.folder is None else 0


def _hold(folder: Path) -> int:
    shortfalls = hold(_read(folder), evidence())
    for shortfall in shortfalls:
        say(str(shortfall))
    if shortfalls:
        say(f"{_count(len(shortfalls), 'shortfall')} of the writing standard.")
        return FAILED
    say(f"{folder}: up to the writing standard.")
    return 0


def take_in(asked: Namespace) -> int:
    """Publish the sessions of folders as the organisation's own, or keep them as drafts."""
    sessions = [session for folder in asked.folders for session in _read(folder)]
    with open_house(Settings()) as engine:
        prepare(engine)
        with engine.begin() as connection:
            organisation_id = the_organisation(connection).id
            for session in sessions:
                _store(connection, organisation_id, session)
                if asked.draft:
                    say(f"{session.code}: a draft.")
                else:
                    revision = publish(connection, organisation_id, session.code)
                    say(f"{session.code}: revision {revision.number}, topic {session.topic}.")
    return 0


def give_out(asked: Namespace) -> int:
    """Write sessions as folders of Markdown, topic by topic."""
    with library(Settings()) as engine, reading(engine) as connection:
        stored = first_organisation(connection)
        organisation_id = stored.id if stored else None
        sessions = [load_session(connection, organisation_id, code) for code in asked.codes]
    for one in sessions:
        session = one.session
        folder = asked.output / session.topic / session.slug
        for name, content in write_session(session).items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        say(f"{session.code}: {folder}")
    return 0


def _read(folder: Path) -> tuple[Session, ...]:
    if (folder / SESSION).exists():
        return (read_session_folder(folder),)
    if not folder.is_dir():
        raise NotFoundError(f"There is no folder {folder}.")
    return read_library(folder).sessions


def _store(connection: Connection, organisation_id: int, session: Session) -> None:
    """Make the session the draft of its code: a new one, or in place of what is there."""
    try:
        current = load_session(connection, organisation_id, session.code)
    except NotFoundError:
        current = None
    if current is None or not current.own:
        create_draft(connection, organisation_id, session)
    else:
        save_draft(connection, organisation_id, session, expected_etag=current.etag)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
