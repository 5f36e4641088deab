"""The document and the server held against each other, over HTTP, as a caller of each role."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import sleep
from typing import Any

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from sqlalchemy import Engine

from api.app import App
from curriculum.storage.people import Role
from tests.api.house import HOST, House, open_house

REFUSALS = ["2xx", "304", "401", "403", "404", "409", "412", "422"]
"""What may come of a request that fits the document: whoever sends it may not be allowed to, and
what it names may not be there or not go together."""

CONFIG: dict[str, Any] = {
    "request-timeout": 300,
    "checks": {
        "positive_data_acceptance": {"expected-statuses": REFUSALS},
        "missing_required_header": {"expected-statuses": ["401", "403", "404", "422", "428"]},
    },
    "operations": [
        {
            "include-path": ["/api/v1/sessions", "/api/v1/workshops"],
            "include-method": "GET",
            "checks": {"positive_data_acceptance": {"expected-statuses": [*REFUSALS, "400"]}},
        },
        {
            "include-path-regex": "^/oauth/",
            "checks": {"positive_data_acceptance": {"expected-statuses": [*REFUSALS, "400"]}},
        },
        {
            "include-path-regex": "(pdf|imscc|zip)$",
            "checks": {
                "positive_data_acceptance": {"expected-statuses": [*REFUSALS, "400", "416"]}
            },
        },
    ],
}
BOUNDED = settings(
    max_examples=3,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@contextmanager
def served(app: App) -> Iterator[str]:
    """Serve an application over HTTP on a free port; yield its address."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
        sleep(0.005)  # a loop without a rest takes the server's time
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)


@pytest.fixture
def open_server(sqlite_engine: Engine, tmp_path: Path) -> Iterator[tuple[House, str]]:
    hosts = ("127.0.0.1", HOST)
    with (
        open_house(sqlite_engine, tmp_path / "data", allowed_hosts=hosts) as house,
        served(house.app) as address,
    ):
        yield house, address


def existing(path: str, workshop: str) -> dict[str, Any]:
    """Return path parameters that lead to something."""
    values = {
        "code": "evenings" if "/programmes/" in path else "AL1",
        "revision": "1...1",
        "handout": "card",
        "workshop_id": workshop,
        "user_id": 1,
        "token_id": 1_000_000,
        "platform_id": 1_000_000,
        "client_number": 1_000_000,
        "secret_number": 1_000_000,
        "webhook_id": 1_000_000,
        "delivery_id": 1_000_000,
        "run_id": "none",
        "invitation_id": 1_000_000,
    }
    return {name: value for name, value in values.items() if f"{{{name}}}" in path}


@pytest.mark.parametrize(
    ("way", "role"),
    [
        *(("existing", role) for role in (*Role, None)),
        ("any", Role.OWNER),
        ("wrong", Role.OWNER),
        ("wrong", None),
    ],
)
def test_answers_are_those_of_the_document(
    open_server: tuple[House, str], way: str, role: Role | None
):
    house, address = open_server
    headers = {"Authorization": f"Bearer {house.tokens[role]}"} if role else {}
    workshop = house.make_workshop().json()["id"]
    document = schemathesis.openapi.from_url(
        f"{address}/schema/openapi.json", config=SchemathesisConfig.from_dict(CONFIG)
    )
    mode = GenerationMode.NEGATIVE if way == "wrong" else GenerationMode.POSITIVE
    for result in document.get_all_operations():
        operation = result.ok()
        can_be_wrong = (*operation.path_parameters, *operation.query, *operation.body)
        if way == "wrong" and not can_be_wrong:
            continue
        if operation.path.endswith((".pdf", ".imscc", ".zip")) and role != Role.OWNER:
            continue  # printing takes long, and is the same for all
        known = existing(operation.path, workshop) if way == "existing" else None

        @BOUNDED
        @given(case=operation.as_strategy(mode, path_parameters=known))
        def conforms(case: schemathesis.Case):
            case.call_and_validate(base_url=address, headers=headers)

        conforms()
