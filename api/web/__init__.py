"""Pages for people: the library, the planner, signing in, and the API's reference."""

from __future__ import annotations

from pathlib import Path

from litestar import Router
from litestar.datastructures import CacheControlHeader
from litestar.di import Provide
from litestar.static_files import create_static_files_router

from api.web.account_routes import ACCOUNTS
from api.web.beginning import make_workshop
from api.web.clients import CLIENTS
from api.web.editor_routes import EDITOR
from api.web.errors import HANDLERS, to_whom_it_concerns, wait_page
from api.web.history import HISTORY
from api.web.library import get_library, get_session_page
from api.web.moving import get_move_page
from api.web.organisation import (
    get_organisation_page,
    make_token,
    revoke,
    save_organisation_page,
)
from api.web.pages import get_home
from api.web.planner import change_workshop, choose, get_planner
from api.web.platforms import PLATFORMS
from api.web.previews import PREVIEWS
from api.web.revisions import get_history
from api.web.run import get_run_page, get_run_worker
from api.web.run_records import delete_record, get_record_page, get_runs_page, save_record
from api.web.share_pages import SHARED
from api.web.share_panel import PANEL
from api.web.templating import templates
from api.web.webhooks import WEBHOOKS
from api.web.workshop_pages import (
    add,
    apply_fit,
    delete,
    get_add_page,
    get_delete_page,
    get_fit_page,
)

__all__ = ["routers", "templates", "to_whom_it_concerns", "wait_page"]

routers = [
    Router(
        "/",
        route_handlers=[
            get_home,
            get_library,
            get_session_page,
            make_workshop,
            get_planner,
            change_workshop,
            choose,
            get_add_page,
            add,
            get_fit_page,
            get_move_page,
            apply_fit,
            get_delete_page,
            delete,
            get_organisation_page,
            save_organisation_page,
            make_token,
            revoke,
            get_run_page,
            get_run_worker,
            get_runs_page,
            get_record_page,
            save_record,
            delete_record,
            *CLIENTS,
            *WEBHOOKS,
            *PLATFORMS,
            *PANEL,
            *SHARED,
            *EDITOR,
            *PREVIEWS,
            get_history,
            *ACCOUNTS,
        ],
        dependencies={"history": Provide(lambda: HISTORY, sync_to_thread=False)},
        include_in_schema=False,
        exception_handlers=HANDLERS,
    ),
    create_static_files_router(
        "/static",
        [Path(__file__).parent / "static"],
        cache_control=CacheControlHeader(public=True, max_age=3600),
    ),
]
