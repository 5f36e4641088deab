"""Read a session's folder: its front matter and sections, its handouts and its pictures."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from pydantic import ValidationError

from curriculum.errors import AuthoringError, Mistake
from curriculum.markdown import leaves, phrases
from curriculum.markdown.fields import Fields, read_fields
from curriculum.markdown.handout_read import read_handout
from curriculum.markdown.notes import EnoughError, Misread, Notes, Path
from curriculum.markdown.scan import scan
from curriculum.markdown.sections_read import read_sections
from curriculum.markdown.source import decode, front_matter
from curriculum.rules import breaches
from curriculum.sentence import sentence
from curriculum.session import GroupSize, Level, Session, Staffing
from curriculum.values import Mode, Setting

SESSION = "session.md"
MOST_HANDOUTS = 20
KEYS = (
    "code", "title", "subtitle", "language", "level", "minutes", "at_least", "at_most",
    "short_cut", "people", "facilitators", "modes", "settings", "agreements", "requires",
    "builds_on", "references",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: the session, perhaps with stand-ins, and the notes on its files."""

    session: Session | None
    notes: Notes

    @property
    def mistakes(self) -> list[Mistake]:
        """Return the mistakes, those of session.md first, each file from top to bottom."""
        return sorted(
            set(self.notes.mistakes),
            key=lambda one: (one.file != SESSION, one.file, one.line, one.code),
        )


def read_session(
    files: Mapping[str, bytes],
    *,
    slug: str,
    topic: str,
    references: Collection[str] | None = None,
) -> Session:
    """Return the session that these files describe, by their paths in its folder.

    `references` are the keys that may be cited; None allows any. Raises AuthoringError with every
    mistake in every file.
    """
    reading = examine_session(files, slug=slug, topic=topic, references=references)
    if reading.session is None or reading.mistakes:
        raise AuthoringError(reading.mistakes)
    return reading.session


def examine_session(
    files: Mapping[str, bytes],
    *,
    slug: str,
    topic: str,
    references: Collection[str] | None = None,
) -> Reading:
    """Return what can be read of these files, mistakes and all."""
    notes = Notes(SESSION)
    notes.put(1)
    if SESSION not in files:
        notes.mistake(
            1,
            "no-session",
            sentence("A session's folder holds `session.md`."),
            sentence("Write it."),
        )
        return Reading(None, notes)
    try:
        body = _session(files[SESSION], notes) | {
            "slug": notes.attempt("slug", 1, lambda: leaves.folder(slug), "unknown"),
            "topic": notes.attempt("topic", 1, lambda: leaves.slug(topic), "unknown"),
            "images": _images(files, notes),
        }
        body["handouts"] = _handouts(files, body, notes)
        _unexpected(files, notes)
        return Reading(_checked(body, notes, references), notes)
    except EnoughError:
        return Reading(None, notes)


def _session(raw: bytes, notes: Notes) -> dict[str, Any]:
    lines = decode(raw, notes)
    matter, first, start = front_matter(lines, notes)
    fields = read_fields(matter, first, KEYS, notes, 1)
    return _front(fields) | read_sections(scan(lines, start, notes, headings=True), notes)


def _front(fields: Fields) -> dict[str, Any]:
    """Return what the front matter says."""
    word, words = fields.word, fields.words
    return {
        "code": word("code", leaves.code, "X", needed=True),
        "title": word("title", leaves.line, "…", needed=True),
        "subtitle": word("subtitle", leaves.line, None),
        "language": word("language", leaves.language, "en"),
        "level": word("level", lambda one: phrases.choice(Level, one), Level.FURTHER),
        "minutes": word("minutes", phrases.whole_minutes, 0, needed=True),
        "at_least": word("at_least", phrases.whole_minutes, 0, needed=True),
        "at_most": word("at_most", phrases.whole_minutes, 0, needed=True),
        "short_cut": word("short_cut", phrases.short_cut, 60, needed=True),
        "people": word("people", phrases.people, GroupSize()),
        "staffing": word("facilitators", phrases.staffing, Staffing()),
        "modes": words("modes", lambda one: phrases.choice(Mode, one)) or tuple(Mode),
        "settings": words("settings", lambda one: phrases.choice(Setting, one)) or tuple(Setting),
        "agreements": word("agreements", _yes, stand_in=False),
        "references": words("references", leaves.slug),
        "prerequisites": _prerequisites(fields),
    }


def _prerequisites(fields: Fields) -> list[dict[str, Any]]:
    """Return the sessions that belong before this one, the hard ones first."""
    notes = fields.notes
    found: list[dict[str, Any]] = []
    for key, hard in (("requires", True), ("builds_on", False)):
        for index, code in enumerate(fields.words(key, leaves.code)):
            notes.places["prerequisites", len(found)] = notes.place((key, index))
            found.append({"code": code, "hard": hard})
    return found


def _yes(word: str) -> bool:
    if word not in {"yes", "no"}:
        raise Misread(
            "bad-value", sentence("Yes or no is expected."), sentence("Write `yes` or `no`.")
        )
    return word == "yes"


def _handouts(
    files: Mapping[str, bytes], body: dict[str, Any], notes: Notes
) -> list[dict[str, Any]]:
    """Return the handouts in the order in which the steps use them."""
    steps = [step for one in body["activities"] for step in one.get("steps", ())]
    used = [step.get("handout") for step in steps]
    sheets = [(_slug(name), name) for name in sorted(files) if _is_handout(name)]
    sheets.sort(key=lambda sheet: used.index(sheet[0]) if sheet[0] in used else len(used))
    if len(sheets) > MOST_HANDOUTS:
        expected = sentence(
            "A session has at most {most} handouts, not {sheets}.",
            most=MOST_HANDOUTS,
            sheets=len(sheets),
        )
        notes.mistake(1, "too-many", expected, sentence("Split it."))
    return [
        read_handout(files[name], slug, notes.under("handouts", index, file=name))
        for index, (slug, name) in enumerate(sheets[:MOST_HANDOUTS])
    ]


def _slug(name: str) -> str:
    return PurePosixPath(name).stem


def _is_handout(name: str) -> bool:
    path = PurePosixPath(name)
    return path.parent == PurePosixPath("handouts") and path.suffix == ".md"


def _is_image(name: str) -> bool:
    path = PurePosixPath(name)
    return path.parent == PurePosixPath("images") and path.suffix in {".png", ".jpg", ".jpeg"}


def _images(files: Mapping[str, bytes], notes: Notes) -> dict[str, str]:
    """Return the pictures by name, in Base64."""
    images: dict[str, str] = {}
    for file in sorted(name for name in files if _is_image(name)):
        name = PurePosixPath(file).name
        at = notes.under("images", name, file=file)
        if at.attempt(None, 1, partial(leaves.image_name, name), None):
            images[name] = b64encode(files[file]).decode()
    return images


def _unexpected(files: Mapping[str, bytes], notes: Notes) -> None:
    for name in sorted(files):
        if name != SESSION and not _is_handout(name) and not _is_image(name):
            at = notes.under(file=name)
            at.mistake(1, "unexpected-file", sentence("Nothing reads this file."), _home(name))


def _home(name: str) -> str:
    if name.endswith(".md"):
        return sentence("Put a handout into `handouts/`, or delete the file.")
    if name.endswith((".png", ".jpg", ".jpeg")):
        return sentence("Put a picture into `images/`, or delete the file.")
    return sentence("Delete it.")


def _checked(
    body: dict[str, Any], notes: Notes, references: Collection[str] | None
) -> Session | None:
    """Return the session, or None; note what its shape or its rules refuse."""
    try:
        session = Session.model_validate(body)
    except ValidationError as error:
        for one in error.errors():
            _note(notes, one["loc"], *leaves.explain(one))
        return None
    for breach in breaches(session, references):
        if not any(notes.in_doubt(path) for path in (breach.path, *breach.others)):
            words = (breach.code, breach.expected, breach.suggestion)
            _note(notes, breach.path, *words, offset=breach.line)
    return session


def _note(notes: Notes, path: Path, *words: str, offset: int = 0) -> None:
    """Note a mistake, in the words code, expected, suggestion, at the place of the path."""
    file, line = notes.place(path)
    notes.under(file=file).mistake(line + offset, *words)
