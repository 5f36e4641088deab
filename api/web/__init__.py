"""Pages for people."""

from __future__ import annotations

from litestar import Router

routers: list[Router] = []
