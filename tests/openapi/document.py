"""The OpenAPI document as it is now, and as it was kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from litestar.testing import TestClient

from api.app import create_app
from api.settings import Settings
from curriculum.storage.database import migrate, open_database

KEPT = Path(__file__).parent / "kept.json"
CLIENT = Path(__file__).parents[2] / "api" / "client"


def current(folder: Path) -> dict[str, Any]:
    """Return the document that a server tells; the folder is for its data."""
    engine = open_database(f"sqlite:///{folder / 'curriculum.db'}")
    migrate(engine)
    settings = Settings(data=folder, render_processes=0, allowed_hosts=("*",))
    with TestClient(create_app(settings, engine)) as client:
        told: dict[str, Any] = client.get("/schema/openapi.json").json()
    return told


def kept() -> dict[str, Any]:
    """Return the document that callers rely on."""
    read = json.loads(KEPT.read_text())
    components = {**read["components"], "schemas": read["schemas"]}
    told = {name: read[name] for name in ("paths", "webhooks")}
    return {**read["rest"], **told, "components": components}


def written(document: dict[str, Any]) -> str:
    """Return the text that is kept: a line a path and a line a shape, so that changes show."""
    components = document["components"]
    apart = ("components", "paths", "webhooks")
    rest = {name: one for name, one in document.items() if name not in apart}
    more = {name: one for name, one in components.items() if name != "schemas"}
    parts = {
        "rest": json.dumps(rest, sort_keys=True),
        "components": json.dumps(more),
        "paths": _lines(document["paths"]),
        "webhooks": _lines(document["webhooks"]),
        "schemas": _lines(components["schemas"]),
    }
    return "{" + ",\n".join(f'"{name}": {text}' for name, text in parts.items()) + "}\n"


def _lines(entries: dict[str, Any]) -> str:
    lines = (f"{json.dumps(name)}: {json.dumps(entries[name])}" for name in sorted(entries))
    return "{\n" + ",\n".join(lines) + "\n}"
