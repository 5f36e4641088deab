"""Our public keys, where platforms look for them."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from api.lti.doors import DoorPath, whose
from api.lti.gate import Gate
from api.lti.keys import public_keys
from api.lti.tool import GROUPS, KEYS


@get(KEYS, sync_to_thread=True, include_in_schema=False)
def get_keys(gate: NamedDependency[Gate]) -> Response[dict[str, Any]]:
    """Return the server's keys, for platforms of the shared addresses."""
    return _published(gate, None)


@get(f"{GROUPS}/{{door:str}}/jwks.json", sync_to_thread=True)
def get_group_keys(gate: NamedDependency[Gate], door: DoorPath) -> Response[dict[str, Any]]:
    """Return the keys that a group's signatures can be checked with."""
    return _published(gate, whose(gate.desk.engine, door))


def _published(gate: Gate, owner: int | None) -> Response[dict[str, Any]]:
    kept = {"Cache-Control": "public, max-age=300"}
    return Response(public_keys(gate.desk.engine, owner), headers=kept)
