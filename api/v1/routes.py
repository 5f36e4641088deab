"""Version 1 of the API: JSON and PDFs, as `/schema/openapi.json` tells."""

from __future__ import annotations

from litestar import Router

from api.v1 import (
    drafts,
    exports,
    library,
    library_prints,
    organisation,
    plans,
    programmes,
    users,
    workshop_prints,
    workshops,
)

router = Router(
    "/api/v1",
    route_handlers=[
        library.router,
        drafts.router,
        programmes.router,
        workshops.router,
        plans.router,
        library_prints.router,
        workshop_prints.router,
        exports.router,
        organisation.router,
        users.router,
    ],
)
