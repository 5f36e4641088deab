"""Read a table: what it shows, its columns and its rows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import Any

from curriculum.markdown import leaves, phrases
from curriculum.markdown.escapes import split_cells
from curriculum.markdown.notes import Misread, Notes
from curriculum.markdown.parts import number, unknown_parts
from curriculum.markdown.pieces import Directive
from curriculum.sentence import sentence

MOST_ROWS = 60
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_OPTION = re.compile(r"\d+ blank rows?|row heads")
_RULE = re.compile(r":?-+:?")

Row = tuple[int, list[str]]
"""The number of a line, and its cells."""


def read_table(block: Directive, parts: list[str], notes: Notes) -> dict[str, Any]:
    """Return a table."""
    others = [one for one in parts if not _OPTION.fullmatch(one)]
    caption = next((one for one in others if one.startswith('"')), others[0] if others else None)
    values: dict[str, Any] = {
        "caption": notes.attempt("caption", block.line, lambda: _caption(caption), "…")
    }
    rest = []
    for part in (one for one in parts if one is not caption):
        blank = re.fullmatch(r"(\d{1,5}) blank rows?", part)
        if blank:
            read = partial(number, blank[1], 0, 40, "blank rows")
            values["blank_rows"] = notes.attempt("blank_rows", block.line, read, 0)
        elif part == "row heads":
            values["row_heads"] = True
        else:
            rest.append(part)
    unknown_parts(rest, block, notes, "4 blank rows", "row heads")
    return values | _rows(block, notes)


def _caption(part: str | None) -> str:
    if part is None or not _QUOTED.fullmatch(part):
        raise Misread(
            "no-caption",
            sentence("A table says in straight quotes what it shows."),
            sentence('Write `::: table "What it shows"`.'),
        )
    return leaves.line(phrases.unquote(part))


def _rows(block: Directive, notes: Notes) -> dict[str, Any]:
    """Return the columns and the rows."""
    lines = enumerate(block.lines, start=block.first)
    rows = [(number, split_cells(line)) for number, line in lines if line.strip()]
    columns = notes.attempt(
        "columns", rows[0][0] if rows else block.line, lambda: _columns(rows), ["…", "…"]
    )
    notes.put(block.first, "rows")
    body = rows[2:]
    if notes.in_doubt((*notes.root, "columns")):
        return {"columns": columns}
    if len(body) > MOST_ROWS:
        expected = sentence(
            "A table has at most {most} rows, not {body}.", most=MOST_ROWS, body=len(body)
        )
        notes.mistake(body[MOST_ROWS][0], "too-many", expected, sentence("Split it."))
    at = notes.under("rows")
    cells = [
        at.attempt(index, line, partial(_row, row, len(columns)), [""] * len(columns))
        for index, (line, row) in enumerate(body[:MOST_ROWS])
    ]
    return {"columns": columns, "rows": cells}


def _columns(rows: Sequence[Row]) -> list[str]:
    if len(rows) < 2 or not all(_RULE.fullmatch(cell) for cell in rows[1][1]):
        raise Misread(
            "bad-table",
            sentence("A table begins with the heads of its columns and a line of dashes."),
            sentence("Write `| One | Two |` and under it `|---|---|`."),
        )
    heads, dashes = rows[0][1], rows[1][1]
    if not 2 <= len(heads) <= 8 or len(heads) != len(dashes):
        raise Misread(
            "bad-table",
            sentence(
                "A table has 2 to 8 columns, each with its dashes; here are {heads} "
                "heads and {dashes} dashes.",
                heads=len(heads),
                dashes=len(dashes),
            ),
        )
    if not all(heads):
        raise Misread(
            "bad-table", sentence("Every column has a head."), sentence("Write what it holds.")
        )
    return [leaves.line(head) for head in heads]


def _row(cells: Sequence[str], width: int) -> list[str]:
    if len(cells) != width:
        raise Misread(
            "uneven-row",
            sentence(
                "This row has {cells} cells; the table has {width} columns.",
                cells=len(cells),
                width=width,
            ),
            sentence("Write a cell for each column; a bar within a cell is `\\|`."),
        )
    return [leaves.cell(cell) for cell in cells]
