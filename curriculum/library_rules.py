"""Rules of a library: a code names one session, and whatever is named is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace

from curriculum.errors import Mistake
from curriculum.markdown import Reading
from curriculum.markdown.notes import EnoughError
from curriculum.programme_read import ProgrammeReading
from curriculum.rules.names import meant
from curriculum.sentence import sentence
from curriculum.session import Session
from curriculum.workshop import SessionItem

Sessions = Mapping[str, Reading]
"""What was read of each session, by the path of its folder."""


def library_mistakes(
    sessions: Sessions, programmes: Sequence[ProgrammeReading], others: Iterable[Session] = ()
) -> Iterator[Mistake]:
    """Yield every mistake: those noted already, and those that only the whole library shows.

    `others` are sessions outside of the folder that may be named in it, such as those that ship.
    """
    with suppress(EnoughError):
        _note_what_clashes(sessions, programmes, others)
    yield from mistakes_in_sessions(sessions)
    for programme in programmes:
        yield from programme.notes.mistakes


def _note_what_clashes(
    sessions: Sessions, programmes: Sequence[ProgrammeReading], others: Iterable[Session]
) -> None:
    """Note what only the whole library shows."""
    _note_duplicates(sessions)
    own = {
        reading.session.code: reading.session
        for reading in sessions.values()
        if reading.session and not reading.notes.in_doubt(("code",))
    }
    if len(own) == len(sessions):
        known = {session.code: session for session in others} | own
        _note_unknown_prerequisites(sessions, known)
        _note_unknown_items(programmes, known)


def mistakes_in_sessions(sessions: Sessions) -> Iterator[Mistake]:
    """Yield the mistakes noted so far, each with the path of its session's folder."""
    for folder, reading in sessions.items():
        for mistake in reading.mistakes:
            yield replace(mistake, file=f"{folder}/{mistake.file}")


def _note_duplicates(sessions: Sessions) -> None:
    """Note codes and slugs that another session has already."""
    taken: dict[str, str] = {}
    for folder, reading in sessions.items():
        notes, session = reading.notes, reading.session
        if session is None:
            continue
        for key, name in (("code", session.code), ("slug", session.slug)):
            if notes.in_doubt((key,)):
                continue
            if name in taken:
                notes.mistake(
                    notes.place((key,))[1],
                    f"duplicate-{key}",
                    sentence(
                        "`{name}` is already the {key} of {taken}.",
                        name=name,
                        key=key,
                        taken=taken[name],
                    ),
                    sentence("Give each session its own."),
                )
            taken.setdefault(name, folder)


def _note_unknown_prerequisites(sessions: Sessions, known: Mapping[str, Session]) -> None:
    for reading in sessions.values():
        for index, one in enumerate(reading.session.prerequisites if reading.session else ()):
            if one.code not in known:
                line = reading.notes.place(("prerequisites", index))[1]
                reading.notes.mistake(line, *_unknown_session(one.code, known))


def _note_unknown_items(
    programmes: Sequence[ProgrammeReading], known: Mapping[str, Session]
) -> None:
    for programme in programmes:
        notes = programme.notes
        for path, item in programme.items():
            if item.session not in known:
                line = notes.place((*path, "session"))[1]
                notes.mistake(line, *_unknown_session(item.session, known))
                continue
            session = known[item.session]
            for key, name in _unknown_activities(item, session):
                notes.mistake(
                    notes.place((*path, key))[1],
                    "unknown-activity",
                    sentence(
                        "`{name}` is no activity of {session}.", name=name, session=item.session
                    ),
                    meant(name, (one.id for one in session.activities)),
                )


def _unknown_session(code: str, known: Mapping[str, Session]) -> tuple[str, str, str]:
    return "unknown-session", f"There is no session `{code}` in this library.", meant(code, known)


def _unknown_activities(item: SessionItem, session: Session) -> Iterator[tuple[str, str]]:
    """Yield the names in an item that no activity has, each with its field."""
    for key in ("leave_out", "order", "minutes"):
        for name in getattr(item, key):
            if session.activity(name) is None:
                yield key, name
