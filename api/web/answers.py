"""A page as an answer: its template, who looks at it, and what a browser may do with it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from litestar import Response
from litestar.response import Redirect, Template

from api.auth import COOKIE, Caller, csrf_token
from api.http import NO_STORE, PAGE_POLICY, AnyRequest
from curriculum.storage.people import Role


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who looks at a page: what the frame of every page needs to know."""

    role: Role | None = None
    csrf: str = ""
    user_id: int | None = None

    @property
    def may_plan(self) -> bool:
        """Tell whether they may make and change workshops."""
        return self.role is not None and self.role.may(Role.FACILITATOR)

    @property
    def may_edit(self) -> bool:
        """Tell whether they may write sessions of their group's own."""
        return self.role is not None and self.role.may(Role.EDITOR)


NOBODY = Visitor()


def visitor(request: AnyRequest, caller: Caller) -> Visitor:
    """Return who looks at the page."""
    if caller.role is None:
        return NOBODY
    return Visitor(caller.role, csrf_token(request.cookies.get(COOKIE, "")), caller.user_id)


def page(
    name: str, looks: Visitor = NOBODY, /, *, here: str = "", status: int = 200, **context: Any
) -> Template:
    """Return a page; what it shows depends on who asks, so nobody keeps it.

    `here` is the entry of the menu that it belongs to.
    """
    headers = {**NO_STORE, "Content-Security-Policy": PAGE_POLICY}
    shown = {"visitor": looks, "here": here, **context}
    return Template(f"{name}.html", context=shown, status_code=status, headers=headers)


def go(request: AnyRequest, path: str, *, same_page: bool = False) -> Response[Any]:
    """Send the browser on after a change; htmx replaces what it shows of the same page itself."""
    if "HX-Request" in request.headers and not same_page:
        return Response(b"", status_code=200, headers={**NO_STORE, "HX-Redirect": path})
    return Redirect(path, status_code=303)
