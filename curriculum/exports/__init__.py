"""Ways to hand a workshop on: one file an export format, one registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from curriculum.exports.calendar import calendar
from curriculum.exports.materials import materials
from curriculum.plan import Plan


@dataclass(frozen=True, slots=True)
class Export:
    """A format: what it is for, its media type, and how to make the bytes of a workshop's plan."""

    summary: str
    media_type: str
    make: Callable[[str, Plan], bytes]
    """From the workshop's id and its plan."""


EXPORTS = {
    "calendar.ics": Export(
        "The meetings as calendar entries, with neutral titles.", "text/calendar", calendar
    ),
    "materials.csv": Export(
        "What to bring and what to copy, as a table.",
        "text/csv",
        lambda _workshop_id, plan: materials(plan),
    ),
}
"""By file name; a new one is a file in this folder and a line here."""
