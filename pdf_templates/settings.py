"""How closely a list is set, so that it stays on one page as long as it can."""

from __future__ import annotations

from curriculum.edition import Edition, PrintSize
from curriculum.printed import Agenda, AgendaRow
from pdf_templates.theme import is_narrow

_PAGE, _HALF, _LARGE = (20, 26), (12, 18), (8, 13)
"""The most lines that an agenda may have to be set roomily, or plainly: on a page, on the half page
of a booklet, in large print."""
_NOTE = 90
"""Characters in a line of notes."""


def agenda_setting(agenda: Agenda, edition: Edition) -> str:
    """Return `roomy`, `plain` or `tight`, by the lines that the agenda takes."""
    lines = sum(_lines(row, edition) for row in agenda.rows)
    roomy, plain = _most(edition)
    if lines <= roomy:
        return "roomy"
    return "plain" if lines <= plain else "tight"


def notes_width(edition: Edition) -> float:
    """Return the millimetres of a guide's text beside its heading, which lines for notes fill."""
    if edition.size == PrintSize.LARGE:
        return 174.0
    return 104.0 if is_narrow(edition) else 109.0


def _most(edition: Edition) -> tuple[int, int]:
    if edition.size == PrintSize.LARGE:
        return _LARGE
    return _HALF if is_narrow(edition) else _PAGE


def _lines(row: AgendaRow, edition: Edition) -> int:
    """Return the lines of a row; on a narrow page a session's notes stand with the session."""
    if not row.notes or (is_narrow(edition) and row.kind == "session"):
        return 1
    return 2 + len(row.notes) // _NOTE
