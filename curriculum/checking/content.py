"""Checks of content: essentials, names that do not exist, revisions, handouts, languages."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.checking.reading import Placed, Reading, block, note, warn
from curriculum.plan import Finding, Where
from curriculum.session import Voice


def essentials(reading: Reading) -> Iterator[Finding]:
    """Tell essential activities that were left out, and that no other part of the session holds."""
    for placed in reading.begun:
        for left_out in placed.planned.left_out:
            activity = placed.session.activity(left_out.id)
            if activity and activity.essential:
                yield warn(
                    "essential-left-out",
                    placed.where.model_copy(update={"activity": left_out.id}),
                    f"'{left_out.title}' is essential to {placed.session.code} and was left out.",
                    "Bring it back, and leave out an optional activity instead.",
                )


def unknown_activities(reading: Reading) -> Iterator[Finding]:
    """Tell names in an item that its revision does not have."""
    for placed in reading.sessions:
        for name in placed.planned.unknown:
            known = ", ".join(activity.id for activity in placed.session.activities)
            yield warn(
                "unknown-activity",
                placed.where,
                f"{placed.session.code} has no activity '{name}'.",
                f"It has {known}.",
            )


def newer_revisions(reading: Reading) -> Iterator[Finding]:
    """Tell sessions of which a newer revision than the pinned one is published."""
    for placed in reading.begun:
        newest = reading.latest.get(placed.session.code, 0)
        if newest > placed.planned.revision:
            yield note(
                "newer-revision",
                placed.where,
                f"Revision {newest} of {placed.session.code} is published; this workshop holds "
                f"{placed.planned.revision}.",
                "Look at the differences, and pin the new one if you want it.",
            )


def handouts(reading: Reading) -> Iterator[Finding]:
    """Tell handouts that are missing, used before they are given out, or wrongly numbered."""
    numbers = [one.number for one in reading.plan.handouts]
    if numbers != list(range(1, len(numbers) + 1)):
        yield block(
            "handout-numbering",
            Where(),
            f"The handouts are numbered {', '.join(map(str, numbers))}.",
            "Number them from 1 in the order of their first use, with no gap.",
        )
    given: dict[tuple[str, int], set[str]] = {}
    for placed in reading.sessions:
        pin = (placed.planned.session, placed.planned.revision)
        if placed.planned.begins:
            given[pin] = set()
        yield from _handouts_of(placed, given[pin])


def _handouts_of(placed: Placed, given: set[str]) -> Iterator[Finding]:
    """Tell what is wrong with a part's handouts; `given` are those of the parts before it."""
    for activity in placed.planned.activities:
        for step in activity.steps:
            if step.handout is None:
                continue
            where = placed.at(activity).model_copy(update={"handout": step.handout})
            if step.handout_number is None:
                yield block(
                    "handout-missing",
                    where,
                    f"'{activity.title}' uses the handout '{step.handout}', which is not there.",
                    "Add the handout to the session, or take it out of the step.",
                )
            elif step.voice is not Voice.HAND_OUT and step.handout not in given:
                yield warn(
                    "handout-not-given-out",
                    where,
                    f"'{activity.title}' uses handout {step.handout_number} before it is given "
                    "out.",
                    "Give it out here: the activity that does so was left out or comes later.",
                )
            given.add(step.handout)


def languages(reading: Reading) -> Iterator[Finding]:
    """Tell sessions that are written in another language than the workshop's."""
    for placed in reading.begun:
        if placed.session.language != reading.plan.language:
            yield note(
                "other-language",
                placed.where,
                f"{placed.session.code} is written in '{placed.session.language}', the workshop "
                f"is in '{reading.plan.language}'.",
                "Print it as it is, or take a version in the workshop's language.",
            )
