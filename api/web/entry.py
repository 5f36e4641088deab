"""The way into the database for forms, which carry the token of their page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated

from litestar.params import PathParameter, QueryParameter, URLEncodedBody
from pydantic import ValidationError
from sqlalchemy import Connection

from api.auth import COOKIE, Caller, check_csrf, csrf_token, sign_in_needed
from api.clock import now
from api.desk import Desk
from api.faults import Fault
from api.http import AnyRequest
from api.web.answers import Visitor
from api.web.language import translated
from curriculum.storage.people import Role
from curriculum.storage.sign_in import load_web_session

Form = dict[str, str]
"""The fields of a form by name, as they were typed."""

FormBody = URLEncodedBody[Form]
WorkshopPath = Annotated[str, PathParameter(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
NumberPath = Annotated[int, PathParameter(ge=1, le=2**31 - 1)]
"""The number of a thing of the organisation's, as a database can hold it."""
Field = Annotated[str, QueryParameter(max_length=200)]
"""A field of a form that asks for a page; left empty it says nothing."""


@contextmanager
def writing(
    desk: Desk, request: AnyRequest, form: Form, role: Role
) -> Iterator[tuple[Connection, int, Visitor]]:
    """Open the database to write what a form of a signed-in person asks for."""
    secret = request.cookies.get(COOKIE, "")
    with desk.engine.begin() as connection:
        user = load_web_session(connection, secret, now=now()) if secret else None
        if user is None:
            raise sign_in_needed()
        check_csrf(secret, form.get("csrf_token"))
        organisation_id = Caller(user.organisation_id, user.role, user.id).needs(role)
        yield connection, organisation_id, Visitor(user.role, csrf_token(secret), user.id)


def fault_words(one: Fault) -> str:
    """Return what is wrong with a field, and what to do, in the language of this request."""
    return f"{translated(one.message)}. {translated(one.action)}"


def faults_told(error: ValidationError, told: Mapping[str, str]) -> dict[str, str]:
    """Return the page's own words about each field that is wrong."""
    wrong = {str(one["loc"][0]) for one in error.errors()}
    return {name: words for name, words in told.items() if name in wrong}
