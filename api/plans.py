"""From what is stored to a checked plan, for the API and the command line alike."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection

from curriculum.assemble import assemble
from curriculum.checks import check
from curriculum.errors import NotFoundError
from curriculum.face import Face
from curriculum.organisation import Organisation
from curriculum.plan import Plan
from curriculum.session import Session
from curriculum.storage.logos import load_face
from curriculum.storage.organisations import load_organisation
from curriculum.storage.sessions import latest_revisions, load_pinned
from curriculum.workshop import Workshop, session_items
from pdf_templates.unprintable import letters

NOBODY = Organisation(name="Curriculum")
"""Stands on pages of the library that are printed for no organisation."""


def organisation_of(connection: Connection, organisation_id: int | None) -> Organisation:
    """Return the organisation whose name and contacts stand on the pages."""
    if organisation_id is None:
        return NOBODY
    return load_organisation(connection, organisation_id).organisation


def version_of(connection: Connection, organisation_id: int | None) -> str | None:
    """Return what changes whenever the organisation's settings or its logo do."""
    if organisation_id is None:
        return None
    return load_organisation(connection, organisation_id).etag


def face_of(connection: Connection, organisation_id: int | None) -> Face | None:
    """Return what printed pages show of the organisation."""
    return None if organisation_id is None else load_face(connection, organisation_id)


def pinned_sessions(
    connection: Connection, organisation_id: int | None, workshop: Workshop
) -> dict[tuple[str, int], Session]:
    """Return the sessions of a pinned workshop by code and revision."""
    pins = {(item.session, item.revision) for _, _, item in session_items(workshop)}
    found = load_pinned(connection, organisation_id, pins)
    missing = [f"{code} revision {number}" for code, number in pins if (code, number) not in found]
    if missing:
        raise NotFoundError(f"The library has no {', '.join(sorted(missing))} any more.")
    return found


def checked_plan(connection: Connection, organisation_id: int | None, workshop: Workshop) -> Plan:
    """Return the plan of a pinned workshop with its findings."""
    sessions = pinned_sessions(connection, organisation_id, workshop)
    latest = latest_revisions(connection, organisation_id, _codes(sessions))
    plan = assemble(workshop, sessions)
    organisation = organisation_of(connection, organisation_id)
    findings = check(plan, organisation, latest, more=[letters])
    return plan.model_copy(update={"findings": findings})


def _codes(sessions: Iterable[tuple[str, int]]) -> set[str]:
    return {code for code, _ in sessions}
