"""How the sessions of a workshop went the last time, for the guide that tells of it."""

from __future__ import annotations

from sqlalchemy import Connection

from api.auth import Caller
from api.scopes import insufficient
from curriculum.last_time import how_it_was
from curriculum.printed import LastTime
from curriculum.run import Run
from curriculum.storage.people import Role
from curriculum.storage.runs import last_runs
from curriculum.workshop import Workshop, session_items


def last_times(connection: Connection, caller: Caller, workshop: Workshop) -> tuple[LastTime, ...]:
    """Return how it was the last time the caller's organisation held each session, by code.

    What facilitators wrote down is not for programs with scopes: RefusedError.
    """
    if caller.scopes is not None:
        raise insufficient(None)
    found = _last_runs(connection, caller.needs(Role.READER), workshop)
    return tuple(how_it_was(run, code, workshop.time_zone) for code, run in sorted(found.items()))


def has_record(connection: Connection, organisation_id: int, workshop: Workshop) -> bool:
    """Tell whether the organisation has held a session of the workshop before."""
    return bool(_last_runs(connection, organisation_id, workshop))


def _last_runs(connection: Connection, organisation_id: int, workshop: Workshop) -> dict[str, Run]:
    codes = {item.session for _, _, item in session_items(workshop)}
    return last_runs(connection, organisation_id, codes)
