"""How closely a list is set, so that it stays on one page as long as it can."""

from __future__ import annotations

from curriculum.edition import Edition
from curriculum.printed import Agenda, AgendaRow
from pdf_templates.theme import is_narrow

_WIDE = (20, 26)
_NARROW = (9, 9)
"""The most lines that an agenda may have to be set roomily, or plainly."""
_NOTE = 90
"""Characters in a line of notes."""


def agenda_setting(agenda: Agenda, edition: Edition) -> str:
    """Return `roomy`, `plain` or `tight`, by the lines that the agenda takes."""
    lines = sum(_lines(row) for row in agenda.rows)
    roomy, plain = _NARROW if is_narrow(edition) else _WIDE
    if lines <= roomy:
        return "roomy"
    return "plain" if lines <= plain else "tight"


def _lines(row: AgendaRow) -> int:
    return 1 + (len(row.notes) // _NOTE + 1 if row.notes else 0)
