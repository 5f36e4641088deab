"""Packages for learning platforms, and the printable pack."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any

from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.params import QueryParameter
from sqlalchemy import Connection

from api.desk import Desk
from api.http import AnyRequest, file_name, file_reply
from api.last_times import last_times
from api.lti.gate import origin
from api.packages import (
    Source,
    facilitators_course,
    participants_course,
    participants_scorm,
    printable_pack,
)
from api.plans import checked_plan, face_of, organisation_of
from api.prints import Order
from api.problems import problems
from api.v1.parameters import OF_SESSION, OF_WORKSHOP, CodePath, Group, MeetingQuery, WorkshopPath
from api.v1.workshop_prints import LastTimeQuery
from curriculum.assemble import single_session
from curriculum.exports.cartridge import Cartridge, cartridge_file
from curriculum.exports.cartridge_profile import CartridgeVersion
from curriculum.exports.folders import folders
from curriculum.one_meeting import only_meeting
from curriculum.storage.lti_platforms import list_platforms
from curriculum.storage.people import Role
from curriculum.storage.sessions import load_revision
from curriculum.storage.workshops import load_workshop

CARTRIDGE = "application/vnd.ims.imsccv1p1"
"""What the media type of any version is called by most; the version stands in the manifest."""
ZIP = "application/zip"


class Audience(StrEnum):
    """For whom a package is."""

    PARTICIPANTS = "participants"
    FACILITATORS = "facilitators"


AudienceQuery = Annotated[
    Audience,
    QueryParameter(
        description="Participants get what may be taken home; the guide is for facilitators alone."
    ),
]
VersionQuery = Annotated[
    CartridgeVersion,
    QueryParameter(description="Of Common Cartridge; Moodle takes 1.1 alone."),
]
COURSES: dict[Audience, Callable[[Source], Cartridge]] = {
    Audience.PARTICIPANTS: participants_course,
    Audience.FACILITATORS: facilitators_course,
}


def _package(media_type: str) -> dict[str, Any]:
    """Return what is the same for every address of a package."""
    return {
        "media_type": media_type,
        "responses": problems(400, 401, 404, 416, 422, 503),
        "sync_to_thread": True,
    }


# --- workshops ------------------------------------------------------------------------------------


@get(
    "/workshops/{workshop_id:str}/cartridge.imscc",
    dependencies=OF_WORKSHOP,
    **_package(CARTRIDGE),
)
def get_workshop_cartridge(
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    order: NamedDependency[Order],
    *,
    audience: AudienceQuery = Audience.PARTICIPANTS,
    version: VersionQuery = "1.1",
) -> Response[bytes]:
    """Get a workshop as a course for a learning platform (Common Cartridge)."""
    return _cartridge(of_workshop(desk, workshop_id, order), order, audience, version)


@get("/workshops/{workshop_id:str}/scorm.zip", dependencies=OF_WORKSHOP, **_package(ZIP))
def get_workshop_scorm(
    desk: NamedDependency[Desk], workshop_id: WorkshopPath, order: NamedDependency[Order]
) -> Response[bytes]:
    """Get what participants may take home as a SCORM 1.2 package that reports when it is done."""
    source = of_workshop(desk, workshop_id, order)
    return _file(source, order, participants_scorm(source), ZIP, "-scorm.zip")


@get("/workshops/{workshop_id:str}/pack.zip", dependencies=OF_WORKSHOP, **_package(ZIP))
def get_workshop_pack(
    desk: NamedDependency[Desk],
    workshop_id: WorkshopPath,
    order: NamedDependency[Order],
    meeting: MeetingQuery = None,
    *,
    last_time: LastTimeQuery = False,
) -> Response[bytes]:
    """Get all there is to print of a workshop, or of one meeting, in one file.

    It holds the guide, the handouts, the sheets, the packing list, and the calendar if there are
    dates.
    """
    source = of_workshop(desk, workshop_id, order, meeting, tells_last_time=last_time)
    ending = f"-meeting-{meeting}.zip" if meeting else ".zip"
    return _file(source, order, printable_pack(source), ZIP, ending)


def of_workshop(
    desk: Desk,
    workshop_id: str,
    order: Order,
    meeting: int | None = None,
    *,
    tells_last_time: bool = False,
) -> Source:
    """Return a workshop of the caller's organisation, or a meeting of it, ready to be packed."""
    with desk.reading_anything(order.request) as (connection, caller):
        organisation_id = caller.needs(Role.READER)
        stored = load_workshop(connection, organisation_id, workshop_id)
        times = last_times(connection, caller, stored.workshop) if tells_last_time else ()
        plan = only_meeting(checked_plan(connection, organisation_id, stored.workshop), meeting)
        house = organisation_of(connection, organisation_id)
        face = face_of(connection, organisation_id)
        back = _back(connection, organisation_id, origin(desk, order.request))
    edition = order.choice.edition(house.paper, plan.language)
    name = f"workshop-{stored.id}"
    return Source(name, plan, house, face, edition, order.counter, times, back)


# --- sessions -------------------------------------------------------------------------------------


@get("/sessions/{code:str}/cartridge.imscc", dependencies=OF_SESSION, **_package(CARTRIDGE))
def get_session_cartridge(  # noqa: PLR0913 - a package is told by these
    desk: NamedDependency[Desk],
    code: CodePath,
    group: NamedDependency[Group],
    order: NamedDependency[Order],
    *,
    audience: AudienceQuery = Audience.PARTICIPANTS,
    version: VersionQuery = "1.1",
) -> Response[bytes]:
    """Get the newest published revision of a session as a course (Common Cartridge)."""
    return _cartridge(of_session(desk, code, group, order), order, audience, version)


@get("/sessions/{code:str}/scorm.zip", dependencies=OF_SESSION, **_package(ZIP))
def get_session_scorm(
    desk: NamedDependency[Desk],
    code: CodePath,
    group: NamedDependency[Group],
    order: NamedDependency[Order],
) -> Response[bytes]:
    """Get what participants may take home of a session as a SCORM 1.2 package."""
    source = of_session(desk, code, group, order)
    return _file(source, order, participants_scorm(source), ZIP, "-scorm.zip")


@get("/sessions/{code:str}/markdown.zip", **_package(ZIP))
def get_session_markdown(
    request: AnyRequest, desk: NamedDependency[Desk], code: CodePath
) -> Response[bytes]:
    """Get the newest published revision of a session in the authoring format."""
    with desk.reading_library(request) as (connection, caller):
        stored = load_revision(connection, caller.organisation_id, code)
    name = f"{stored.session.slug}.zip"
    return file_reply(request, folders([stored.session]), media_type=ZIP, name=name)


def of_session(desk: Desk, code: str, group: Group, order: Order) -> Source:
    """Return the newest published revision of a session, ready to be packed."""
    with desk.reading_library(order.request) as (connection, caller):
        stored = load_revision(connection, caller.organisation_id, code)
        workshop = single_session(
            stored.session,
            stored.number,
            mode=group.mode,
            setting=group.setting,
            people=group.people,
        )
        plan = checked_plan(connection, caller.organisation_id, workshop)
        house = organisation_of(connection, caller.organisation_id)
        face = face_of(connection, caller.organisation_id)
        back = _back(connection, caller.organisation_id, origin(desk, order.request))
    edition = order.choice.edition(house.paper, plan.language)
    name = f"session-{code.lower()}"
    return Source(name, plan, house, face, edition, order.counter, back=back)


# --- both -----------------------------------------------------------------------------------------


def _back(connection: Connection, organisation_id: int | None, ours: str) -> str:
    """Return our address for links by LTI, if a platform of the organisation lets people in."""
    known = () if organisation_id is None else list_platforms(connection, organisation_id)
    return ours if any(one.platform.active for one in known) else ""


def _cartridge(
    source: Source, order: Order, audience: Audience, version: CartridgeVersion
) -> Response[Any]:
    made = cartridge_file(COURSES[audience](source), version)
    ending = "-facilitators.imscc" if audience == Audience.FACILITATORS else ".imscc"
    return _file(source, order, made, CARTRIDGE, ending)


def _file(
    source: Source, order: Order, content: bytes, media_type: str, ending: str
) -> Response[Any]:
    return file_reply(
        order.request,
        content,
        media_type=media_type,
        name=file_name(source.plan.title, ending),
        download=order.download,
    )


router = Router(
    "/",
    route_handlers=[get_workshop_cartridge, get_workshop_scorm, get_workshop_pack],
    tags=["documents"],
    security=[{"token": []}, {"cookie": []}],
)
library_router = Router(
    "/",
    route_handlers=[get_session_cartridge, get_session_scorm, get_session_markdown],
    tags=["documents"],
    security=[{}, {"token": []}, {"cookie": []}],
)
