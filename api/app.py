"""The application: routes, errors, and what every handler works with."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from typing import Any

from jinja2 import Environment
from litestar import Litestar, Response
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
    """Litestar, what its handlers work with, and an edge that every request passes."""

    desk: Desk
    gate: Gate
    metrics: Metrics
    throttle: Throttle
    edge: Edge
    pages: Environment

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a request, or start and stop."""
        if scope["type"] == "http":
            choose_language(scope["headers"])
            await self.edge.pass_through(super().__call__, scope, receive, send)
        else:
            await super().__call__(scope, receive, send)

    def furnish(self, settings: Settings, engine: Engine) -> None:
        """Work with these settings and this database from now on, with everything else new."""
        self.desk = Desk(
            settings,
            engine,
            Counter(Press(settings.renditions, settings.press_limits)),
            Rates(settings),
        )
        self.state.exit_url = settings.exit_url
        self.gate, self.metrics, self.throttle = Gate(self.desk), Metrics(), Throttle()
        wait_page = partial(web.wait_page, self.pages, settings.exit_url)
        self.edge = Edge(settings.hosts, self.metrics, self.desk.rates, wait_page)


def create_app(settings: Settings, engine: Engine | None = None) -> App:
    """Return the application on a database that is up to date."""
    app = build_app(settings.body_limit)
    app.furnish(settings, engine or open_database(settings.database))
    return app


def build_app(body_limit: int) -> App:
    """Return the routes without anything to work with: it takes bodies of so many bytes."""
    set_up()
    shapes, templates = Shapes(), web.templates()
    app: App = App(
        route_handlers=[routes.router, oauth.router, service.router, lti.router, *web.routers],
        dependencies={
            "desk": Provide(lambda: app.desk, sync_to_thread=False),
            "gate": Provide(lambda: app.gate, sync_to_thread=False),
            "metrics": Provide(lambda: app.metrics, sync_to_thread=False),
            "throttle": Provide(lambda: app.throttle, sync_to_thread=False),
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
        middleware=[DefineMiddleware(KeepAnswers, engine=lambda: app.desk.engine)],
        lifespan=[lambda _: _running(app)],
        logging_config=None,
        openapi_config=config(shapes, service.VERSION),
        plugins=[shapes, StrictPydantic()],
        request_class=StrictRequest,
        template_config=templates,
        request_max_body_size=body_limit,
        debug=False,
    )
    app.pages = templates.engine_instance.engine
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
async def _running(app: App) -> AsyncIterator[None]:
    desk, gate = app.desk, app.gate
    courier = Courier(desk.engine, Outgoing(desk.settings.trusted_networks))
    try:
        courier.start()
        yield
    finally:
        courier.stop()
        gate.close()
        desk.counter.press.close()
        desk.engine.dispose()
