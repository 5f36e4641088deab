"""Errors as people see them: a page that says what is the matter and where to go."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from jinja2 import Environment
from litestar import Response
from litestar.datastructures.headers import Accept
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap

from api.auth import COOKIE, csrf_token
from api.http import AnyRequest
from api.problems import Problem, failed, refused
from api.web.answers import NOBODY, Visitor, page
from api.web.language import mark
from api.web.share_pages import gone, is_shared, later
from curriculum.errors import CurriculumError
from curriculum.storage.people import Role

TITLES = {
    401: mark("Please sign in"),
    403: mark("You may not do this"),
    404: mark("There is nothing here"),
    409: mark("Something is in the way"),
    413: mark("That is too much at once"),
    503: mark("Please try again in a moment"),
}
"""What each status is called on a page."""

FOR_PROGRAMS = ("/api/", "/oauth/", "/schema", "/lti/", "/health", "/metrics", "/static/")
"""What begins so answers in JSON, but for a person who followed a link to it in a browser."""

Failure = TypeVar("Failure", bound=Exception)

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


def to_whom_it_concerns(
    tell: Callable[[AnyRequest, Failure], Response[Problem]],
) -> Callable[[AnyRequest, Failure], Response[Any]]:
    """Return what tells a failure as a page too, where no page of ours was asked for."""

    def told(request: AnyRequest, failure: Failure) -> Response[Any]:
        answer = tell(request, failure)
        for_programs = request.url.path.startswith(FOR_PROGRAMS) and not followed(request)
        return answer if for_programs else _shown(request, answer)

    return told


def wait_page(
    environment: Environment, way_out: str, path: str, accept: str, seconds: int
) -> str | None:
    """Return the page for somebody who asks too often; None for a program, which has no use for it.

    `seconds` are until they may ask again; a participant's page is neutral.
    """
    if is_shared(path):
        template = environment.get_template("share_later.html")
        return template.render(way_out=way_out, seconds=seconds)
    if path.startswith(FOR_PROGRAMS) or not prefers_page(accept):
        return None
    template = environment.get_template("wait.html")
    return template.render(visitor=NOBODY, here="", seconds=seconds)


def prefers_page(accept: str) -> bool:
    """Tell whether whoever sends this header would rather have a page than JSON."""
    return Accept(accept).best_match(["application/json", "text/html"]) == "text/html"


def followed(request: AnyRequest) -> bool:
    """Tell whether a browser shows the answer as its page; scripts and programs do not say so."""
    return request.headers.get("Sec-Fetch-Mode") == "navigate"


def _shown(request: AnyRequest, answer: Response[Problem]) -> Response[Any]:
    """Return the problem as a page to a browser, as it is to a program.

    To participants it tells nothing of what this is, whoever asks.
    """
    status = answer.content.status
    if is_shared(request.url.path):
        way_out = request.app.state.exit_url
        return gone(way_out) if status < 500 else later(way_out, status)
    if "HX-Request" not in request.headers and not prefers_page(request.headers.get("Accept", "")):
        return answer
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
