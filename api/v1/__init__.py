"""Version 1 of the API: JSON and PDFs, as `/schema/openapi.json` tells."""

from __future__ import annotations

from litestar import Router

from api.v1 import (
    drafts,
    exports,
    library,
    organisation,
    plans,
    prints,
    programmes,
    users,
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
        prints.router,
        exports.router,
        organisation.router,
        users.router,
    ],
)
