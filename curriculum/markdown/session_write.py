"""Write a session as the files that an author would have written."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Iterable

from curriculum.markdown.activity_write import materials, write_activity
from curriculum.markdown.escapes import escape_paragraph
from curriculum.markdown.handout_write import write_handout
from curriculum.markdown.texts_write import adaptation, bullets, front_matter, text
from curriculum.session import Level, Session
from curriculum.values import Mode, Setting
from curriculum.wording import people_phrase, staffing_phrase


def write_session(session: Session) -> dict[str, bytes]:
    """Return the files of a session's folder by their paths; `read_session` gives it back."""
    files = {"session.md": _session(session).encode()}
    for one in session.handouts:
        files[f"handouts/{one.slug}.md"] = write_handout(one).encode()
    for name, encoded in session.images.items():
        files[f"images/{name}"] = b64decode(encoded)
    return files


def _session(session: Session) -> str:
    parts = [
        _front(session),
        _section("Purpose", text(escape_paragraph(session.purpose))),
        _list("Objectives", session.objectives),
        _list("Key messages", session.key_messages),
        _section("Room", text(session.room or "")),
        _list("Materials", materials(session.materials)),
        _list("Preparation", session.preparation),
        _list("Safety", session.safety),
        *map(write_activity, session.activities),
        _section("Home practice", text(session.home_practice or "")),
        _list("Fidelity", session.fidelity),
        _section("Adaptations", "\n\n".join(map(adaptation, session.adaptations))),
    ]
    return "\n\n".join(part for part in parts if part) + "\n"


def _section(title: str, words: str) -> str:
    """Return a section, or nothing where it would be empty."""
    return f"## {title}\n\n{words}" if words else ""


def _list(title: str, entries: Iterable[str]) -> str:
    return _section(title, "\n".join(bullets(entries)))


def _front(session: Session) -> str:
    modes, settings = session.modes, session.settings
    return front_matter(
        [
            ("code", session.code),
            ("title", session.title),
            ("subtitle", session.subtitle),
            ("language", None if session.language == "en" else session.language),
            ("level", None if session.level == Level.FURTHER else session.level.value),
            ("minutes", str(session.minutes)),
            ("at_least", str(session.at_least)),
            ("at_most", str(session.at_most)),
            ("short_cut", str(session.short_cut)),
            ("people", people_phrase(session.people)),
            ("facilitators", staffing_phrase(session.staffing)),
            ("modes", None if modes == tuple(Mode) else modes),
            ("settings", None if settings == tuple(Setting) else settings),
            ("agreements", "yes" if session.agreements else None),
            ("requires", [one.code for one in session.prerequisites if one.hard]),
            ("builds_on", [one.code for one in session.prerequisites if not one.hard]),
            ("references", session.references),
        ]
    )
