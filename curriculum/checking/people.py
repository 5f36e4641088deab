"""Checks of people: who it is for, what must not be run with them, how many, who leads."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.checking.reading import Placed, Reading, block, note, warn
from curriculum.plan import Finding, Where
from curriculum.sentence import counted, sentence
from curriculum.session import Contraindication, Grouping, Staffing
from curriculum.values import Mode


def unsupported_modes(reading: Reading) -> Iterator[Finding]:
    """Tell sessions that are not written for this mode or setting."""
    plan = reading.plan
    for placed in reading.begun:
        if plan.mode not in placed.session.modes:
            yield _not_written_for(placed, plan.mode, "mode-not-supported")
        if plan.setting not in placed.session.settings:
            yield _not_written_for(placed, plan.setting, "setting-not-supported")


def _not_written_for(placed: Placed, asked: str, code: str) -> Finding:
    return block(
        code,
        placed.where,
        sentence("{code} is not written for '{asked}'.", code=placed.session.code, asked=asked),
        sentence("Take another session, or copy it and write the words it needs."),
    )


def contraindicated_activities(reading: Reading) -> Iterator[Finding]:
    """Tell activities that must not be run in this mode or setting."""
    for placed, activity in reading.activities():
        for reason in activity.contraindications:
            if _holds(reading, reason):
                yield block(
                    "contraindicated",
                    placed.at(activity),
                    sentence(
                        "'{title}' must not be run here: {text}",
                        title=activity.title,
                        text=reason.text,
                    ),
                    sentence("Leave it out, or take a session that is written for this group."),
                )


def _holds(reading: Reading, reason: Contraindication) -> bool:
    plan = reading.plan
    return (
        (reason.mode is not None or reason.setting is not None)
        and reason.mode in (None, plan.mode)
        and reason.setting in (None, plan.setting)
    )


def partner_exercises(reading: Reading) -> Iterator[Finding]:
    """Tell exercises for the two people of a couple where people come alone."""
    for placed, activity in reading.activities():
        if activity.grouping is not Grouping.PARTNERS or reading.plan.mode is Mode.COUPLES:
            continue
        if reading.plan.mode is Mode.SOLO:
            yield block(
                "partner-exercise",
                placed.at(activity),
                sentence(
                    "'{title}' needs both partners, and everybody here comes alone.",
                    title=activity.title,
                ),
                sentence("Leave it out."),
            )
        else:
            yield warn(
                "partner-exercise",
                placed.at(activity),
                sentence(
                    "'{title}' pairs partners, and some here come alone.", title=activity.title
                ),
                sentence("Offer everybody the same task on their own or with someone else."),
            )


def cautions(reading: Reading) -> Iterator[Finding]:
    """List the contraindications that only a facilitator can see."""
    for placed, activity in reading.activities():
        for reason in activity.contraindications:
            if reason.mode is None and reason.setting is None:
                yield note(
                    "caution",
                    placed.at(activity),
                    sentence(
                        "Do not run '{title}' where this holds: {text}",
                        title=activity.title,
                        text=reason.text,
                    ),
                    sentence("Think of each person who is coming; keep another activity ready."),
                )


def group_sizes(reading: Reading) -> Iterator[Finding]:
    """Tell groups that are too small or too large for a session."""
    head_count = reading.plan.people
    for placed in reading.begun:
        size = placed.session.people
        if head_count < size.at_least:
            yield warn(
                "group-too-small",
                placed.where,
                sentence(
                    "{code} is written for {at_least} people or more.",
                    code=placed.session.code,
                    at_least=size.at_least,
                ),
                sentence(
                    "Bring two groups together, or pick activities that work in one pair or trio."
                ),
            )
        elif head_count > size.at_most:
            yield warn(
                "group-too-large",
                placed.where,
                sentence(
                    "{code} is written for {at_most} people at most.",
                    code=placed.session.code,
                    at_most=size.at_most,
                ),
                sentence("Divide the group in two, each with its own facilitator and room."),
            )


def facilitators(reading: Reading) -> Iterator[Finding]:
    """Tell the sessions that need more facilitators than there are, all of one number at once."""
    plan = reading.plan
    short: dict[int, list[Placed]] = {}
    for placed in reading.begun:
        needed = _facilitators_needed(placed.session.staffing, plan.people)
        if plan.facilitators < needed:
            short.setdefault(needed, []).append(placed)
    for needed, sessions in short.items():
        yield warn(
            "facilitators-too-few",
            sessions[0].where if len(sessions) == 1 else Where(),
            sentence(
                "{sessions}: {people} people need {needed}; the workshop has {facilitators}.",
                sessions=", ".join(placed.session.code for placed in sessions),
                people=plan.people,
                needed=counted(needed, "{number} facilitator", "{number} facilitators"),
                facilitators=plan.facilitators,
            ),
            sentence("Ask a colleague to co-facilitate, or take fewer people."),
        )


def _facilitators_needed(staffing: Staffing, people: int) -> int:
    another = staffing.another_from is not None and people >= staffing.another_from
    return staffing.least + int(another)


def support_contacts(reading: Reading) -> Iterator[Finding]:
    """Tell an organisation that has set no support contacts."""
    if not reading.organisation.contacts:
        yield warn(
            "no-support-contacts",
            Where(),
            sentence("No support contacts are set; the guide prints an empty box for them."),
            sentence("Set them for your organisation, or write them in before the group comes."),
        )
