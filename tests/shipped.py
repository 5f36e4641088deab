"""Plans of what ships with the product, for tests and measurements that print it."""

from __future__ import annotations

from curriculum.assemble import assemble
from curriculum.checks import check
from curriculum.library import shipped_library
from curriculum.organisation import Organisation
from curriculum.plan import Plan
from curriculum.workshop import Programme, SessionItem, Workshop

SESSIONS = {(session.code, 1): session for session in shipped_library().sessions}


def planned(workshop: Workshop, organisation: Organisation) -> Plan:
    """Return the plan of a workshop of first revisions, with its findings."""
    plan = assemble(workshop, SESSIONS)
    return plan.model_copy(update={"findings": check(plan, organisation)})


def pinned(programme: Programme) -> Workshop:
    """Return a programme's workshop with its sessions pinned to their first revisions."""
    meetings = [
        meeting.model_copy(update={"items": tuple(_pinned(item) for item in meeting.items)})
        for meeting in programme.workshop.meetings
    ]
    return programme.workshop.model_copy(update={"meetings": tuple(meetings)})


def _pinned(item: object) -> object:
    if isinstance(item, SessionItem):
        return item.model_copy(update={"revision": 1})
    return item
