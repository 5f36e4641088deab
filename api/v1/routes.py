"""Version 1 of the API: JSON and PDFs, as `/schema/openapi.json` tells."""

from __future__ import annotations

from litestar import Router

from api.idempotency import read_key
from api.v1 import (
    clients,
    drafts,
    export,
    exports,
    invitations,
    library,
    library_prints,
    organisation,
    organisation_logo,
    packages,
    plans,
    platforms,
    programmes,
    runs,
    shares,
    users,
    webhooks,
    workshop_prints,
    workshops,
)

router = Router(
    "/api/v1",
    guards=[read_key],
    route_handlers=[
        library.router,
        drafts.router,
        programmes.router,
        workshops.router,
        plans.router,
        runs.router,
        shares.router,
        library_prints.router,
        workshop_prints.router,
        exports.router,
        export.router,
        packages.router,
        packages.library_router,
        organisation.router,
        organisation_logo.router,
        users.router,
        invitations.router,
        clients.router,
        webhooks.router,
        platforms.router,
    ],
)
