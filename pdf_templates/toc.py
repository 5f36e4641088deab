"""What the contents of a guide and of the handbook list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from curriculum.edition import Edition
from curriculum.printed import Guide, Handbook
from curriculum.session import Kind
from pdf_templates.phrases import title_words
from pdf_templates.theme import is_narrow
from pdf_templates.words import Words

_SEVERAL = 2
"""References that leave no room on their page."""


@dataclass(frozen=True)
class Entry:
    """A line of the contents."""

    anchor: str
    title: str
    level: int = 1
    code: str | None = None
    minutes: int | None = None
    """That an activity takes."""


def entries(document: Guide | Handbook, words: Words, edition: Edition) -> tuple[Entry, ...]:
    """Return the lines of the contents in the order of the pages."""
    if isinstance(document, Guide):
        return tuple(_of_guide(document, words, edition))
    return tuple(_of_handbook(document))


def _of_handbook(handbook: Handbook) -> Iterator[Entry]:
    for chapter in handbook.chapters:
        yield Entry(chapter.anchor, chapter.title, code=str(chapter.number))
    for form in handbook.forms:
        yield Entry(f"form-{form.slug}", form.title)


def _of_guide(guide: Guide, words: Words, edition: Edition) -> Iterator[Entry]:
    yield Entry("before-you-begin", words("before.title"))
    for agenda in guide.agendas:
        yield Entry(f"agenda-{agenda.number}", agenda_title(guide, agenda.number, words))
    yield Entry("packing", words("packing.title"))
    for session in guide.sessions:
        title = title_words(session.title, session.part, words)
        yield Entry(session.anchor, title, code=session.code)
        for activity in session.activities:
            if activity.kind != Kind.BREAK:
                anchor = f"{session.anchor}-{activity.id}"
                yield Entry(anchor, activity.title, level=2, minutes=activity.minutes)
    if guide.references:
        yield Entry("references", words("back.references"))
    if lists_sheets(guide, edition):
        yield Entry("sheets", words("back.sheets"))


def lists_sheets(guide: Guide, edition: Edition) -> bool:
    """Tell whether a guide ends with a list of its sheets.

    Where pages are narrow, that of one session would stand alone behind several references, and say
    no more than its copying list.
    """
    several = len({sheet.session for sheet in guide.sheets}) > 1
    fits = not is_narrow(edition) or len(guide.references) < _SEVERAL
    return several or bool(guide.sheets and fits)


def agenda_title(guide: Guide, number: int, words: Words) -> str:
    """Return the heading of a meeting's agenda."""
    if len(guide.agendas) == number == 1:
        return words("agenda.single")
    return words("agenda.title", number=number)
