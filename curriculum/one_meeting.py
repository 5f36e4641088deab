"""One meeting of a plan by itself: what is printed for this evening."""

from __future__ import annotations

from collections.abc import Iterator

from curriculum.errors import NotFoundError
from curriculum.materials import merged_materials
from curriculum.plan import Plan, PlanMeeting, PlanSession


def only_meeting(plan: Plan, number: int | None) -> Plan:
    """Return the plan of that meeting alone, or the whole plan for None; NotFoundError.

    It and its sheets keep their numbers, and a sheet that an earlier meeting handed out is there
    again where this one uses it.
    """
    if number is None:
        return plan
    meeting = next((one for one in plan.meetings if one.number == number), None)
    if meeting is None:
        raise NotFoundError(
            f"There is no meeting {number}; this workshop has {len(plan.meetings)}."
        )
    used = set(_sheets(meeting))
    held = {(one.session, one.revision) for one in _sessions(meeting)}
    return plan.model_copy(
        update={
            "meetings": (meeting,),
            "part_of": len(plan.meetings),
            "materials": merged_materials(_sessions(meeting)),
            "handouts": tuple(one for one in plan.handouts if one.number in used),
            "findings": tuple(one for one in plan.findings if one.where.meeting in (None, number)),
            "sessions": tuple(
                one for one in plan.sessions if (one.session.code, one.revision) in held
            ),
        }
    )


def _sessions(meeting: PlanMeeting) -> Iterator[PlanSession]:
    return (item for item in meeting.items if isinstance(item, PlanSession))


def _sheets(meeting: PlanMeeting) -> Iterator[int]:
    for session in _sessions(meeting):
        for activity in session.activities:
            yield from (step.handout_number for step in activity.steps if step.handout_number)
