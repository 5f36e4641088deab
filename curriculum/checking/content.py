"""Checks of content: essentials, names that do not exist, revisions, handouts, languages."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.checking.reading import Placed, Reading, block, note, warn
from curriculum.plan import Finding, Where
from curriculum.sentence import sentence
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
                    sentence(
                        "'{title}' is essential to {code} and was left out.",
                        title=left_out.title,
                        code=placed.session.code,
                    ),
                    sentence("Bring it back, and leave out an optional activity instead."),
                )


def unknown_activities(reading: Reading) -> Iterator[Finding]:
    """Tell names in an item that its revision does not have."""
    for placed in reading.sessions:
        for name in placed.planned.unknown:
            known = ", ".join(activity.id for activity in placed.session.activities)
            yield warn(
                "unknown-activity",
                placed.where,
                sentence("{code} has no activity '{name}'.", code=placed.session.code, name=name),
                sentence("It has {known}.", known=known),
            )


def newer_revisions(reading: Reading) -> Iterator[Finding]:
    """Tell sessions of which a newer revision than the pinned one is published."""
    for placed in reading.begun:
        newest = reading.latest.get(placed.session.code, 0)
        if newest > placed.planned.revision:
            yield note(
                "newer-revision",
                placed.where,
                sentence(
                    "Revision {newest} of {code} is published; this workshop holds {revision}.",
                    newest=newest,
                    code=placed.session.code,
                    revision=placed.planned.revision,
                ),
                sentence("Look at the differences, and pin the new one if you want it."),
            )


def handouts(reading: Reading) -> Iterator[Finding]:
    """Tell handouts that are missing, used before they are given out, or wrongly numbered."""
    numbers = [one.number for one in reading.plan.handouts]
    if numbers != list(range(1, len(numbers) + 1)):
        yield block(
            "handout-numbering",
            Where(),
            sentence("The handouts are numbered {numbers}.", numbers=", ".join(map(str, numbers))),
            sentence("Number them from 1 in the order of their first use, with no gap."),
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
            if step.handout_number is None:
                yield block(
                    "handout-missing",
                    placed.at(activity, step.handout),
                    sentence(
                        "'{title}' uses the handout '{handout}', which is not there.",
                        title=activity.title,
                        handout=step.handout,
                    ),
                    sentence("Add the handout to the session, or take it out of the step."),
                )
            elif step.voice is not Voice.HAND_OUT and step.handout not in given:
                yield warn(
                    "handout-not-given-out",
                    placed.at(activity, step.handout),
                    sentence(
                        "'{title}' uses handout {number} before it is given out.",
                        title=activity.title,
                        number=step.handout_number,
                    ),
                    sentence(
                        "Give it out here: the activity that does so was left out or comes later."
                    ),
                )
            given.add(step.handout)


def languages(reading: Reading) -> Iterator[Finding]:
    """Tell sessions that are written in another language than the workshop's."""
    for placed in reading.begun:
        if placed.session.language != reading.plan.language:
            yield note(
                "other-language",
                placed.where,
                sentence(
                    "{code} is written in '{language}', the workshop is in '{wanted}'.",
                    code=placed.session.code,
                    language=placed.session.language,
                    wanted=reading.plan.language,
                ),
                sentence("Print it as it is, or take a version in the workshop's language."),
            )
