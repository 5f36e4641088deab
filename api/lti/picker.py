"""Choosing for a course: the library's own search, and what was chosen, several at once.

Deep Linking 2.0, section 4.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Annotated, Any

from litestar import Response, post
from litestar.di import NamedDependency
from litestar.params import PathParameter, URLEncodedBody
from sqlalchemy import Connection

from api.auth import Caller
from api.clock import now
from api.http import AnyRequest
from api.lti.claims import DEEP_LINKING, LTI, VERSION, DeepLinking
from api.lti.frames import framed, origins
from api.lti.gate import Gate, origin
from api.lti.items import Target, target_of
from api.lti.keys import sign
from api.lti.visits import VISITS, Visit, check_form, visiting
from api.problems import RefusedError
from api.web.library import Search, listed
from curriculum.errors import NotFoundError
from curriculum.session import TakeHome
from curriculum.storage.pages import MOST
from curriculum.storage.people import Role
from curriculum.storage.secret import new_secret
from curriculum.storage.sessions import load_revision
from curriculum.storage.workshops import list_workshops, load_workshop

Form = dict[str, str]
VisitPath = Annotated[str, PathParameter(pattern=r"^[A-Za-z0-9_-]{16}$")]
MOST_CHOSEN = 50
CHOSEN = "choose "
"""What the name of a ticked field begins with; the path of the link follows."""
RESOURCE_LINK = "ltiResourceLink"


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be linked to."""

    path: str
    title: str


@post(f"{VISITS}/{{visit_id:str}}/choose", sync_to_thread=True)
def choose(
    request: AnyRequest,
    gate: NamedDependency[Gate],
    visit_id: VisitPath,
    data: URLEncodedBody[Form],
) -> Response[Any]:
    """Search on, or send the platform what was chosen."""
    with visiting(gate, request, visit_id) as (connection, visit):
        check_form(visit, data)
        visit.needs_teaching()
        if data.get("do") != "send":
            return picker_page(connection, visit, data)
        chosen = tuple(_chosen(connection, visit, data))
        if fault := _fault(chosen, _settings(visit)):
            return picker_page(connection, visit, data, fault=fault)
    return _sent(gate, visit, chosen, origin(gate.desk, request), counted="counted" in data)


def _fault(chosen: tuple[Choice, ...], settings: DeepLinking) -> str:
    """Return what is the matter with what was chosen, or nothing."""
    if not chosen:
        return "none"
    return "one" if len(chosen) > 1 and not settings.accept_multiple else ""


def picker_page(
    connection: Connection, visit: Visit, form: Form, *, fault: str = ""
) -> Response[Any]:
    """Return the page to choose on: what was chosen so far, then what is found."""
    settings = _settings(visit)
    organisation_id = visit.platform.organisation_id
    search = Search(**{one.name: form.get(one.name, "")[:200] for one in fields(Search)})
    found = listed(
        connection, Caller(organisation_id, Role.READER), search, form.get("cursor", "")[:500]
    )
    codes = [session.code for _, sessions in found["groups"] for session in sessions]
    workshops = list_workshops(connection, organisation_id, limit=MOST).items
    return framed(
        "picker",
        visit.said.frames,
        visit.looks,
        visit=visit,
        chosen={one.path: one for one in _chosen(connection, visit, form)},
        sessions={code: _choices(connection, organisation_id, code) for code in codes},
        workshops=[Choice(Target(workshop=one.id).path, one.workshop.title) for one in workshops],
        several=settings.accept_multiple,
        gradable=settings.accept_lineitem,
        counted="counted" in form,
        fault=fault,
        **found,
    )


def _choices(connection: Connection, organisation_id: int, code: str) -> tuple[Choice, ...]:
    """Return a session's page, then each of its handouts that may leave the room."""
    session = load_revision(connection, organisation_id, code).session
    sheets = (one for one in session.handouts if one.take_home != TakeHome.KEEP)
    return (
        Choice(Target(session=code).path, session.title),
        *(Choice(Target(session=code, handout=one.slug).path, one.printed_title) for one in sheets),
    )


def _chosen(connection: Connection, visit: Visit, form: Form) -> Iterator[Choice]:
    """Yield what is ticked, as far as it is there."""
    organisation_id = visit.platform.organisation_id
    ticked = [name.removeprefix(CHOSEN) for name in form if name.startswith(CHOSEN)]
    for path in ticked[:MOST_CHOSEN]:
        target = target_of(path)
        try:
            if target.workshop:
                title = load_workshop(connection, organisation_id, target.workshop).workshop.title
                yield Choice(target.path, title)
            else:
                offered = _choices(connection, organisation_id, target.session)
                yield from (one for one in offered if one.path == path)
        except NotFoundError:
            continue


def _settings(visit: Visit) -> DeepLinking:
    settings = visit.said.deep_linking
    if settings is None:
        raise RefusedError(403, "nothing-to-choose", "This link was not opened to choose for it.")
    if RESOURCE_LINK not in settings.accept_types:
        raise RefusedError(403, "wrong-kind", "This place in the course takes no links.")
    if not origins(settings.deep_link_return_url):
        raise RefusedError(403, "bad-claims", "The platform did not say where to send the choice.")
    return settings


# --- sending it -----------------------------------------------------------------------------------


def _sent(
    gate: Gate, visit: Visit, chosen: tuple[Choice, ...], ours: str, *, counted: bool
) -> Response[Any]:
    """Return the page that sends the platform what was chosen, signed."""
    settings, platform = _settings(visit), visit.platform.platform
    moment = int(now().timestamp())
    claims: dict[str, Any] = {
        "iss": platform.client_id,
        "aud": platform.issuer,
        "iat": moment,
        "exp": moment + 300,
        "nonce": new_secret(),
        f"{LTI}deployment_id": visit.said.deployment,
        f"{LTI}message_type": "LtiDeepLinkingResponse",
        f"{LTI}version": VERSION,
        f"{DEEP_LINKING}content_items": [
            _item(one, ours, counted=counted and settings.accept_lineitem) for one in chosen
        ],
    }
    if settings.data is not None:
        claims[f"{DEEP_LINKING}data"] = settings.data
    back = settings.deep_link_return_url
    return framed(
        "chosen",
        visit.said.frames,
        visit.looks,
        forms=(*origins(back), *visit.said.frames),
        back=back,
        jwt=sign(gate.desk.engine, visit.platform.signs_as, claims),
        count=len(chosen),
    )


def _item(choice: Choice, ours: str, *, counted: bool) -> dict[str, Any]:
    item: dict[str, Any] = {
        "type": RESOURCE_LINK,
        "title": choice.title,
        "url": ours + choice.path,
    }
    if counted:
        item["lineItem"] = {"scoreMaximum": 1, "label": choice.title, "resourceId": choice.path}
    return item
