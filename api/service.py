"""Whether the server is well, and its counters."""

from __future__ import annotations

from importlib.metadata import version
from typing import Literal

from litestar import Response, Router, get
from litestar.di import NamedDependency
from litestar.openapi import ResponseSpec

from api.desk import Desk
from api.http import Reply
from api.log import log
from api.metrics import Metrics
from curriculum.storage.database import reading
from curriculum.storage.organisations import list_organisations
from curriculum.values import Value

VERSION = version("curriculum")


class Health(Value):
    """Whether the server can do its work."""

    status: Literal["ok", "failing"]
    version: str
    database: Literal["ok", "failing"]
    press: Literal["ok", "failing"]


@get("/health", sync_to_thread=True, responses={503: ResponseSpec(Health, description="Failing.")})
def get_health(desk: NamedDependency[Desk]) -> Reply[Health]:
    """Tell whether the database answers and the press is open; 503 if not."""
    fine = {"database": _database_answers(desk), "press": _press_is_open(desk)}
    body = Health(
        status=_told(all(fine.values())),
        version=VERSION,
        database=_told(fine["database"]),
        press=_told(fine["press"]),
    )
    return Reply(body, status_code=200 if body.status == "ok" else 503)


def _told(fine: bool) -> Literal["ok", "failing"]:
    return "ok" if fine else "failing"


def _database_answers(desk: Desk) -> bool:
    try:
        with reading(desk.engine) as connection:
            list_organisations(connection)
    except Exception as error:  # noqa: BLE001 - whatever it is, it is told
        log.error("database", exc_info=error)
        return False
    return True


def _press_is_open(desk: Desk) -> bool:
    """Tell whether there are render processes, where there should be any."""
    return not desk.settings.render_processes or bool(desk.counter.press.process_ids())


@get("/metrics", media_type="text/plain; version=0.0.4")
async def get_metrics(metrics: NamedDependency[Metrics]) -> Response[bytes]:
    """Tell the counters, in the text format of Prometheus."""
    return Response(metrics.text(), media_type="text/plain; version=0.0.4")


router = Router("/", route_handlers=[get_health, get_metrics], tags=["service"])
