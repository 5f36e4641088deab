"""A session while it is being written: its files as text, what is wrong in them, and advice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from curriculum.errors import Mistake
from curriculum.markdown import SESSION, Reading, examine_session, write_session
from curriculum.references import evidence
from curriculum.rules.breach import Path
from curriculum.sentence import sentence
from curriculum.session import Session
from curriculum.standard import Shortfall, hold

IMAGES = "images/"
LONGEST_PATH = 72
"""Characters of a path whose file name is a slug."""

_HANDOUT = re.compile(r"handouts/[a-z0-9]+(-[a-z0-9]+)*\.md")


@dataclass(frozen=True, slots=True)
class Draft:
    """The files of a session's folder, readable or not; code, slug and topic are not theirs."""

    code: str
    slug: str
    topic: str
    texts: Mapping[str, str]
    """By their paths: `session.md`, `handouts/moves-card.md`."""
    pictures: Mapping[str, bytes]
    """By their names: `circle.png`."""

    @property
    def files(self) -> dict[str, bytes]:
        """Return all files by their paths."""
        texts = {path: text.encode() for path, text in self.texts.items()}
        return texts | {IMAGES + name: content for name, content in self.pictures.items()}

    def with_text(self, path: str, text: str) -> Draft:
        """Return the draft with this text in the place of what stood there, as typed in a form."""
        typed = text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
        return replace(self, texts={**self.texts, path: typed})


@dataclass(frozen=True, slots=True)
class Examined:
    """What can be read of a draft."""

    session: Session | None
    """With mistakes it may hold stand-ins; None where nothing can be made of it."""
    mistakes: tuple[Mistake, ...]
    advice: tuple[Mistake, ...]
    """Where it falls short of the writing standard; nothing is refused for that."""

    @property
    def whole(self) -> Session | None:
        """Return the session if it is exactly what the files say."""
        return None if self.mistakes else self.session


def draft_of(session: Session) -> Draft:
    """Return a session as its files, as an author would have written them."""
    files = write_session(session)
    return Draft(
        code=session.code,
        slug=session.slug,
        topic=session.topic,
        texts={path: raw.decode() for path, raw in files.items() if not path.startswith(IMAGES)},
        pictures={
            path.removeprefix(IMAGES): raw for path, raw in files.items() if path.startswith(IMAGES)
        },
    )


def examine(draft: Draft) -> Examined:
    """Return what can be read of a draft, each mistake and each advice at its file and line."""
    reading = examine_session(
        draft.files, slug=draft.slug, topic=draft.topic, references=evidence()
    )
    _hold_to_code(reading, draft.code)
    mistakes = tuple(reading.mistakes)
    advice = () if mistakes else tuple(_advice(draft, reading))
    return Examined(reading.session, mistakes, advice)


def _hold_to_code(reading: Reading, code: str) -> None:
    """Note a code that is not the one that the draft stands under."""
    session, notes = reading.session, reading.notes
    if session and session.code != code and not notes.in_doubt(("code",)):
        notes.mistake(
            notes.place(("code",))[1],
            "other-code",
            sentence("This draft stands under the code `{code}`.", code=code),
            sentence("Write `code: {code}`; make another version to have another code.", code=code),
        )


def _advice(draft: Draft, reading: Reading) -> Iterator[Mistake]:
    """Yield each advice once a line: of those for many head counts that for the largest one."""
    if reading.session is None:
        return
    found: dict[tuple[str, int, str], Mistake] = {}
    for one in hold([reading.session], evidence()):
        file, line = reading.notes.place(_path(reading.session, one))
        line = _line_of_quote(draft.texts.get(file, ""), line, one.message)
        found[file, line, one.code] = Mistake(file, line, one.code, one.message, "")
    yield from sorted(found.values(), key=lambda one: (one.file != SESSION, one.file, one.line))


def _path(session: Session, shortfall: Shortfall) -> Path:
    """Return the way to where a shortfall stands, as far as its words tell."""
    head, *rest = shortfall.where.split(" · ")
    kind, _, name = head.partition(" ")
    if kind == "handout":
        return ("handouts", [one.slug for one in session.handouts].index(name))
    if kind != "activity":
        return (shortfall.where.replace(" ", "_"),)
    index = [one.id for one in session.activities].index(name)
    return ("activities", index, *_part(session, index, rest[0] if rest else ""))


def _part(session: Session, index: int, words: str) -> Path:
    """Return the way from an activity to its part: `step 2`, `step choose`, `watch for`."""
    kind, _, name = words.partition(" ")
    if kind != "step":
        return (words.replace(" ", "_"),)
    steps = session.activities[index].steps
    numbers = {str(one.id or number): number - 1 for number, one in enumerate(steps, start=1)}
    return ("steps", numbers[name])


def _line_of_quote(text: str, line: int, message: str) -> int:
    """Return the line from this one on that holds the words quoted first, or this one."""
    if not message.startswith("“"):
        return line
    quote = message[1:].partition("”")[0]
    lines = text.split("\n")
    return next((at for at in range(line, len(lines) + 1) if quote in lines[at - 1]), line)


def is_text(path: str) -> bool:
    """Tell whether this is a path of a text that a draft may hold."""
    return path == SESSION or (len(path) <= LONGEST_PATH and bool(_HANDOUT.fullmatch(path)))
