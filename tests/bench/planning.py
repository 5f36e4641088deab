"""How long a plan of twelve sessions takes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, islice
from statistics import median

from curriculum.assemble import assemble
from curriculum.checks import check
from curriculum.organisation import Organisation
from curriculum.workshop import Meeting, SessionItem, Workshop
from tests.bench.table import Row, at_most, busy
from tests.shipped import SESSIONS

HOUSE = Organisation(name="Riverside")


def rows() -> Iterator[Row]:
    """Measure planning."""
    pinned = islice(cycle(SESSIONS), 12)
    meetings = tuple(
        Meeting(minutes=130, items=(SessionItem(session=code, revision=revision),))
        for code, revision in pinned
    )
    workshop = Workshop(title="Twelve evenings", meetings=meetings)
    taken = median(busy(lambda: check(assemble(workshop, SESSIONS), HOUSE)) for _ in range(51))
    yield at_most("assemble and check 12 sessions", taken * 1000, 5, "ms")
