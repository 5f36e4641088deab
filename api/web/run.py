"""The page that goes along with a meeting, and what keeps it at hand without a network."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from litestar import Response, get
from litestar.di import NamedDependency
from litestar.params import PathParameter
from sqlalchemy import Connection

from api.clock import now
from api.desk import Desk
from api.http import NO_STORE, PAGE_POLICY, AnyRequest
from api.plans import checked_plan
from api.web.answers import page, visitor
from api.web.entry import WorkshopPath
from curriculum.errors import NotFoundError
from curriculum.plan import Plan, PlanMeeting
from curriculum.run_sheet import Part, parts_of, run_of
from curriculum.storage.people import Role
from curriculum.storage.runs import StoredRun, list_runs
from curriculum.storage.workshops import load_workshop

WORKER = Path(__file__).parent / "static" / "run_worker.js"

MeetingPath = Annotated[int, PathParameter(ge=1, le=40)]


@get("/workshops/{workshop_id:str}/meetings/{meeting:int}/run", sync_to_thread=True)
def get_run_page(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    meeting: MeetingPath,
) -> Response[Any]:
    """Show a meeting cue after cue; without scripts, all its cues one below the other."""
    with desk.reading_anything(request) as (connection, caller):
        organisation_id = caller.needs(Role.FACILITATOR)
        stored = load_workshop(connection, organisation_id, workshop_id)
        plan = checked_plan(connection, organisation_id, stored.workshop)
        held = _meeting(plan, meeting)
        parts = parts_of(held)
        return page(
            "run",
            visitor(request, caller),
            id=stored.id,
            plan=plan,
            meeting=held,
            parts=parts,
            sheet=_sheet(plan, held, parts),
            open=_open(connection, organisation_id, workshop_id, meeting),
        )


@get("/run-worker.js", sync_to_thread=False, media_type="text/javascript")
def get_run_worker() -> Response[bytes]:
    """Hand over the worker from where its scope may be the page of a meeting."""
    return Response(
        WORKER.read_bytes(),
        media_type="text/javascript",
        headers={**NO_STORE, "Content-Security-Policy": PAGE_POLICY},
    )


def _meeting(plan: Plan, number: int) -> PlanMeeting:
    if number > len(plan.meetings):
        raise NotFoundError(f"This workshop has no meeting {number}.")
    return plan.meetings[number - 1]


def _sheet(plan: Plan, meeting: PlanMeeting, parts: tuple[Part, ...]) -> dict[str, Any]:
    """Return what the page's script works with."""
    begins = now()
    blank = run_of(plan, meeting, began_at=begins, planned_at=begins) if parts else None
    return {
        "start": f"{meeting.start:%H:%M}" if meeting.clock == "wall" else None,
        "date": meeting.date.isoformat() if meeting.date else None,
        "zone": plan.time_zone,
        "blank": blank and blank.model_dump(mode="json"),
    }


def _open(
    connection: Connection, organisation_id: int, workshop_id: str, meeting: int
) -> dict[str, Any] | None:
    """Return the latest run of the meeting that has not ended, as the page's script takes it."""
    for stored in list_runs(connection, organisation_id, workshop_id):
        if stored.run.meeting == meeting and stored.run.ended_at is None:
            return _told(stored)
    return None


def _told(stored: StoredRun) -> dict[str, Any]:
    run = stored.run.model_dump(mode="json")
    return {"id": stored.id, "etag": f'"{stored.etag}"', "run": run}
