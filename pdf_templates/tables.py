"""How a worksheet's table or scale lies on paper: how wide columns are, and which fit together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from curriculum.edition import Edition, PrintSize
from curriculum.markup import to_plain, unbracketed
from curriculum.session import Block, ScaleBlock, TableBlock
from pdf_templates.drawing import column

_PADDING = 4.6
"""Millimetres of a cell's padding and rule."""
_LETTER = {PrintSize.STANDARD: 2.5, PrintSize.LARGE: 3.8}
"""Millimetres that a wide letter takes."""
_LINE, _BEYOND = 30, 0.75
"""Characters up to which a cell asks for room of its own; for each one beyond, which wraps, it asks
for so much of one."""
_WRITING = (11, 24)
"""Characters that a column to write in asks for, with a short head and with a long one."""
_FIGURE = 6
"""The same, where an example shows that it is for a figure."""
_MANY, _LONGEST = 7, 18
"""Numbers of a scale that leave no room for words above them; characters of the longest words."""
_ENDS = 0.36
"""The part of a scale's width that the words for its ends may take; statements need the rest."""
_EM = 0.6
"""What a wide letter takes, in parts of its size."""


@dataclass(frozen=True)
class PrintedTable:
    """A table, or as many of its columns as fit side by side."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    """Each column's share in percent."""
    asks: bool
    """It says that there are boxes to write in, as the first of its sheet that has some."""


def printed(
    table: TableBlock, blocks: Sequence[Block], edition: Edition
) -> tuple[PrintedTable, ...]:
    """Return one of a sheet's tables in as many pieces as it takes for no word to be broken.

    Where the first column names its row, each piece begins with it. Tables whose rows have the same
    names have columns of the same width.
    """
    tables = [one for one in blocks if isinstance(one, TableBlock)]
    alike = [one for one in tables if _shape(one) == _shape(table)]
    columns = zip(*(map(_shown, one.columns) for one in alike), strict=True)
    heads = [max(heads, key=_word) for heads in columns]
    rows = [tuple(map(_shown, row)) for one in alike for row in _rows(one)]
    asks = table is next((one for one in tables if not all(map(all, _rows(one)))), None)
    return tuple(
        PrintedTable(
            columns=_of(table.columns, chosen),
            rows=tuple(_of(row, chosen) for row in _rows(table)),
            widths=shares(_of(heads, chosen), [_of(row, chosen) for row in rows], edition),
            asks=asks and piece == 0,
        )
        for piece, chosen in enumerate(_pieces(table, [heads, *rows], edition))
    )


def scale_ends(scale: ScaleBlock, edition: Edition) -> tuple[float, float] | None:
    """Return the width in ems that the words for a scale's ends need, the lower end's first.

    None where they have no room above their numbers.
    """
    labels = to_plain(scale.low_label), to_plain(scale.high_label)
    low, high = map(_word, labels)
    many = scale.high - scale.low >= _MANY
    wide = (low + high) * _LETTER[edition.size] > _ENDS * column(edition)
    if many or wide or max(map(len, labels)) > _LONGEST:
        return None
    return round(low * _EM, 1), round(high * _EM, 1)


def _shown(cell: str) -> str:
    """Return what takes room of a cell: no address of a link, no stars around words."""
    return unbracketed(cell).replace("*", "")


def _rows(table: TableBlock) -> list[tuple[str, ...]]:
    return [*table.rows, *[("",) * len(table.columns)] * table.blank_rows]


def _shape(table: TableBlock) -> tuple[int, list[str]]:
    return len(table.columns), [row[0] for row in _rows(table)]


def _of(line: Sequence[str], chosen: Sequence[int]) -> tuple[str, ...]:
    return tuple(line[index] for index in chosen)


def _pieces(table: TableBlock, lines: Sequence[Sequence[str]], edition: Edition) -> list[list[int]]:
    """Return which columns stand in which piece: as few as fit, and as many in each of them."""
    least = [_least(texts, edition) for texts in zip(*lines, strict=True)]
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
    return max(map(_word, texts)) * _LETTER[edition.size] + _PADDING


def _word(text: str) -> int:
    """Return the characters of the longest word."""
    return max(map(len, text.split()), default=0)


def _wish(head: str, cells: Sequence[str]) -> float:
    """Return how much a column wants of the room that is left."""
    longest = max(len(text) for text in (head, *cells))
    asked = min(longest, _LINE) + max(0, longest - _LINE) * _BEYOND
    return float(max(asked * 0.75, 0 if all(cells) else _writing(head, cells)))


def _writing(head: str, cells: Sequence[str]) -> float:
    """Return the characters that a column to write in asks for, by its example or by its head."""
    least, most = _WRITING
    shown = max(map(len, cells))
    return min(most, max(_FIGURE, 1.5 * shown) if shown else max(least, 2 * len(head)))
