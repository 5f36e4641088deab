"""Ways to hand a workshop on: one file an export format, one registry."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from curriculum.exports.calendar import calendar
from curriculum.exports.folders import folders
from curriculum.exports.materials import materials
from curriculum.exports.whole import WholeWorkshop, whole
from curriculum.plan import Plan
from curriculum.values import Value
from curriculum.workshop import Workshop


@dataclass(frozen=True, slots=True)
class Exported:
    """A workshop that is handed on: its id, what was assembled, and the plan of it."""

    id: str
    workshop: Workshop
    plan: Plan


@dataclass(frozen=True, slots=True)
class Export:
    """A format: what it is for, its media type, and how to make the bytes."""

    summary: str
    media_type: str
    make: Callable[[Exported], bytes]
    shape: type[Value] | None = None
    """Of what is JSON."""


EXPORTS = {
    "calendar.ics": Export(
        "The meetings as calendar entries, with neutral titles.",
        "text/calendar",
        lambda one: calendar(one.id, one.plan),
    ),
    "materials.csv": Export(
        "What to bring and what to copy, as a table.",
        "text/csv",
        lambda one: materials(one.plan),
    ),
    "markdown.zip": Export(
        "Its sessions as folders of Markdown, to be read, changed and imported again.",
        "application/zip",
        lambda one: folders(pinned.session for pinned in one.plan.sessions),
    ),
    "workshop.json": Export(
        "The workshop and the sessions it is pinned to, whole.",
        "application/json",
        lambda one: whole(one.workshop, one.plan.sessions),
        shape=WholeWorkshop,
    ),
}
"""By file name; a new one is a file in this folder and a line here."""
