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
    """Tell sessions whose prerequisites are absent, come later, or are not at their end yet."""
    begun: set[str] = set()
    ended: set[str] = set()
    planned = {_base(placed.session.code) for placed in reading.sessions}
    for placed in reading.sessions:
        for needed in placed.session.prerequisites if placed.planned.begins else ():
            if needed.code in ended:
                continue
            if needed.code in begun:
                yield _unfinished(placed, needed)
            elif needed.code in planned:
                yield _later(placed, needed)
            else:
                yield _absent(placed, needed)
        begun.add(_base(placed.session.code))
        if placed.planned.ends:
            ended.add(_base(placed.session.code))


def _later(placed: Placed, needed: Prerequisite) -> Finding:
    level = block if needed.hard else warn
    return level(
        "prerequisite-later",
        placed.where,
        f"{placed.session.code} {_verb(needed)} {needed.code}, which comes after it here.",
        f"Move {needed.code} before it.",
    )


def _unfinished(placed: Placed, needed: Prerequisite) -> Finding:
    level = warn if needed.hard else note
    return level(
        "prerequisite-unfinished",
        placed.where,
        f"{placed.session.code} {_verb(needed)} {needed.code}, of which a part comes after it "
        "here.",
        f"Move that part of {needed.code} before it, unless it can wait.",
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
    """Tell sessions that are planned twice, and activities that two parts of a session hold."""
    seen: set[str] = set()
    held: dict[tuple[str, int], set[str]] = {}
    for placed in reading.sessions:
        code, planned = placed.session.code, placed.planned
        if planned.begins:
            if code in seen:
                yield warn(
                    "session-repeated",
                    placed.where,
                    f"{code} is planned for a second time.",
                    "Take it out, unless you mean to repeat it.",
                )
            seen.add(code)
            held[code, planned.revision] = set()
        before = held[code, planned.revision]
        for activity in planned.activities:
            if activity.id in before:
                yield warn(
                    "activity-repeated",
                    placed.at(activity),
                    f"'{activity.title}' is in an earlier part of {code} already.",
                    "Leave it out of one of them, unless you mean to repeat it.",
                )
        before.update(activity.id for activity in planned.activities)


def parts(reading: Reading) -> Iterator[Finding]:
    """Tell a part of a session that begins before the part which it follows here."""
    begins: dict[tuple[str, int], int] = {}
    for placed in reading.sessions:
        planned, activities = placed.planned, placed.session.activities
        held = {one.id for one in planned.activities}
        first = next((place for place, one in enumerate(activities) if one.id in held), None)
        if first is None:
            continue
        pin = (planned.session, planned.revision)
        earlier = begins.get(pin, first)
        begins[pin] = first
        if first < earlier and not planned.begins:
            yield warn(
                "part-too-late",
                placed.where,
                f"'{activities[first].title}' comes before '{activities[earlier].title}' in "
                f"{planned.session}, but in a later part here.",
                "Change the order of the parts, unless you mean it.",
            )


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
