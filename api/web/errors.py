"""Errors as people see them: a page that says what is the matter and where to go."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap

from api.auth import COOKIE, csrf_token
from api.http import AnyRequest
from api.problems import Problem, failed, refused
from api.web.answers import NOBODY, Visitor, page
from api.web.language import mark
from curriculum.errors import CurriculumError
from curriculum.storage.people import Role

TITLES = {
    401: mark("Please sign in"),
    403: mark("You may not do this"),
    404: mark("There is nothing here"),
    409: mark("Something is in the way"),
    413: mark("That is too much at once"),
}
"""What each status is called on a page."""

DETAILS = {
    401: mark(
        "Workshops belong to a group. Ask its owner for a sign-in link; whoever runs the server "
        "can make one with 'curriculum user link'."
    ),
    403: mark(
        "Your role in this group does not go so far. Its owner can change it. If you have just "
        "signed in again in another window, go back, reload the page and try once more."
    ),
    404: mark("The address may be old, or belong to another group."),
}
"""What to do about it, where our own errors speak to programs."""


def refused_page(request: AnyRequest, error: CurriculumError) -> Response[Any]:
    """Show one of our own errors."""
    return _shown(request, refused(request, error))


def failed_page(request: AnyRequest, error: HTTPException) -> Response[Any]:
    """Show what Litestar refused."""
    return _shown(request, failed(request, error))


def _shown(request: AnyRequest, answer: Response[Problem]) -> Response[Any]:
    """Return the problem as a page to a browser, as it is to a program."""
    if "text/html" not in request.headers.get("Accept", "") and "HX-Request" not in request.headers:
        return answer
    status = answer.content.status
    secret = request.cookies.get(COOKIE)
    looks = Visitor(Role.READER, csrf_token(secret)) if secret and status != 401 else NOBODY
    return page(
        "error",
        looks,
        status=status,
        title=TITLES.get(status, HTTPStatus(status).phrase),
        detail=DETAILS.get(status, answer.content.detail),
    )


HANDLERS: ExceptionHandlersMap = {CurriculumError: refused_page, HTTPException: failed_page}
