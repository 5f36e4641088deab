"""The addresses that platforms, and people who come from them, ask."""

from __future__ import annotations

from litestar import Router
from litestar.di import Provide

from api.lti.errors import HANDLERS
from api.lti.launch import launch
from api.lti.login import get_group_login, get_login, post_group_login, post_login
from api.lti.pages import (
    done,
    get_roster,
    get_sheet,
    get_visit,
    open_window,
)
from api.lti.picker import choose
from api.lti.planner import PLANNER
from api.lti.printing import PRINTED
from api.lti.register import register
from api.lti.well_known import get_group_keys, get_keys
from api.web.history import HISTORY

router = Router(
    "/",
    route_handlers=[
        get_keys,
        get_group_keys,
        get_login,
        post_login,
        get_group_login,
        post_group_login,
        launch,
        register,
        get_visit,
        get_sheet,
        get_roster,
        done,
        open_window,
        choose,
        *PLANNER,
        *PRINTED,
    ],
    dependencies={"history": Provide(lambda: HISTORY, sync_to_thread=False)},
    include_in_schema=False,
    exception_handlers=HANDLERS,
)
