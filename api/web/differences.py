"""What differs between two states of a workshop, in lines that people can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from curriculum.assemble import Sessions
from curriculum.session import Session
from curriculum.workshop import BreakItem, Item, Meeting, OwnItem, SessionItem, Workshop


def differences(before: Workshop, after: Workshop, sessions: Sessions) -> list[tuple[str, str]]:
    """Return what was taken away and what came: ('was' or 'is', a line).

    Sessions and their activities are called by their titles, as far as `sessions` has them.
    """
    return _changed(list(_lines(before, sessions)), list(_lines(after, sessions)))


def changed_lines(before: str, after: str) -> list[tuple[str, str]]:
    """Return the lines of a text that were taken away and that came, as `differences` does."""
    return _changed(before.split("\n"), after.split("\n"))


def _changed(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for what, first, last, start, end in matcher.get_opcodes():
        if what != "equal":
            found += [("was", line) for line in old[first:last]]
            found += [("is", line) for line in new[start:end]]
    return found


def _lines(workshop: Workshop, sessions: Sessions) -> Iterator[str]:
    yield f"Title: {workshop.title}"
    yield f"Who comes: {workshop.mode}"
    yield f"Where: {workshop.setting}"
    yield f"People: {workshop.people}"
    yield f"Facilitators: {workshop.facilitators}"
    yield f"Time zone: {workshop.time_zone}"
    yield f"Needs: {', '.join(workshop.access) or 'none'}"
    yield f"Notes: {workshop.notes or 'none'}"
    for number, meeting in enumerate(workshop.meetings, start=1):
        yield from _meeting(number, meeting, sessions)


def _meeting(number: int, meeting: Meeting, sessions: Sessions) -> Iterator[str]:
    start = f"{meeting.start:%H:%M}" if meeting.start else "no time set"
    date = meeting.date or "no date set"
    title = f" “{meeting.title}”" if meeting.title else ""
    yield f"Meeting {number}{title}: {date}, {start}, {meeting.minutes} minutes"
    for item in meeting.items:
        yield f"Meeting {number}: {_item(item, sessions)}"


def _item(item: Item, sessions: Sessions) -> str:
    session = sessions.get(item.pin) if isinstance(item, SessionItem) else None
    parts = [_name(item, session)]
    if item.start:
        parts.append(f"starts at {item.start:%H:%M}")
    if isinstance(item, SessionItem):
        titles = {one.id: one.title for one in session.activities} if session else {}
        if item.leave_out:
            parts.append(f"without {_listed(item.leave_out, titles)}")
        parts += [f"{titles.get(id_, id_)} {most} minutes" for id_, most in item.minutes.items()]
        parts += [f"{titles.get(id_, id_)} led by the {who}" for id_, who in item.leaders.items()]
        if item.order:
            parts.append(f"in the order {_listed(item.order, titles)}")
    if not isinstance(item, BreakItem) and item.notes:
        parts.append(f"notes “{item.notes}”")
    return "; ".join(parts)


def _listed(ids: Iterable[str], titles: Mapping[str, str]) -> str:
    return ", ".join(titles.get(one, one) for one in ids)


def _name(item: Item, session: Session | None) -> str:
    if isinstance(item, BreakItem):
        return f"break of {item.break_} minutes"
    if isinstance(item, OwnItem):
        return f"{item.title}, {item.minutes} minutes"
    title = f"{session.title}, " if session else ""
    return f"{title}{item.session} revision {item.revision}"
