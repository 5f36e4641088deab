"""What the next guide tells of a session's last run."""

from __future__ import annotations

import datetime as dt

from curriculum.last_time import how_it_was
from curriculum.printed import LastPart, LastTime
from curriculum.run import Run, RunPart, RunStep

LATE = dt.datetime(2026, 11, 27, 23, 30, tzinfo=dt.UTC)


def part(title: str, planned: int, minutes: int, session: str = "AL1", **facts: bool) -> RunPart:
    steps = (RunStep(minutes=planned, seconds=minutes * 60),)
    return RunPart(item=1, session=session, title=title, steps=steps, **facts)


def test_minutes_what_ran_over_what_was_left_out_and_the_note():
    run = Run(
        meeting=1,
        planned_at=LATE,
        began_at=LATE,
        ended_at=LATE,
        reflection="Fewer words.",
        parts=(
            part("Opening", 10, 11),
            part("Pairs", 20, 26),
            part("Talk", 10, 7),
            part("Extra", 15, 0, left_out=True),
            part("Limits", 60, 90, session="BD1"),
        ),
    )
    assert how_it_was(run, "AL1", "Asia/Tokyo") == LastTime(
        session="AL1",
        date=dt.date(2026, 11, 28),
        planned=40,
        minutes=44,
        parts=(LastPart(title="Pairs", over=6), LastPart(title="Talk", over=-3)),
        left_out=("Extra",),
        came=None,
        note="Fewer words.",
    )
