"""The application: routes, errors, and what every handler works with."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from litestar import Litestar, Response
from litestar.datastructures import State
from litestar.di import Provide
from litestar.exceptions import HTTPException, MethodNotAllowedException
from litestar.middleware import DefineMiddleware
from litestar.routes import HTTPRoute
from sqlalchemy import Engine

from api import oauth, service, web
from api.bodies import StrictPydantic, StrictRequest
from api.desk import Desk
from api.edge import Edge
from api.http import AnyRequest
from api.idempotency import KeepAnswers, ReplayError, replayed
from api.log import set_up
from api.lti import routes as lti
from api.lti.gate import Gate
from api.metrics import Metrics
from api.openapi import Shapes, config
from api.outgoing import Outgoing
from api.prints import Counter
from api.problems import Problem, crashed, failed, refused
from api.queries import known_parameters_only
from api.rates import Rates
from api.settings import Settings
from api.throttle import Throttle
from api.v1 import routes
from api.web.language import choose_language
from api.webhooks import Courier
from curriculum.errors import CurriculumError
from curriculum.storage.database import open_database
from pdf_templates.press import Press


class App(Litestar):
    """Litestar, with an edge around it that every request passes."""

    edge: Edge

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request, or start and stop."""
        if scope["type"] == "http":
            choose_language(scope["headers"])
            await self.edge.pass_through(super().__call__, scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(settings: Settings, engine: Engine | None = None) -> App:
    """Return the application on a database that is up to date."""
    set_up()
    desk = Desk(
        settings,
        engine or open_database(settings.database),
        Counter(Press(settings.renditions, settings.press_limits)),
        Rates(settings),
    )
    gate = Gate(desk)
    metrics, shapes, throttle = Metrics(), Shapes(), Throttle()
    templates = web.templates()
    app = App(
        route_handlers=[routes.router, oauth.router, service.router, lti.router, *web.routers],
        dependencies={
            "desk": Provide(lambda: desk, sync_to_thread=False),
            "gate": Provide(lambda: gate, sync_to_thread=False),
            "metrics": Provide(lambda: metrics, sync_to_thread=False),
            "throttle": Provide(lambda: throttle, sync_to_thread=False),
        },
        exception_handlers={
            CurriculumError: web.to_whom_it_concerns(refused),
            ReplayError: replayed,
            MethodNotAllowedException: web.to_whom_it_concerns(_not_allowed),
            HTTPException: web.to_whom_it_concerns(failed),
            Exception: web.to_whom_it_concerns(crashed),
        },
        before_request=_options,
        guards=[known_parameters_only],
        middleware=[DefineMiddleware(KeepAnswers, engine=desk.engine)],
        lifespan=[lambda _app: _running(desk, gate)],
        logging_config=None,
        openapi_config=config(shapes, service.VERSION),
        plugins=[shapes, StrictPydantic()],
        request_class=StrictRequest,
        state=State({"exit_url": settings.exit_url}),
        template_config=templates,
        request_max_body_size=settings.body_limit,
        debug=False,
    )
    wait_page = partial(web.wait_page, templates.engine_instance.engine, settings.exit_url)
    app.edge = Edge(settings.hosts, metrics, desk.rates, wait_page)
    return app


def _not_allowed(request: AnyRequest, error: MethodNotAllowedException) -> Response[Problem]:
    """Answer 405, and say which methods the address takes."""
    error.headers = {"Allow": ", ".join(sorted(_methods(request)))}
    return failed(request, error)


async def _options(request: AnyRequest) -> Response[bytes] | None:
    """Answer OPTIONS; Litestar knows only the methods of one router, not of the address."""
    if request.method != "OPTIONS":
        return None
    return Response(b"", status_code=204, headers={"Allow": ", ".join(sorted(_methods(request)))})


def _methods(request: AnyRequest) -> set[str]:
    found: set[str] = set()
    for route in request.app.routes:
        pattern = re.sub(r"\\{[^}]+\\}", "[^/]+", re.escape(route.path_format))
        if isinstance(route, HTTPRoute) and re.fullmatch(pattern, request.url.path):
            found.update(str(method) for method in route.methods)
    return found | {"HEAD"} if "GET" in found else found


@asynccontextmanager
async def _running(desk: Desk, gate: Gate) -> AsyncIterator[None]:
    courier = Courier(desk.engine, Outgoing(desk.settings.trusted_networks))
    try:
        courier.start()
        yield
    finally:
        courier.stop()
        gate.close()
        desk.counter.press.close()
        desk.engine.dispose()
