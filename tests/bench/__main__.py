"""`make bench`: measure everything in one run and print it as one table with its targets.

With words, only those groups are measured: `python -m tests.bench planning serving`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from tests.bench import planning, press, search, serving
from tests.bench.table import Row, line


def main(wanted: list[str]) -> int:
    """Print the rows as they are found; return 1 if a target was missed, 2 for an unknown group."""
    if unknown := [name for name in wanted if name not in _GROUPS]:
        _say(f"There is no group {unknown[0]!r}; there are {', '.join(_GROUPS)}.")
        return 2
    _say(line(Row("measure", "found", "against", "target")))
    missed = 0
    for row in (row for name in wanted or _GROUPS for row in _GROUPS[name]()):
        _say(line(row))
        missed += row.met is False
    _say(f"{missed} missed" if missed else "all met")
    return 1 if missed else 0


def _search() -> Iterator[Row]:
    for name, measured, unit, most in search.rows():
        yield Row(name, f"{measured:.2f} {unit}", "", f"≤ {most:g} {unit}", measured <= most)


_GROUPS: dict[str, Callable[[], Iterator[Row]]] = {
    "planning": planning.rows,
    "press": press.rows,
    "serving": serving.rows,
    "search": _search,
}


def _say(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - the table is what is asked for


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
