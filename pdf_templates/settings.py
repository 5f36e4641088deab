"""How closely a list is set, so that it stays on one page as long as it can."""

from __future__ import annotations

from curriculum.edition import Edition, PrintSize
from curriculum.printed import Agenda, AgendaRow
from pdf_templates.sizes import page_size
from pdf_templates.theme import is_narrow

_PAGE, _HALF, _LARGE = (20, 26), (12, 18), (8, 13)
"""The most lines that an agenda may have to be set roomily, or plainly: on a page, on the half page
of a booklet, in large print."""
_NOTE = 90
"""Characters in a line of notes."""
_BRIEF = 2 * _NOTE
"""The most characters of a note on an item of one's own that stand in its row."""
_SOME = 6 * _NOTE
"""The same of a note on a session."""

_LARGE_SIDES, _BOOKLET_SIDES = 36.0, 44.0
"""Millimetres beside the text in large print and in a booklet: see their styles in `guide/`."""


def agenda_setting(agenda: Agenda, edition: Edition) -> str:
    """Return `roomy`, `plain` or `tight`, by the lines that the agenda takes."""
    lines = sum(_lines(row, edition) for row in agenda.rows)
    roomy, plain = _most(edition)
    if lines <= roomy:
        return "roomy"
    return "plain" if lines <= plain else "tight"


def noted_in_row(row: AgendaRow, edition: Edition) -> bool:
    """Tell whether what was noted on a row stands in it; notes on a session stand with it, too.

    A narrow page has no room for those, and none has for many words.
    """
    if not row.notes or (row.session and is_narrow(edition)):
        return False
    return len(row.notes) <= (_SOME if row.session else _BRIEF)


def noted_below(row: AgendaRow, edition: Edition) -> bool:
    """Tell whether what was noted on an item of one's own stands below the agenda, to be read."""
    return bool(row.notes) and not row.session and not noted_in_row(row, edition)


def notes_width(edition: Edition) -> float:
    """Return the millimetres of a guide's text beside its heading, which lines for notes fill."""
    width = page_size(edition).width
    if edition.size == PrintSize.LARGE:
        return round(width - _LARGE_SIDES, 1)
    return round(width - _BOOKLET_SIDES, 1) if is_narrow(edition) else 109.0


def _most(edition: Edition) -> tuple[int, int]:
    if edition.size == PrintSize.LARGE:
        return _LARGE
    return _HALF if is_narrow(edition) else _PAGE


def _lines(row: AgendaRow, edition: Edition) -> int:
    return 2 + len(row.notes or "") // _NOTE if noted_in_row(row, edition) else 1
