"""A typed client of this API for Python programs; `docs/integrators.md` shows it at work.

`shapes.py` and `operations.py` are written from the OpenAPI document by `make openapi`.
"""

from __future__ import annotations

from api.client.operations import Operations as Client
from api.client.transport import Answer, CallError
from api.client.webhooks import MessageError, verify

__all__ = ["Answer", "CallError", "Client", "MessageError", "verify"]
