"""Files other than PDFs, one address for each format in the registry."""

from __future__ import annotations

from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.handlers import HTTPRouteHandler
from litestar.openapi import ResponseSpec

from api.desk import Desk
from api.http import AnyRequest, file_name, file_reply
from api.plans import checked_plan
from api.problems import problems
from api.v1.parameters import WorkshopPath
from curriculum.exports import EXPORTS, Export, Exported
from curriculum.storage.people import Role
from curriculum.storage.workshops import load_workshop


def _route(name: str, export: Export) -> HTTPRouteHandler:
    """Return the handler of one format."""

    @get(
        f"/workshops/{{workshop_id:str}}/{name}",
        sync_to_thread=True,
        operation_id="get_" + name.replace(".", "_"),
        summary=f"Get {name}",
        description=export.summary,
        media_type=export.media_type,
        responses=_answers(export),
    )
    def download(
        request: AnyRequest, desk: NamedDependency[Desk], workshop_id: WorkshopPath
    ) -> Response[bytes]:
        with desk.reading(request, Role.READER) as (connection, organisation_id):
            stored = load_workshop(connection, organisation_id, workshop_id)
            plan = checked_plan(connection, organisation_id, stored.workshop)
        return file_reply(
            request,
            export.make(Exported(stored.id, stored.workshop, plan)),
            media_type=export.media_type,
            name=file_name(plan.title, "-" + name),
        )

    return download


def _answers(export: Export) -> dict[int, ResponseSpec]:
    """Return what the document is to say of the answers."""
    answers = problems(400, 401, 404, 409)
    if export.shape is not None:
        answers[200] = ResponseSpec(export.shape, description="The file.", generate_examples=False)
    return answers


router = Router(
    "/",
    route_handlers=[_route(name, export) for name, export in EXPORTS.items()],
    tags=["documents"],
    security=[{"token": []}, {"cookie": []}],
)
