"""A typed client of this API for Python programs; `docs/integrators.md` shows it at work.

`shapes.py` and `operations.py` are written from the OpenAPI document by `make openapi`.
"""

from __future__ import annotations

from .operations import Operations as Client
from .transport import Answer, CallError
from .webhooks import MessageError, verify

__all__ = ["Answer", "CallError", "Client", "MessageError", "verify"]
