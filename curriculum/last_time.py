"""What the next guide may tell of a session: how it was the last time, in minutes and a note."""

from __future__ import annotations

import datetime as dt

from curriculum.printed import Guide, LastPart, LastTime
from curriculum.run import Run, RunPart
from curriculum.values import Code
from curriculum.workshop import zone

WORTH_TELLING = 2
"""Minutes that an activity was longer or shorter."""


def how_it_was(run: Run, code: Code, time_zone: str) -> LastTime:
    """Return how a session was in a run that held it."""
    parts = [part for part in run.parts if part.session == code]
    held = [part for part in parts if not part.left_out]
    return LastTime(
        session=code,
        date=_local(run.began_at, time_zone),
        planned=sum(part.planned for part in held),
        minutes=sum(part.minutes for part in held),
        parts=tuple(
            LastPart(title=part.title or "", over=_over(part))
            for part in held
            if abs(_over(part)) >= WORTH_TELLING
        ),
        left_out=tuple(part.title or "" for part in parts if part.left_out),
        came=run.came,
        note=run.reflection,
    )


def with_last_times(guide: Guide, times: tuple[LastTime, ...]) -> Guide:
    """Return a guide that tells of its sessions how they were the last time."""
    known = {one.session: one for one in times}
    sessions = tuple(
        session.model_copy(update={"last_time": known.get(session.code)})
        for session in guide.sessions
    )
    return guide.model_copy(update={"sessions": sessions})


def _over(part: RunPart) -> int:
    return part.minutes - part.planned


def _local(moment: dt.datetime, time_zone: str) -> dt.date:
    return moment.astimezone(zone(time_zone)).date()
