"""A new workshop from three choices: what, for whom, where and when."""

from __future__ import annotations

from typing import Any

from litestar import Response, post
from litestar.di import NamedDependency
from pydantic import ValidationError
from sqlalchemy import Connection

from api.auth import Caller
from api.desk import Desk
from api.faults import faults_in
from api.http import AnyRequest
from api.plans import organisation_of
from api.v1.from_programme import from_programme
from api.v1.workshop_shapes import FromProgramme
from api.v1.workshops import naming_sessions
from api.web.answers import go
from api.web.entry import Form, FormBody, fault_words, writing
from api.web.pages import start_page
from curriculum.organisation import Organisation
from curriculum.storage.people import Role
from curriculum.storage.sessions import load_revision
from curriculum.storage.workshops import create_workshop
from curriculum.workshop import Workshop, is_zone

SPARE_MINUTES = 10
"""What an evening with one session is longer than the session."""

NO_ZONE_SET = Organisation.model_fields["time_zone"].default
"""What stands as a group's time zone until somebody chooses one."""


@post("/workshops", sync_to_thread=True)
def make_workshop(
    request: AnyRequest, desk: NamedDependency[Desk], data: FormBody
) -> Response[Any]:
    """Make a workshop, and show it."""
    with writing(desk, request, data, Role.FACILITATOR) as (connection, organisation_id, looks):
        try:
            with naming_sessions():
                workshop = _new(connection, organisation_id, data)
                made = create_workshop(connection, organisation_id, workshop)
        except ValidationError as error:
            told = {
                one.where.strip("/").split("/")[-1]: fault_words(one)
                for one in faults_in({}, error)
            }
            caller = Caller(organisation_id, looks.role)
            return start_page(connection, caller, looks, form=data, faults=told)
    return go(request, f"/workshops/{made.id}")


def _time_zone(organisation: Organisation, form: Form) -> str:
    """Return the group's time zone; that of the device that asks, while the group has set none.

    A run shows the room's clock, and no wall shows UTC. What a device tells may be unknown here.
    """
    device = form.get("device_zone", "")
    if organisation.time_zone == NO_ZONE_SET and is_zone(device):
        return device
    return organisation.time_zone


def _new(connection: Connection, organisation_id: int, form: Form) -> Workshop:
    kind, _, name = form.get("what", "").partition(":")
    group = {key: form[key] for key in ("mode", "setting", "people") if form.get(key)}
    group["time_zone"] = _time_zone(organisation_of(connection, organisation_id), form)
    start = form.get("start") or None
    if kind == "programme":
        asked = FromProgramme.model_validate({**group, "programme": name, "start": start})
        return from_programme(connection, asked)
    meeting: dict[str, Any] = {"start": start, "date": form.get("date") or None, "items": []}
    if kind == "session":
        session = load_revision(connection, organisation_id, name).session
        meeting |= {"minutes": session.minutes + SPARE_MINUTES, "items": [{"session": name}]}
        return Workshop.model_validate({**group, "title": session.title, "meetings": [meeting]})
    meeting["minutes"] = form.get("minutes") or 120
    title = form.get("title") or "New workshop"
    return Workshop.model_validate({**group, "title": title, "meetings": [meeting]})
