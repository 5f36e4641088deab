"""Checks of order: opening first, prerequisites before, nothing twice, dates that go on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from curriculum.checking.reading import Placed, Reading, block, note, warn
from curriculum.plan import Finding, Where
from curriculum.session import Prerequisite


def opening(reading: Reading) -> Iterator[Finding]:
    """Tell a workshop that does not begin with the group's agreements."""
    if not reading.sessions:
        return
    first = reading.sessions[0]
    if first.session.agreements:
        return
    later = next((one for one in reading.sessions if one.session.agreements), None)
    level = note if reading.alone else warn
    if later is None:
        yield level(
            "no-opening",
            Where(meeting=1),
            "No session makes the group's agreements.",
            "Begin with OP, or make agreements in the first ten minutes.",
        )
    else:
        yield level(
            "opening-not-first",
            later.where,
            f"{later.session.code} makes the agreements, but {first.session.code} comes before it.",
            f"Move {later.session.code} to the front.",
        )


def prerequisites(reading: Reading) -> Iterator[Finding]:
    """Tell sessions whose prerequisites are absent, or come later."""
    codes = [_base(placed.session.code) for placed in reading.sessions]
    for index, placed in enumerate(reading.sessions):
        for needed in placed.session.prerequisites:
            if needed.code in codes[:index]:
                continue
            if needed.code in codes[index:]:
                yield _later(placed, needed)
            else:
                yield _absent(placed, needed)


def _later(placed: Placed, needed: Prerequisite) -> Finding:
    level = block if needed.hard else warn
    return level(
        "prerequisite-later",
        placed.where,
        f"{placed.session.code} {_verb(needed)} {needed.code}, which comes after it here.",
        f"Move {needed.code} before it.",
    )


def _absent(placed: Placed, needed: Prerequisite) -> Finding:
    level = warn if needed.hard else note
    return level(
        "prerequisite-absent",
        placed.where,
        f"{placed.session.code} {_verb(needed)} {needed.code}, which is not in this workshop.",
        f"Add {needed.code}, or make sure that the group has done it.",
    )


def _verb(needed: Prerequisite) -> str:
    return "requires" if needed.hard else "builds on"


def _base(code: str) -> str:
    """Return the code of the shipped session that an organisation's own version came from."""
    return code.partition("-")[0]


def repetitions(reading: Reading) -> Iterator[Finding]:
    """Tell sessions that are planned twice."""
    seen: set[str] = set()
    for placed in reading.sessions:
        code = placed.session.code
        if code in seen:
            yield warn(
                "session-repeated",
                placed.where,
                f"{code} is planned for a second time.",
                "Take it out, unless you mean to repeat it.",
            )
        seen.add(code)


def dates(reading: Reading) -> Iterator[Finding]:
    """Tell meetings whose dates run backwards."""
    dated = [meeting for meeting in reading.plan.meetings if meeting.date]
    for earlier, later in pairwise(dated):
        if earlier.date and later.date and later.date < earlier.date:
            yield warn(
                "dates-out-of-order",
                Where(meeting=later.number),
                f"{later.date} is before the meeting that precedes it, {earlier.date}.",
                "Change one of the dates, or the order of the meetings.",
            )
