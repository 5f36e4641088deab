"""What the editor shows of a draft: its files, what is wrong in them, and how they will read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Any

from curriculum.assemble import assemble, single_session
from curriculum.checks import check
from curriculum.drafting import Draft, Examined, examine
from curriculum.errors import Mistake
from curriculum.markdown import SESSION
from curriculum.organisation import Organisation
from curriculum.plan import Plan
from curriculum.printed import Sheet
from curriculum.session import Handout, Session
from curriculum.storage.sources import Source
from pdf_templates.on_screen import Look, Screen, sheet_html


@dataclass(frozen=True, slots=True)
class File:
    """One of the texts of a draft, as the list of files shows it."""

    path: str
    label: str
    mistakes: int


def guard(text: str) -> str:
    """Return what a page carries to tell whether somebody else changed the text meanwhile."""
    return sha256(text.encode()).hexdigest()[:16]


def chosen_path(draft: Draft, path: str) -> str:
    """Return the path of a text of the draft: the one asked for, or the session's own."""
    return path if path in draft.texts else SESSION


def workbench(source: Source, path: str) -> dict[str, Any]:
    """Return all that the page shows besides the frame."""
    examined = examine(source.draft)
    text = source.draft.texts.get(path, "")
    return {
        "code": source.draft.code,
        "title": source.stored.session.title,
        "stored": source.stored,
        "path": path,
        "label": label(path),
        "text": text,
        "base": guard(text),
        "files": files(source.draft, examined.mistakes),
        "pictures": sorted(source.draft.pictures),
        "mistakes": examined.mistakes,
        "advice": examined.advice,
        "lines": _marked(text, path, examined),
        "preview": preview(source, examined, path),
    }


def label(path: str) -> str:
    """Return a file as people call it."""
    return path if path == SESSION else PurePosixPath(path).stem


def files(draft: Draft, mistakes: Iterable[Mistake]) -> list[File]:
    """Return the texts of a draft, the session's own first."""
    counts = Counter(one.file for one in mistakes)
    paths = sorted(draft.texts, key=lambda path: (path != SESSION, path))
    return [File(path, label(path), counts[path]) for path in paths]


def _marked(text: str, path: str, examined: Examined) -> list[tuple[str, str]]:
    """Return the lines of a text, each with `wrong`, `advised` or nothing."""
    marks = {one.line: "advised" for one in examined.advice if one.file == path}
    marks |= {one.line: "wrong" for one in examined.mistakes if one.file == path}
    return [(line, marks.get(number, "")) for number, line in enumerate(text.split("\n"), start=1)]


def preview(source: Source, examined: Examined, path: str) -> dict[str, Any]:
    """Return how a file will read: the session as its guide, a handout as its sheet.

    Of a session with mistakes the last state is shown that could be read.
    """
    if path != SESSION:
        return {"sheet": _sheet(source, examined, PurePosixPath(path).stem)}
    plan = draft_plan(source, examined.whole or source.stored.session)
    return {"session": plan.sessions[0].session, "plan": plan, "old": examined.whole is None}


def draft_plan(source: Source, session: Session, house: Organisation | None = None) -> Plan:
    """Return the plan of a draft alone, as the revision that it would become."""
    number = (source.stored.revision or 0) + 1
    workshop = single_session(session, number, mode=session.modes[0], setting=session.settings[0])
    plan = assemble(workshop, {(session.code, number): session})
    if house is None:
        return plan
    return plan.model_copy(update={"findings": check(plan, house, {session.code: number})})


def _sheet(source: Source, examined: Examined, slug: str) -> str | None:
    """Return a handout as HTML; None if nothing can be made of it."""
    session = examined.session or source.stored.session
    found = session.handout(slug)
    if found is None:
        return None
    screen = Screen(
        Look.CLASSES, drawings=True, pictures=f"/library/{source.draft.code}/edit/pictures"
    )
    return sheet_html(_printed(source, session, found), screen, level=3)


def _printed(source: Source, session: Session, handout: Handout) -> Sheet:
    return Sheet(
        number=session.handouts.index(handout) + 1,
        session=source.draft.code,
        revision=(source.stored.revision or 0) + 1,
        slug=handout.slug,
        title=handout.printed_title,
        kind=handout.kind,
        take_home=handout.take_home,
        language=session.language,
        blocks=handout.blocks,
        images=session.images,
    )
