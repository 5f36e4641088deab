"""Moving in the planner: places as the page names them, and the page to choose one on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from api.desk import Desk
from api.http import AnyRequest
from api.plans import checked_plan
from api.web.actions import on_an_old_page
from api.web.entry import Field, WorkshopPath
from api.web.history import History
from api.web.planning import Planning, looking
from curriculum.assemble import Sessions
from curriculum.moving import Spot, moved, without
from curriculum.plan import PlanBreak, PlanItem, PlanSession
from curriculum.storage.people import Role
from curriculum.workshop import Item, SessionItem, Workshop

_SPOT = re.compile(r"([1-9]\d?)\.([1-9]\d?)(?:\.([a-z0-9-]+))?")


def spot(text: str) -> Spot:
    """Return the place that a page writes as `2.3` or, for an activity, `2.3.rounds`.

    Raises ValueError for anything else.
    """
    found = _SPOT.fullmatch(text)
    if not found:
        raise ValueError(text)
    meeting, item, activity = found.groups()
    return Spot(int(meeting), int(item), activity)


@dataclass
class Arranging:
    """What a button moves or takes out: `to:1.2.rounds:2.1`, `remove:1.2`; others do nothing here.

    Afterwards `row` is the id of the page's row where that stands which was moved.
    """

    does: str
    row: str | None = None

    def __call__(self, workshop: Workshop, sessions: Sessions) -> Workshop:
        """Return the workshop as it is then; a RefusedError tells of places that are not there."""
        name, *places = self.does.split(":")
        with on_an_old_page():
            if name == "to":
                what, goal = map(spot, places)
                after = moved(workshop, sessions, what, goal)
                self.row = _row(workshop, after, what, goal)
                return after
            if name == "remove":
                (what,) = map(spot, places)
                return without(workshop, sessions, what)
        return workshop


def _row(before: Workshop, after: Workshop, what: Spot, goal: Spot) -> str:
    """Return the id of the row that shows what was moved, or of its meeting."""
    item = before.meetings[what.meeting - 1].items[what.item - 1]
    for number, one in enumerate(after.meetings[goal.meeting - 1].items, start=1):
        if what.activity is None and one == item:
            return f"at-{goal.meeting}.{number}"
        if what.activity is not None and _holds(one, item, what.activity):
            return f"at-{goal.meeting}.{number}.{what.activity}"
    return f"m{goal.meeting}"


def _holds(one: Item, item: Item, activity: str) -> bool:
    return (
        isinstance(one, SessionItem)
        and isinstance(item, SessionItem)
        and one.pin == item.pin
        and activity not in one.leave_out
    )


@get("/workshops/{workshop_id:str}/move", sync_to_thread=True)
def get_move_page(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    history: NamedDependency[History],
    workshop_id: WorkshopPath,
    what: Field = "",
) -> Response[Any]:
    """Show every place that an item or an activity can be moved to."""
    with looking(desk, request, history, workshop_id, Role.FACILITATOR) as own:
        return move_page(own, what)


def move_page(planning: Planning, what: str) -> Response[Any]:
    """Return the page that shows every place for what is at one, as `spot` reads it."""
    stored = planning.stored()
    plan = checked_plan(planning.connection, planning.organisation_id, stored.workshop)
    with on_an_old_page():
        moving = spot(what)
        item = plan.meetings[moving.meeting - 1].items[moving.item - 1]
        name = _name(item, moving)
    return planning.show(
        "move",
        etag=stored.etag,
        base=stored.workshop.model_dump_json(),
        workshop=stored.workshop,
        plan=plan,
        what=what,
        moving=moving,
        item=item,
        name=name,
    )


def _name(item: PlanItem, place: Spot) -> str | None:
    """Return what is moved; a break has no name. Raises KeyError for no such activity."""
    if place.activity is not None:
        held = item.activities if isinstance(item, PlanSession) else ()
        return {one.id: one.title for one in held}[place.activity]
    return None if isinstance(item, PlanBreak) else item.title
