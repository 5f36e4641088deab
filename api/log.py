"""The log: one JSON line an event, on standard error; never an IP address."""

from __future__ import annotations

import sys

import structlog

log: structlog.typing.FilteringBoundLogger = structlog.get_logger()


def set_up() -> None:
    """Write the log as JSON to standard error."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.dict_tracebacks,
            structlog.processors.JSONRenderer(),
        ],
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
