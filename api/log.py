"""The log: one JSON line an event, on standard error; never an IP address or a secret."""

from __future__ import annotations

import sys
from typing import Any

import structlog

log: structlog.typing.FilteringBoundLogger = structlog.get_logger()

_TRACEBACKS = structlog.processors.ExceptionRenderer(
    structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
)
"""Without the values of variables: among them are addresses, cookies and tokens."""


def set_up() -> None:
    """Write the log as JSON to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _TRACEBACKS,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=_standard_error,
    )


def _standard_error(*_: Any) -> structlog.WriteLogger:
    return structlog.WriteLogger(sys.stderr)
