"""Rules of time: parts add up to wholes, and least, target and most stand in their order."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.rules.breach import WHOLE, Breach, Path
from curriculum.sentence import sentence
from curriculum.session import Activity, Session, Step, Voice
from curriculum.values import Minutes
from curriculum.wording import minutes_phrase

_SILENT = {Voice.LISTEN_FOR, Voice.NOTE}
_SLOTS = (60, 90)


def time_breaches(session: Session) -> Iterator[Breach]:
    """Yield the broken rules of time."""
    for index, activity in enumerate(session.activities):
        path: Path = ("activities", index)
        yield from _steps_have_minutes(activity, path)
        yield from _steps_add_up(activity, path)
        yield from _activity_in_order(session, activity, path)
    yield from _session_in_order(session)
    yield from _activities_add_up(session)
    yield from _short_cut(session)


def _steps_have_minutes(activity: Activity, path: Path) -> Iterator[Breach]:
    for index, step in enumerate(activity.steps):
        place = (*path, "steps", index)
        if _lacks_minutes(step):
            yield Breach(
                (*place, "minutes"),
                "no-minutes",
                sentence("A `{voice}` step takes time.", voice=step.voice),
                sentence("Write `::: {voice} 2 min`.", voice=step.voice),
                (place,),
            )


def _lacks_minutes(step: Step) -> bool:
    return step.voice not in _SILENT and step.minutes == Minutes()


def _sum_of_steps(activity: Activity) -> Minutes | None:
    """Return what the steps and the debrief take, or None where there are none, as in a break."""
    parts = [step.minutes for step in activity.steps]
    parts += [activity.debrief.minutes] if activity.debrief else []
    if not parts:
        return None
    return Minutes.model_construct(
        fixed=sum(one.fixed for one in parts), per_person=sum(one.per_person for one in parts)
    )


def _steps_add_up(activity: Activity, path: Path) -> Iterator[Breach]:
    total = _sum_of_steps(activity)
    incomplete = any(_lacks_minutes(step) for step in activity.steps)
    if total is not None and total != activity.minutes and not incomplete:
        yield Breach(
            (*path, "minutes"),
            "steps-do-not-add-up",
            sentence(
                "The activity says {minutes} minutes; its steps and debrief take {total}.",
                minutes=minutes_phrase(activity.minutes),
                total=minutes_phrase(total),
            ),
            sentence("Write `minutes: {total}`, or change the steps.", total=minutes_phrase(total)),
            (
                (*path, "steps", WHOLE),
                *((*path, "steps", index, "minutes") for index in range(len(activity.steps))),
                (*path, "debrief", "minutes"),
            ),
        )


def _candidates(activity: Activity) -> list[Minutes]:
    """Return the minutes that may be meant: as stated, and as the steps take."""
    total = _sum_of_steps(activity)
    return [activity.minutes] if total is None else [activity.minutes, total]


def _activity_in_order(session: Session, activity: Activity, path: Path) -> Iterator[Breach]:
    """Hold least <= target <= most at both ends of the group size; they are straight lines."""
    for low, high, key in (
        ([activity.at_least], _candidates(activity), "at_least"),
        (_candidates(activity), [activity.at_most], "at_most"),
    ):
        if all(_exceeds(one, other, session) for one in low for other in high):
            word = "least" if key == "at_least" else "most"
            value = getattr(activity, key)
            target = minutes_phrase(activity.minutes)
            yield Breach(
                (*path, key),
                "minutes-out-of-order",
                sentence(
                    "The {word} is {value} minutes, the target {target}.",
                    word=word,
                    value=minutes_phrase(value),
                    target=target,
                ),
                sentence("Keep at_least ≤ minutes ≤ at_most for every group size."),
                ((*path, "minutes"), ("people",)),
            )


def _exceeds(one: Minutes, other: Minutes, session: Session) -> bool:
    ends = (session.people.at_least, session.people.at_most)
    return any(one.exact(people) > other.exact(people) for people in ends)


def _session_in_order(session: Session) -> Iterator[Breach]:
    if not session.at_least <= session.minutes:
        yield _out_of_order("at_least", "least", session)
    if not session.minutes <= session.at_most:
        yield _out_of_order("at_most", "most", session)


def _out_of_order(key: str, word: str, session: Session) -> Breach:
    return Breach(
        (key,),
        "minutes-out-of-order",
        sentence(
            "The {word} is {session} minutes, the target {minutes}.",
            word=word,
            session=getattr(session, key),
            minutes=session.minutes,
        ),
        sentence("Keep at_least ≤ minutes ≤ at_most."),
        (("minutes",),),
    )


def _whole(minutes: Minutes, session: Session) -> int:
    return minutes.whole(session.people.typical)


def _activities_add_up(session: Session) -> Iterator[Breach]:
    """Compare with the session's minutes; where steps disagree with their activity, try both."""
    stated = sum(_whole(one.minutes, session) for one in session.activities)
    by_steps = sum(_whole(_candidates(one)[-1], session) for one in session.activities)
    if session.minutes not in {stated, by_steps}:
        yield Breach(
            ("minutes",),
            "activities-do-not-add-up",
            sentence(
                "The session says {minutes} minutes; with {typical} people its "
                "activities take {stated}.",
                minutes=session.minutes,
                typical=session.people.typical,
                stated=stated,
            ),
            sentence("Write `minutes: {stated}`, or change the activities.", stated=stated),
            (
                ("people",),
                ("activities", WHOLE),
                *(("activities", index, "minutes") for index in range(len(session.activities))),
            ),
        )


def _short_cut(session: Session) -> Iterator[Breach]:
    if session.short_cut not in _SLOTS:
        yield Breach(
            ("short_cut",),
            "bad-short-cut",
            sentence("A short cut is a slot."),
            sentence("Write `60` or `90`."),
        )
        return
    essential = [one for one in session.activities if one.essential]
    least = min(
        sum(_whole(one.minutes, session) for one in essential),
        sum(_whole(_candidates(one)[-1], session) for one in essential),
    )
    if least > session.short_cut:
        yield Breach(
            ("short_cut",),
            "short-cut-too-short",
            sentence(
                "With {typical} people the essential activities take {least} minutes; "
                "the short cut has {short_cut}.",
                typical=session.people.typical,
                least=least,
                short_cut=session.short_cut,
            ),
            sentence("Make activities `optional`, shorten them, or write `short_cut: 90`."),
            (
                ("people",),
                ("activities", WHOLE),
                *(
                    ("activities", index, key)
                    for index in range(len(session.activities))
                    for key in ("minutes", "cut_order")
                ),
            ),
        )
