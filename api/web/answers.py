"""A page as an answer: its template, and what a browser may do with it."""

from __future__ import annotations

from typing import Any

from litestar.response import Template

from api.http import NO_STORE, PAGE_POLICY


def page(name: str, *, status: int = 200, **context: Any) -> Template:
    """Return a page; what it shows depends on who asks, so nobody keeps it."""
    headers = {**NO_STORE, "Content-Security-Policy": PAGE_POLICY}
    return Template(f"{name}.html", context=context, status_code=status, headers=headers)
