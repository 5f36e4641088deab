"""Checks of order: opening first, prerequisites before, nothing twice, dates that go on."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from curriculum.checking.reading import Placed, Reading, block, note, warn
from curriculum.plan import Finding, Where
from curriculum.sentence import Sentence, sentence
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
            sentence("No session makes the group's agreements."),
            sentence("Begin with OP, or make agreements in the first ten minutes."),
        )
    else:
        yield level(
            "opening-not-first",
            later.where,
            sentence(
                "{code} makes the agreements, but {first} comes before it.",
                code=later.session.code,
                first=first.session.code,
            ),
            sentence("Move {code} to the front.", code=later.session.code),
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
        sentence(
            "{code} {builds_on} {needed}, which comes after it here.",
            code=placed.session.code,
            builds_on=_verb(needed),
            needed=needed.code,
        ),
        sentence("Move {code} before it.", code=needed.code),
    )


def _unfinished(placed: Placed, needed: Prerequisite) -> Finding:
    level = warn if needed.hard else note
    return level(
        "prerequisite-unfinished",
        placed.where,
        sentence(
            "{code} {builds_on} {needed}, of which a part comes after it here.",
            code=placed.session.code,
            builds_on=_verb(needed),
            needed=needed.code,
        ),
        sentence("Move that part of {code} before it, unless it can wait.", code=needed.code),
    )


def _absent(placed: Placed, needed: Prerequisite) -> Finding:
    level = warn if needed.hard else note
    return level(
        "prerequisite-absent",
        placed.where,
        sentence(
            "{code} {builds_on} {needed}, which is not in this workshop.",
            code=placed.session.code,
            builds_on=_verb(needed),
            needed=needed.code,
        ),
        sentence("Add {code}, or make sure that the group has done it.", code=needed.code),
    )


def _verb(needed: Prerequisite) -> Sentence:
    return sentence("requires") if needed.hard else sentence("builds on")


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
                    sentence("{code} is planned for a second time.", code=code),
                    sentence("Take it out, unless you mean to repeat it."),
                )
            seen.add(code)
            held[code, planned.revision] = set()
        before = held[code, planned.revision]
        for activity in planned.activities:
            if activity.id in before:
                yield warn(
                    "activity-repeated",
                    placed.at(activity),
                    sentence(
                        "'{title}' is in an earlier part of {code} already.",
                        title=activity.title,
                        code=code,
                    ),
                    sentence("Leave it out of one of them, unless you mean to repeat it."),
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
                sentence(
                    "'{title}' comes before '{other}' in {session}, but in a later part here.",
                    title=activities[first].title,
                    other=activities[earlier].title,
                    session=planned.session,
                ),
                sentence("Change the order of the parts, unless you mean it."),
            )


def dates(reading: Reading) -> Iterator[Finding]:
    """Tell meetings whose dates run backwards."""
    dated = [meeting for meeting in reading.plan.meetings if meeting.date]
    for earlier, later in pairwise(dated):
        if earlier.date and later.date and later.date < earlier.date:
            yield warn(
                "dates-out-of-order",
                Where(meeting=later.number),
                sentence(
                    "{date} is before the meeting that precedes it, {earlier}.",
                    date=later.date,
                    earlier=earlier.date,
                ),
                sentence("Change one of the dates, or the order of the meetings."),
            )
