"""The records of a workshop's meetings: listed, looked at, and put right afterwards."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import PathParameter
from pydantic import ValidationError
from sqlalchemy import Connection

from api.clock import now
from api.desk import Desk
from api.faults import faults_in
from api.http import AnyRequest
from api.web.answers import Visitor, go, page, visitor
from api.web.entry import Form, FormBody, WorkshopPath, writing
from api.web.language import translated
from curriculum.errors import StaleError
from curriculum.flow import flow
from curriculum.run import Run, codes_of
from curriculum.storage.people import Role
from curriculum.storage.runs import StoredRun, delete_run, list_runs, load_run, save_run
from curriculum.storage.workshops import StoredWorkshop, load_workshop
from curriculum.workshop import zone

RunPath = Annotated[str, PathParameter(pattern=r"^[A-Za-z0-9_-]{1,64}$")]


@get("/workshops/{workshop_id:str}/runs", sync_to_thread=True)
def get_runs_page(
    request: AnyRequest, desk: NamedDependency[Desk], workshop_id: WorkshopPath
) -> Response[Any]:
    """Show the meetings of a workshop that were run."""
    with desk.reading_anything(request) as (connection, caller):
        organisation_id = caller.needs(Role.READER)
        stored = load_workshop(connection, organisation_id, workshop_id)
        runs = list_runs(connection, organisation_id, workshop_id)
        looks = visitor(request, caller)
    return page(
        "runs",
        looks,
        here="workshops",
        id=stored.id,
        workshop=stored.workshop,
        zone=zone(stored.workshop.time_zone),
        runs=runs,
        flows={one.id: flow(one.run, now()) for one in runs},
    )


@get("/workshops/{workshop_id:str}/runs/{run_id:str}", sync_to_thread=True)
def get_record_page(
    request: AnyRequest, desk: NamedDependency[Desk], workshop_id: WorkshopPath, run_id: RunPath
) -> Response[Any]:
    """Show how a meeting was: its minutes, what was done, what to do better."""
    with desk.reading_anything(request) as (connection, caller):
        organisation_id = caller.needs(Role.READER)
        workshop = load_workshop(connection, organisation_id, workshop_id)
        stored = load_run(connection, organisation_id, workshop_id, run_id)
        known = _known_codes(connection, organisation_id, workshop)
        return _record(visitor(request, caller), workshop, stored, known)


@post("/workshops/{workshop_id:str}/runs/{run_id:str}", sync_to_thread=True)
def save_record(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    run_id: RunPath,
    data: FormBody,
) -> Response[Any]:
    """Save what was put right; with a mistake, or where somebody was quicker, it stays as typed."""
    with writing(desk, request, data, Role.FACILITATOR) as (connection, organisation_id, looks):
        workshop = load_workshop(connection, organisation_id, workshop_id)
        stored = load_run(connection, organisation_id, workshop_id, run_id)
        known = _known_codes(connection, organisation_id, workshop)
        plain = _typed(stored.run, data)
        try:
            save_run(
                connection,
                organisation_id,
                workshop_id,
                run_id,
                Run.model_validate(plain),
                expected_etag=data.get("etag", ""),
                user_id=looks.user_id,
            )
        except ValidationError as error:
            faults = {_field(one.where): translated(one.message) for one in faults_in(plain, error)}
            return _record(looks, workshop, stored, known, typed=data, faults=faults, status=422)
        except StaleError:
            return _record(looks, workshop, stored, known, typed=data, overtaken=True, status=409)
    return go(request, f"/workshops/{workshop_id}/runs/{run_id}")


@post("/workshops/{workshop_id:str}/runs/{run_id:str}/delete", sync_to_thread=True)
def delete_record(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    run_id: RunPath,
    data: FormBody,
) -> Response[Any]:
    """Delete a record, such as one that was only tried out; a changed one is shown once more."""
    with writing(desk, request, data, Role.FACILITATOR) as (connection, organisation_id, _):
        try:
            delete_run(
                connection,
                organisation_id,
                workshop_id,
                run_id,
                expected_etag=data.get("etag", ""),
            )
        except StaleError:
            return go(request, f"/workshops/{workshop_id}/runs/{run_id}")
    return go(request, f"/workshops/{workshop_id}/runs")


def _record(
    looks: Visitor,
    workshop: StoredWorkshop,
    stored: StoredRun,
    known: tuple[str, ...],
    **shown: Any,
) -> Response[Any]:
    run = stored.run
    return page(
        "record",
        looks,
        here="workshops",
        status=shown.pop("status", 200),
        id=workshop.id,
        workshop=workshop.workshop,
        zone=zone(workshop.workshop.time_zone),
        run_id=stored.id,
        etag=stored.etag,
        run=run,
        flow=flow(run, now()),
        codes=known,
        came={one.code for one in run.attendance if one.came},
        **{"typed": {}, "faults": {}, "overtaken": False, **shown},
    )


def _typed(run: Run, form: Form) -> dict[str, Any]:
    """Return the run with what the form says, and ended where it was not and that is asked."""
    plain: dict[str, Any] = run.model_dump(mode="json")
    for index, (part, was) in enumerate(zip(plain["parts"], run.parts, strict=True)):
        took = form.get(f"took_{index}", "").strip()
        if took != str(was.minutes):
            part["took"] = took or None
        part["done"] = f"done_{index}" in form
    for index, line in enumerate(plain["fidelity"]):
        line["kept"] = f"kept_{index}" in form
    plain["attendance"] = _attendance(form)
    plain["people"] = form.get("people", "").strip() or None
    plain["reflection"] = form.get("reflection", "").strip() or None
    if "end" in form and run.place is not None:
        plain |= {"place": None, "ended_at": max(now(), run.began_at)}
    return plain


def _attendance(form: Form) -> list[dict[str, Any]]:
    """Return who came by code; nothing where nobody is ticked, for that is how it is left out."""
    came = {one: f"came_{one}" in form for one in form.get("codes", "").split()}
    more = form.get("more_codes", "").replace(",", " ").upper().split()
    came |= dict.fromkeys(more, True)
    return [{"code": code, "came": came[code]} for code in came] if any(came.values()) else []


def _known_codes(
    connection: Connection, organisation_id: int, workshop: StoredWorkshop
) -> tuple[str, ...]:
    """Return the codes of the group: those of its records, or as many as are planned for."""
    runs = list_runs(connection, organisation_id, workshop.id)
    known = codes_of(one.run for one in runs)
    return known or tuple(f"P{number}" for number in range(1, workshop.workshop.people + 1))


def _field(pointer: str) -> str:
    """Return the field of the form that a mistake belongs to."""
    parts = pointer.strip("/").split("/")
    if parts[0] == "attendance":
        return "more_codes"
    return f"took_{parts[1]}" if parts[0] == "parts" and len(parts) > 1 else parts[0] or "people"
