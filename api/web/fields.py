"""The planner's form: what its fields are called, and a workshop with what was typed in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from api.web.entry import Form
from curriculum.assemble import Sessions
from curriculum.session import Leader
from curriculum.timing import timed_activities
from curriculum.values import Access
from curriculum.workshop import SessionItem, Workshop, session_items

Document = dict[str, Any]
"""A workshop as plain JSON values."""

OPTIONAL = {"date", "start", "notes", "meeting title"}
"""Fields that may be left empty."""


def document(workshop: Workshop) -> Document:
    """Return a workshop as plain values that can be changed."""
    plain: Document = workshop.model_dump(mode="json")
    return plain


def typed(workshop: Workshop, form: Form, sessions: Sessions) -> Document:
    """Return the workshop with what the form says in the place of its own.

    A field that the form does not have changes nothing.
    """
    plain = document(workshop)
    for name in ("title", "mode", "setting", "people", "facilitators", "time_zone", "notes"):
        _take(plain, name, form, name)
    if "access" in form:
        plain["access"] = [need for need in Access if f"access_{need}" in form]
    for number, meeting in enumerate(plain["meetings"], start=1):
        for name in ("title", "date", "start", "minutes"):
            _take(meeting, name, form, f"m{number}_{name}", optional=name == "title")
        for place, item in enumerate(meeting["items"], start=1):
            prefix = f"m{number}_i{place}_"
            for name in ("title", "minutes", "break"):
                if name in item and not isinstance(item[name], dict):
                    _take(item, name, form, prefix + name)
            for name in ("start", "notes"):
                _take(item, name, form, prefix + name)
    for number, place, item in session_items(workshop):
        _take_leaders(plain["meetings"][number - 1]["items"][place - 1], form, number, place)
        minutes = plain["meetings"][number - 1]["items"][place - 1]["minutes"]
        _take_minutes(minutes, shown_minutes(item, workshop, sessions), form, number, place)
    return plain


def shown_minutes(item: SessionItem, workshop: Workshop, sessions: Sessions) -> Mapping[str, int]:
    """Return the minutes of each activity as the page shows them."""
    session = sessions[item.pin]
    return {one.activity.id: one.minutes for one in timed_activities(item, session, workshop)}


def _take_minutes(
    minutes: dict[str, Any], shown: Mapping[str, int], form: Form, number: int, place: int
) -> None:
    """Take the minutes that differ from what was shown; an empty field means the session's own."""
    for activity, now in shown.items():
        given = form.get(f"m{number}_i{place}_a_{activity}")
        if given is None or given.strip() == str(now):
            continue
        if given.strip():
            minutes[activity] = given
        else:
            minutes.pop(activity, None)


def _take_leaders(item: Document, form: Form, number: int, place: int) -> None:
    """Take who leads each activity; nothing is kept where it is the lead."""
    prefix = f"m{number}_i{place}_l_"
    for field, leader in form.items():
        if field.startswith(prefix):
            item["leaders"].pop(field.removeprefix(prefix), None)
            if leader != Leader.LEAD:
                item["leaders"][field.removeprefix(prefix)] = leader


def _take(plain: Document, name: str, form: Form, field: str, *, optional: bool = False) -> None:
    if field in form:
        text = form[field].strip()
        may_be_empty = optional or name in OPTIONAL
        plain[name] = None if may_be_empty and not text else text


_PLACE = re.compile(r"^/meetings/(\d+)(?:/items/(\d+))?/(\w+)(?:/([a-z0-9-]+))?$")


def field_of(pointer: str) -> str:
    """Return the field of the form that a mistake at this place in the workshop belongs to."""
    found = _PLACE.match(pointer)
    if not found:
        return pointer.strip("/").split("/")[0]
    meeting, item, name, activity = found.groups()
    prefix = f"m{int(meeting) + 1}_"
    if item is not None:
        prefix += f"i{int(item) + 1}_"
    return prefix + (f"a_{activity}" if activity else name)
