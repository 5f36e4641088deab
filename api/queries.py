"""Queries: readable, and with nothing in them that the address does not know."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qsl

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler, HTTPRouteHandler

from api.faults import Fault, parameter_fields
from api.problems import RefusedError
from curriculum.values import clean


async def known_parameters_only(
    connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler
) -> None:
    """Refuse a query that cannot be read, a parameter that is not known, or one given twice."""
    query = connection.scope["query_string"]
    if not query or not isinstance(handler, HTTPRouteHandler) or handler.opt.get("any_query"):
        return
    known = parameter_fields(handler)
    seen: set[str] = set()
    for name, value in _pairs(query):
        if name not in known:
            action = f"There are: {', '.join(sorted(known))}." if known else "There are none."
            raise _refusal(name, f"'{name}' is not a parameter here", action)
        if name in seen:
            raise _refusal(name, f"'{name}' is given twice", "Give it once.")
        seen.add(name)
        _check_text(name, value)


def _pairs(query: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            query.decode(), keep_blank_values=True, errors="strict", max_num_fields=100
        )
    except ValueError:
        raise _refusal("", "the query cannot be read", "Encode it as UTF-8, then as %XX.") from None


def _check_text(name: str, value: str) -> None:
    try:
        clean(value)
    except ValueError as error:
        message, _, _ = str(error).partition(";")
        raise _refusal(name, message, "Delete it.") from None


def _refusal(name: str, message: str, action: str) -> RefusedError:
    fault = Fault(where=f"query {name}".strip(), message=message, action=action)
    return RefusedError(400, "bad-parameter", f"In the query: {message}. {action}", errors=(fault,))
