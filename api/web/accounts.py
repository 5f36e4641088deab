"""What the pages of accounts share: who looks, what roles are called, what a password must be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails
from sqlalchemy import Connection

from api.auth import sign_in_needed
from api.desk import Desk
from api.http import AnyRequest
from api.problems import RefusedError
from api.v1.organisation_shapes import Email
from api.web.answers import Visitor, visitor
from api.web.entry import Form, writing
from api.web.language import mark, translated
from curriculum.storage.people import Role, User, load_user
from curriculum.values import Line

LEAST_PASSWORD = 12
MOST_PASSWORD = 200

Faults = dict[str, str]

_NAME: TypeAdapter[str] = TypeAdapter(Line)
_EMAIL: TypeAdapter[str] = TypeAdapter(Email)
_PASSWORD: TypeAdapter[str] = TypeAdapter(
    Annotated[str, Field(min_length=LEAST_PASSWORD, max_length=MOST_PASSWORD)]
)


@contextmanager
def person_reading(desk: Desk, request: AnyRequest) -> Iterator[tuple[Connection, User, Visitor]]:
    """Open the database to read for the person who looks at the page."""
    with desk.reading_anything(request) as (connection, caller):
        if caller.user_id is None:
            raise sign_in_needed()
        yield connection, load_user(connection, caller.user_id), visitor(request, caller)


@contextmanager
def person_writing(
    desk: Desk, request: AnyRequest, form: Form
) -> Iterator[tuple[Connection, User, Visitor]]:
    """Open the database to write what a form of the person who signed in asks for."""
    with writing(desk, request, form, Role.READER) as (connection, _, looks):
        if looks.user_id is None:
            raise sign_in_needed()
        yield connection, load_user(connection, looks.user_id), looks


def check_origin(request: AnyRequest) -> None:
    """Refuse a form of another site where there is no page's token yet to tell it by."""
    # Origin says nothing here: without a referrer browsers send "null".
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise RefusedError(403, "csrf", "This form is not of this site; open the page here.")


def read_facts(form: Form, *, password: bool) -> tuple[str, str | None, str | None, Faults]:
    """Return name, e-mail address and password of a form, and what is the matter with them."""
    faults: Faults = {}
    name, email, secret = (form.get(key, "") for key in ("name", "email", "password"))
    name, email = name.strip(), email.strip()
    if error := _mistake(_NAME, name):
        faults["name"] = _own_words(error) or translated(
            mark("Write a name of 1 to 300 characters.")
        )
    if email and (error := _mistake(_EMAIL, email)):
        faults["email"] = _own_words(error) or translated(
            mark("Write an e-mail address like ada@example.org.")
        )
    if password and secret:
        faults |= password_faults(secret)
        if not email:
            faults["email"] = translated(
                mark("A password needs an e-mail address to sign in with.")
            )
    return name, email or None, (secret or None) if password else None, faults


def password_faults(secret: str) -> Faults:
    """Return what is the matter with a password, if anything."""
    if _mistake(_PASSWORD, secret) is None:
        return {}
    return {"password": translated(mark("Write 12 to 200 characters; four words will do."))}


def _mistake(kind: TypeAdapter[str], text: str) -> ErrorDetails | None:
    """Return what is the matter with a text, if anything."""
    try:
        kind.validate_python(text)
    except ValidationError as error:
        return error.errors()[0]
    return None


def _own_words(error: ErrorDetails) -> str:
    """Return what the check itself says, where it names a single character that has to go."""
    return f"{error['ctx']['error']}." if error["type"] == "value_error" else ""
