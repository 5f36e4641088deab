"""`make bench`: measure everything in one run and print it as one table with its targets."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from tests.bench import planning, press, search, serving
from tests.bench.table import Row, line


def main() -> int:
    """Print the rows as they are found; return 1 if a target was missed."""
    _say(line(Row("measure", "found", "against", "target")))
    missed = 0
    for row in _rows():
        _say(line(row))
        missed += row.met is False
    _say(f"{missed} missed" if missed else "all met")
    return 1 if missed else 0


def _rows() -> Iterator[Row]:
    yield from planning.rows()
    yield from press.rows()
    yield from serving.rows()
    for name, measured, unit, most in search.rows():
        yield Row(name, f"{measured:.2f} {unit}", "", f"≤ {most:g} {unit}", measured <= most)


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - the table is what is asked for


if __name__ == "__main__":
    sys.exit(main())
