"""What the planner's buttons do to a workshop: one function each, on plain values.

A button's value is the name of a function and where, counted from 1: `renew:2:3` renews the third
item of the second meeting. What moves is in `moving.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from api.problems import RefusedError
from api.web.fields import Document

Rows = list[dict[str, Any]]

NEW_MEETING_MINUTES = 120


def act(plain: Document, value: str) -> None:
    """Do to a workshop what a button says."""
    name, *parts = value.split(":")
    with on_an_old_page():
        ACTIONS[name](plain, *parts)


@contextmanager
def on_an_old_page() -> Iterator[None]:
    """Refuse what speaks of a place that the workshop does not have."""
    try:
        yield
    except (KeyError, ValueError, IndexError, TypeError):
        raise RefusedError(
            400, "bad-change", "This page is older than the workshop; load it again."
        ) from None


def _meeting(plain: Document, number: str) -> dict[str, Any]:
    return _rows_at(plain["meetings"], number)


def _item(plain: Document, meeting: str, place: str) -> dict[str, Any]:
    return _rows_at(_meeting(plain, meeting)["items"], place)


def _rows_at(rows: Rows, number: str) -> dict[str, Any]:
    return rows[_index(number)]


def _index(number: str) -> int:
    index = int(number) - 1
    if index < 0:
        raise IndexError(number)
    return index


# --- items ----------------------------------------------------------------------------------------


def add_session(plain: Document, meeting: str, code: str, place: str = "") -> None:
    """Add a session in its newest revision, at a place or at the end."""
    add_item(plain, meeting, place, {"session": code})


def add_break(plain: Document, meeting: str, minutes: str = "10", place: str = "") -> None:
    """Add a break, at a place or at the end."""
    add_item(plain, meeting, place, {"break": minutes})


def add_item(plain: Document, meeting: str, place: str, item: dict[str, Any]) -> None:
    """Add an item before the one that is there, or at the end."""
    items = _meeting(plain, meeting)["items"]
    items.insert(_index(place) if place else len(items), item)


def renew(plain: Document, meeting: str, place: str) -> None:
    """Pin a session to its newest revision, in all of its parts."""
    item = _item(plain, meeting, place)
    pin = item["session"], item["revision"]
    for one in (one for row in plain["meetings"] for one in row["items"]):
        if (one.get("session"), one.get("revision")) == pin:
            one["revision"] = None


def lock(plain: Document, meeting: str, place: str, hour: str, minute: str) -> None:
    """Let an item begin at that time, whatever comes before it."""
    _item(plain, meeting, place)["start"] = f"{hour}:{minute}"


def unlock(plain: Document, meeting: str, place: str) -> None:
    """Let an item begin when the one before it ends."""
    _item(plain, meeting, place)["start"] = None


# --- activities -----------------------------------------------------------------------------------


def leave_out(plain: Document, meeting: str, place: str, activity: str) -> None:
    """Leave an activity out of this workshop."""
    item = _item(plain, meeting, place)
    if activity not in item["leave_out"]:
        item["leave_out"].append(activity)


def bring_back(plain: Document, meeting: str, place: str, activity: str) -> None:
    """Bring an activity back that was left out."""
    _item(plain, meeting, place)["leave_out"].remove(activity)


# --- meetings -------------------------------------------------------------------------------------


def add_meeting(plain: Document) -> None:
    """Add a meeting as long as the last one, at the same time."""
    meetings = plain["meetings"]
    last = meetings[-1] if meetings else {"start": None, "minutes": NEW_MEETING_MINUTES}
    meetings.append({"start": last["start"], "minutes": last["minutes"], "items": []})


def remove_meeting(plain: Document, meeting: str) -> None:
    """Take a meeting out, with all that is in it."""
    del plain["meetings"][_index(meeting)]


def move_meeting_up(plain: Document, meeting: str) -> None:
    """Move what a meeting holds before the one above; the dates stay where they are."""
    meetings, at = plain["meetings"], _index(meeting)
    if at > 0:
        meetings[at - 1], meetings[at] = meetings[at], meetings[at - 1]
        dates = meetings[at - 1].get("date"), meetings[at].get("date")
        meetings[at]["date"], meetings[at - 1]["date"] = dates


ACTIONS: dict[str, Callable[..., None]] = {
    "add-session": add_session,
    "add-break": add_break,
    "renew": renew,
    "lock": lock,
    "unlock": unlock,
    "out": leave_out,
    "back": bring_back,
    "add-meeting": add_meeting,
    "remove-meeting": remove_meeting,
    "meeting-up": move_meeting_up,
}
"""Every button that changes what a workshop holds."""
