"""The packing list as a table: what to bring and what to copy, with counts."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from curriculum.plan import Plan

HEADS = ("kind", "number", "name", "quantity", "sessions")


def materials(plan: Plan) -> bytes:
    """Return a CSV file (RFC 4180, UTF-8 with a mark that spreadsheets look for)."""
    file = io.StringIO(newline="")
    writer = csv.writer(file)
    writer.writerow(HEADS)
    for row in _rows(plan):
        writer.writerow([_harmless(cell) for cell in row])
    return file.getvalue().encode("utf-8-sig")


def _rows(plan: Plan) -> Iterator[tuple[str, ...]]:
    for one in plan.materials:
        yield ("material", "", one.name, str(one.quantity), " ".join(one.sessions))
    for sheet in plan.handouts:
        yield ("handout", str(sheet.number), sheet.title, str(sheet.copies), sheet.session)


def _harmless(cell: str) -> str:
    """Return the cell so that no spreadsheet takes it for a formula (CWE-1236)."""
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
