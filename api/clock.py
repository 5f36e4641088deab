"""What time it is; nothing below the API asks."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """Return the time, in UTC."""
    return dt.datetime.now(dt.UTC)
