"""Checks of time: slots, locked starts, changes of the clock, breaks, minutes of activities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from curriculum.checking.reading import Reading, block, note, warn
from curriculum.plan import Finding, PlanMeeting, PlanOwn, PlanSession, Where
from curriculum.sentence import Sentence, counted, sentence
from curriculum.session import Kind
from curriculum.timing import LONGEST_STRETCH, Clock, longest_stretch

_AIR = 10
"""Minutes of air in a slot that are welcome; more than that could be used."""


def slots(reading: Reading) -> Iterator[Finding]:
    """Tell meetings that are over or well under their slot, or empty."""
    for meeting in reading.plan.meetings:
        where = Where(meeting=meeting.number)
        if not meeting.items:
            yield warn(
                "empty-meeting",
                where,
                sentence("Nothing is planned."),
                sentence("Add a session or remove it."),
            )
        elif meeting.minutes > meeting.slot:
            yield _over(meeting, where)
        elif meeting.slot - meeting.minutes > _AIR:
            free = _minutes(meeting.slot - meeting.minutes)
            yield note(
                "under-slot",
                where,
                sentence("{free} of {slot} are free.", free=free, slot=meeting.slot),
                sentence("Leave them as air, or bring an activity back."),
            )


def _over(meeting: PlanMeeting, where: Where) -> Finding:
    over = meeting.minutes - meeting.slot
    message = sentence(
        "It takes {minutes} minutes, {over} more than the {slot} there are.",
        minutes=meeting.minutes,
        over=over,
        slot=meeting.slot,
    )
    missing = over - _can_be_saved(meeting)
    if missing <= 0:
        return warn(
            "over-slot", where, message, sentence("Fit it to its slot, or give it more time.")
        )
    return block(
        "cannot-fit",
        where,
        sentence(
            "{message} Even with its essentials at their least it is {missing} over.",
            message=message,
            missing=missing,
        ),
        sentence("Give it more time, or move a session to another meeting."),
    )


def _can_be_saved(meeting: PlanMeeting) -> int:
    return sum(
        max(0, activity.minutes - activity.least) if activity.essential else activity.minutes
        for item in meeting.items
        if isinstance(item, PlanSession)
        for activity in item.activities
    )


def locked_starts(reading: Reading) -> Iterator[Finding]:
    """Tell locked starts that cannot be kept, and long waits for those that can."""
    before: dict[int, int] = {}
    for meeting, where, item in reading.items():
        ended = before.get(meeting.number, 0)
        before[meeting.number] = item.elapsed + item.minutes
        if item.locked_start is None:
            continue
        locked = item.locked_start.strftime("%H:%M")
        if item.start != item.locked_start:
            yield block(
                "locked-start-missed",
                where,
                sentence(
                    "It is locked to {locked}, but starts at {start}.",
                    locked=locked,
                    start=f"{item.start:%H:%M}",
                ),
                sentence("Shorten what comes before it (fitting does), or move the lock."),
            )
        elif item.elapsed - ended > _AIR:
            yield note(
                "waiting",
                where,
                sentence(
                    "{free} minutes are free before {locked}.",
                    free=item.elapsed - ended,
                    locked=locked,
                ),
                sentence("Put a break there, or move the lock."),
            )


def changes_of_the_clock(reading: Reading) -> Iterator[Finding]:
    """Tell meetings that begin at an hour that is skipped, or run across a change of the clock."""
    zone = reading.plan.time_zone
    for meeting in reading.plan.meetings:
        if meeting.date is None or meeting.clock == "elapsed":
            continue
        where = Where(meeting=meeting.number)
        asked = Clock.of(meeting.date, meeting.start, zone)
        shift = asked.shift(meeting.minutes)
        if not asked.exists():
            yield block(
                "start-does-not-exist",
                where,
                sentence(
                    "The clocks in {zone} skip that time on {date}.", zone=zone, date=meeting.date
                ),
                sentence("Choose another start."),
            )
        elif shift:
            hours = f"{abs(shift) / dt.timedelta(hours=1):g}"
            yield note(
                "clock-change",
                where,
                (
                    sentence(
                        "The clocks in {zone} go forward by {hours} h during the meeting.",
                        zone=zone,
                        hours=hours,
                    )
                    if shift > dt.timedelta()
                    else sentence(
                        "The clocks in {zone} go back by {hours} h during the meeting.",
                        zone=zone,
                        hours=hours,
                    )
                ),
                sentence(
                    "Times here follow the clock on the wall; it ends at {end}.",
                    end=f"{meeting.end:%H:%M}",
                ),
            )


def breaks(reading: Reading) -> Iterator[Finding]:
    """Tell meetings in which people sit for more than 90 minutes without a break."""
    for meeting in reading.plan.meetings:
        longest = longest_stretch(list(_runs(meeting)))
        if longest > LONGEST_STRETCH:
            yield warn(
                "no-break",
                Where(meeting=meeting.number),
                sentence("{longest} minutes pass without a break.", longest=longest),
                sentence(
                    "Put a break in, so that no stretch is longer than {most} minutes.",
                    most=LONGEST_STRETCH,
                ),
            )


def _runs(meeting: PlanMeeting) -> Iterator[tuple[int, bool]]:
    for item in meeting.items:
        if isinstance(item, PlanSession):
            for activity in item.activities:
                yield activity.minutes, activity.kind is Kind.BREAK
        else:
            yield item.minutes, not isinstance(item, PlanOwn)


def activity_minutes(reading: Reading) -> Iterator[Finding]:
    """Tell activities that were given fewer or more minutes than they bear."""
    for placed, activity in reading.activities():
        if activity.minutes < activity.least:
            yield warn(
                "activity-too-short",
                placed.at(activity),
                sentence(
                    "'{title}' has {minutes} and needs {least}.",
                    title=activity.title,
                    minutes=_minutes(activity.minutes),
                    least=activity.least,
                ),
                sentence("Give it back its minutes, or leave it out if it is optional."),
            )
        elif activity.minutes > max(activity.most, activity.least):
            yield note(
                "activity-too-long",
                placed.at(activity),
                sentence(
                    "'{title}' has {minutes} minutes; {most} are the most it is written for.",
                    title=activity.title,
                    minutes=activity.minutes,
                    most=activity.most,
                ),
                sentence("Have something ready for the rest, or shorten it."),
            )


def _minutes(number: int) -> Sentence:
    return counted(number, "{number} minute", "{number} minutes")
