"""Errors as the web tells them: `application/problem+json` (RFC 9457) with a stable code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Any

from litestar import Request, Response
from litestar.exceptions import HTTPException, ValidationException
from litestar.openapi import ResponseSpec
from pydantic import Field

from api.faults import Fault, parameter_faults
from api.log import log
from curriculum.errors import (
    AuthoringError,
    ConflictError,
    CurriculumError,
    LimitError,
    NotFoundError,
    ReadOnlyError,
    StaleError,
)
from curriculum.layouts import LayoutError
from curriculum.storage.pages import CursorError
from curriculum.values import Slug, Value
from pdf_templates.errors import RenderFailedError, RenderLimitError, RenderTimeoutError

MEDIA_TYPE = "application/problem+json"

LATER = {"Retry-After": "10"}
"""Told with 503."""

STATUSES: Mapping[type[CurriculumError], int] = {
    CursorError: 400,
    LayoutError: 400,
    ReadOnlyError: 403,
    NotFoundError: 404,
    ConflictError: 409,
    StaleError: 412,
    RenderLimitError: 422,
    LimitError: 413,
    RenderFailedError: 500,
    RenderTimeoutError: 503,
}
"""The status of each kind of error, the first that fits; 422 for any other."""

DETAILS = {
    400: ("bad-request", "The request cannot be read; correct it and send it again."),
    404: ("not-found", "There is nothing at this address; see /schema for those there are."),
    405: ("method-not-allowed", "This address does not take this method; see the Allow header."),
    413: ("too-large", "The body is larger than this server takes; send less."),
    500: ("failure", "Something failed here, and it was logged; try again, or tell who runs this."),
}
"""The code and the sentence of each status that Litestar answers by itself."""


_CODE = re.compile(r"[A-Z][A-Z0-9]{0,11}(-[A-Z0-9]{1,12})?")


class Problem(Value):
    """What went wrong, and what to do about it (RFC 9457)."""

    type: str = "about:blank"
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: str
    code: Slug
    """Stable: programs may act on it."""
    errors: tuple[Fault, ...] = ()
    """Each single mistake in what was sent."""


class RefusedError(CurriculumError):
    """A request that cannot be met: its status, its stable code, and what to do."""

    def __init__(
        self,
        status: int,
        code: str,
        detail: str,
        *,
        errors: tuple[Fault, ...] = (),
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.code = code
        self.errors = errors
        self.headers = dict(headers or {})


def refused(request: Request[Any, Any, Any], error: CurriculumError) -> Response[Problem]:
    """Answer one of our own errors."""
    if isinstance(error, RefusedError):
        return answer(error)
    status = next((s for kind, s in STATUSES.items() if isinstance(error, kind)), 422)
    if status == 500:
        log.error("failure", path=_place(request), exc_info=error)
    if isinstance(error, AuthoringError):
        faults = tuple(
            Fault(where=f"{one.file}:{one.line}", message=one.expected, action=one.suggestion)
            for one in error.mistakes
        )
        return answer(RefusedError(status, error.code, str(error).split("\n")[0], errors=faults))
    headers = LATER if status == 503 else None
    return answer(RefusedError(status, error.code, str(error), headers=headers))


def failed(request: Request[Any, Any, Any], error: HTTPException) -> Response[Problem]:
    """Answer what Litestar refused: addresses, methods, sizes and parameters."""
    status = error.status_code
    code, detail = DETAILS.get(status, DETAILS[400 if status < 500 else 500])
    headers = dict(error.headers or {})
    if status >= 500:
        log.error("failure", path=_place(request), exc_info=error)
    if isinstance(error, ValidationException):
        return answer(_invalid(error, request))
    return answer(RefusedError(status, code, detail, headers=headers))


def crashed(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """Answer a fault of ours, and log it; what happened inside is no business of the caller."""
    log.error("failure", path=_place(request), exc_info=error)
    return answer(RefusedError(500, *DETAILS[500]))


def _place(request: Request[Any, Any, Any]) -> str:
    """Return the address without what it names: it may hold a secret, which no log may."""
    return str(request.scope.get("path_template") or "(none)")


def _invalid(error: ValidationException, request: Request[Any, Any, Any]) -> RefusedError:
    """Return the refusal for parameters that Litestar could not take."""
    found = error.extra if isinstance(error.extra, list) else []
    if any(one.get("source") == "path" for one in found):
        return _no_such_address(request)
    if any(one.get("key") == "data" for one in found):
        if "form" in request.headers.get("Content-Type", ""):
            return RefusedError(400, "bad-form", "A field of the form is missing, or given twice.")
        return RefusedError(400, "empty-body", "The body is empty; send JSON.")
    faults = parameter_faults(found, request.route_handler)
    if not faults:
        return RefusedError(400, "bad-parameter", f"{error.detail.split(' for path')[0]}.")
    return RefusedError(
        400, "bad-parameter", f"In {faults[0].where}: {faults[0].message}.", errors=faults
    )


def _no_such_address(request: Request[Any, Any, Any]) -> RefusedError:
    """Return the refusal for an address that cannot be; a session's code may be meant by it."""
    code = str(request.path_params.get("code", ""))
    if "/sessions/" in request.url.path and _CODE.fullmatch(code.upper()):
        detail = f"There is no session {code}; a code is written in capitals: {code.upper()}."
        return RefusedError(404, "not-found", detail)
    return RefusedError(404, *DETAILS[404])


def answer(refusal: RefusedError) -> Response[Problem]:
    """Return the response that tells a refusal."""
    problem = Problem(
        title=HTTPStatus(refusal.status).phrase,
        status=refusal.status,
        detail=str(refusal),
        code=refusal.code,
        errors=refusal.errors,
    )
    return Response(
        problem,
        status_code=refusal.status,
        media_type=MEDIA_TYPE,
        headers={"Cache-Control": "no-store", **refusal.headers},
    )


def problems(*statuses: int) -> dict[int, ResponseSpec]:
    """Return what OpenAPI is to say of these error statuses."""
    return {
        status: ResponseSpec(
            Problem,
            media_type=MEDIA_TYPE,
            description=HTTPStatus(status).description or HTTPStatus(status).phrase,
            generate_examples=False,
        )
        for status in statuses
    }
