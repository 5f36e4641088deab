"""How closely a list is set, so that it stays on one page as long as it can."""

from __future__ import annotations

from curriculum.edition import Edition, PrintSize
from curriculum.printed import Agenda, AgendaRow

_ROOMY = {PrintSize.STANDARD: 20, PrintSize.LARGE: 9}
_PLAIN = {PrintSize.STANDARD: 26, PrintSize.LARGE: 9}
"""The most lines that an agenda may have to be set so."""
_NOTE = 90
"""Characters in a line of notes."""


def agenda_setting(agenda: Agenda, edition: Edition) -> str:
    """Return `roomy`, `plain` or `tight`, by the lines that the agenda takes."""
    lines = sum(_lines(row) for row in agenda.rows)
    if lines <= _ROOMY[edition.size]:
        return "roomy"
    return "plain" if lines <= _PLAIN[edition.size] else "tight"


def _lines(row: AgendaRow) -> int:
    return 1 + (len(row.notes) // _NOTE + 1 if row.notes else 0)
