"""How a worksheet's table lies on paper: how wide its columns are, and which fit together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from curriculum.edition import Edition, PrintSize
from curriculum.session import TableBlock
from pdf_templates.drawing import column

_PADDING = 4.6
"""Millimetres of a cell's padding and rule."""
_LETTER = {PrintSize.STANDARD: 2.5, PrintSize.LARGE: 3.8}
"""Millimetres that a wide letter takes."""
_LINE, _BEYOND = 30, 0.75
"""Characters up to which a cell asks for room of its own; for each one beyond, which wraps, it asks
for so much of one."""
_WRITING = (11, 18)
"""Characters that a column to write in asks for, with a short head and with a long one."""


@dataclass(frozen=True)
class PrintedTable:
    """A table, or as many of its columns as fit side by side."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    """Each column's share in percent."""
    blanks: bool
    """There is something to fill in."""


def printed(table: TableBlock, edition: Edition) -> tuple[PrintedTable, ...]:
    """Return a table in as many pieces as it takes for no word to be broken.

    Where the first column names its row, each piece begins with it.
    """
    rows = table.rows + (("",) * len(table.columns),) * table.blank_rows
    return tuple(_piece(table, rows, chosen, edition) for chosen in _pieces(table, rows, edition))


def _pieces(table: TableBlock, rows: Sequence[Sequence[str]], edition: Edition) -> list[list[int]]:
    """Return which columns stand in which piece: as few as fit, and as many in each of them."""
    least = [_least(texts, edition) for texts in zip(table.columns, *rows, strict=True)]
    head = [0] if table.row_heads else []
    rest = list(range(len(head), len(least)))
    pieces = [[*head]]
    for index in rest:
        if pieces[-1] != head and _wide(least, [*pieces[-1], index]) > column(edition):
            pieces.append([*head])
        pieces[-1].append(index)
    each = max(1, ceil(len(rest) / len(pieces)))
    even = [[*head, *rest[start : start + each]] for start in range(0, len(rest), each)]
    fit = all(_wide(least, piece) <= column(edition) for piece in even)
    return even if fit and len(even) == len(pieces) else pieces


def _wide(least: Sequence[float], piece: Sequence[int]) -> float:
    return sum(least[index] for index in piece)


def _piece(
    table: TableBlock, rows: Sequence[Sequence[str]], chosen: Sequence[int], edition: Edition
) -> PrintedTable:
    columns = tuple(table.columns[index] for index in chosen)
    there = tuple(tuple(row[index] for index in chosen) for row in rows)
    return PrintedTable(
        columns=columns,
        rows=there,
        widths=shares(columns, there, edition),
        blanks=any(not cell for row in rows for cell in row),
    )


def shares(
    columns: Sequence[str], rows: Sequence[Sequence[str]], edition: Edition
) -> tuple[float, ...]:
    """Return how wide the columns are, in percent: for their longest words first, then by need."""
    cells = list(zip(*rows, strict=True))
    least = [_least(one, edition) for one in zip(columns, *rows, strict=True)]
    wishes = [_wish(head, below) for head, below in zip(columns, cells, strict=True)]
    spare = max(0.0, column(edition) - sum(least))
    widths = [one + spare * wish / sum(wishes) for one, wish in zip(least, wishes, strict=True)]
    return tuple(round(100 * width / sum(widths), 2) for width in widths)


def _least(texts: Sequence[str], edition: Edition) -> float:
    """Return the millimetres that the longest word of a column takes."""
    longest = max(len(word) for text in texts for word in (text.split() or [""]))
    return longest * _LETTER[edition.size] + _PADDING


def _wish(head: str, cells: Sequence[str]) -> float:
    """Return how much a column wants of the room that is left."""
    least, most = _WRITING
    writing = min(most, max(least, 2 * len(head))) if not all(cells) else 0
    longest = max(len(text) for text in (head, *cells))
    asked = min(longest, _LINE) + max(0, longest - _LINE) * _BEYOND
    return float(max(asked * 0.75, writing))
