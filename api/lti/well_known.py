"""Our public keys, where platforms look for them."""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.di import NamedDependency

from api.lti.gate import Gate
from api.lti.keys import public_keys
from api.lti.tool import KEYS


@get(KEYS, sync_to_thread=True, include_in_schema=False)
def get_keys(gate: NamedDependency[Gate]) -> Response[dict[str, Any]]:
    """Return the keys that our signatures can be checked with."""
    return Response(public_keys(gate.desk.engine), headers={"Cache-Control": "public, max-age=300"})
