"""Which scope of a program each address of the API needs."""

from __future__ import annotations

import re
from dataclasses import replace

from api.auth import Caller
from api.http import AnyRequest
from api.problems import RefusedError
from curriculum.storage.people import Role
from curriculum.storage.scopes import Scope

ADDRESSES: tuple[tuple[str, Scope, Scope | None], ...] = (
    ("/api/v1/sessions", Scope.LIBRARY_READ, Scope.SESSIONS_WRITE),
    ("/api/v1/topics", Scope.LIBRARY_READ, None),
    ("/api/v1/programmes", Scope.LIBRARY_READ, None),
    ("/api/v1/handbook.pdf", Scope.LIBRARY_READ, None),
    ("/api/v1/workshops", Scope.WORKSHOPS_READ, Scope.WORKSHOPS_WRITE),
    ("/api/v1/export.ndjson", Scope.WORKSHOPS_READ, None),
    ("/api/v1/webhooks", Scope.WEBHOOKS, Scope.WEBHOOKS),
)
"""What begins so needs the first scope to be read and the second to be changed.

All else is about people, secrets and settings: it is not for programs with scopes.
"""
RECORDS = re.compile("/api/v1/workshops/[^/]+/runs(/|$)")
"""What facilitators wrote down of an evening; that is not for programs with scopes either."""


def scope_of(method: str, path: str) -> Scope | None:
    """Return the scope that an address needs; None means that no scope opens it."""
    if RECORDS.match(path):
        return None
    for beginning, read, write in ADDRESSES:
        if path == beginning or path.startswith(beginning + "/"):
            return read if method in ("GET", "HEAD", "OPTIONS") else write
    return None


def within_scopes(caller: Caller, request: AnyRequest) -> Caller:
    """Return the caller with the role that the scope of this address gives them, if they have it.

    Who has no scopes may do all that their role may.
    """
    if caller.scopes is None:
        return caller
    needed = scope_of(request.method, request.url.path)
    if needed is None or needed not in caller.scopes:
        raise insufficient(needed)
    is_client = caller.credential.startswith("client:")
    return replace(caller, role=Role.OWNER) if is_client and needed is Scope.WEBHOOKS else caller


def insufficient(needed: Scope | None) -> RefusedError:
    """Return the refusal (RFC 6750, 3.1)."""
    header = 'Bearer realm="curriculum", error="insufficient_scope"'
    if needed is None:
        detail = "No scope opens this; use the token of a person's role, or sign in."
        return RefusedError(403, "insufficient-scope", detail, headers={"WWW-Authenticate": header})
    return RefusedError(
        403,
        "insufficient-scope",
        f"This needs the scope '{needed}'; ask the owner of your organisation for it.",
        headers={"WWW-Authenticate": f'{header}, scope="{needed}"'},
    )
