"""Errors as people in a course see them: what is the matter, and what to do there."""

from __future__ import annotations

from typing import Any

from litestar import Response
from litestar.exceptions import HTTPException
from litestar.types import ExceptionHandlersMap

from api.http import AnyRequest
from api.log import log
from api.lti.frames import framed, noted_frames
from api.problems import Problem, failed, refused
from curriculum.errors import CurriculumError


def refused_page(request: AnyRequest, error: CurriculumError) -> Response[Any]:
    """Show one of our own errors."""
    return _shown(request, refused(request, error))


def failed_page(request: AnyRequest, error: HTTPException) -> Response[Any]:
    """Show what Litestar refused."""
    return _shown(request, failed(request, error))


def _shown(request: AnyRequest, answer: Response[Problem]) -> Response[Any]:
    """Return the problem as a page to a browser, as it is to a program."""
    problem = answer.content
    log.info("lti refused", code=problem.code, status=problem.status)
    if "text/html" not in request.headers.get("Accept", ""):
        return answer
    frames = noted_frames(request)
    return framed("error", frames, status=problem.status, detail=problem.detail, code=problem.code)


HANDLERS: ExceptionHandlersMap = {CurriculumError: refused_page, HTTPException: failed_page}
