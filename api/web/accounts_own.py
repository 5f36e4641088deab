"""One's own page: name and password, where one is signed in, one's data, and the end of it."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from sqlalchemy import Connection

from api.auth import COOKIE, session_cookie
from api.clock import now
from api.desk import Desk
from api.http import NO_STORE, AnyRequest, disposition
from api.throttle import Throttle
from api.web.accounts import (
    MOST_PASSWORD,
    password_faults,
    person_reading,
    person_writing,
    read_facts,
)
from api.web.answers import Visitor, go, page
from api.web.entry import FormBody
from api.web.language import mark, translated
from api.web.sign_in import CHECKS_AT_A_TIME, signed_out
from curriculum.errors import ConflictError
from curriculum.storage.passwords import has_password, is_password_of, set_password
from curriculum.storage.people import User, set_name
from curriculum.storage.privacy import erase_person, export_person
from curriculum.storage.sign_in import (
    end_one_session,
    end_web_sessions,
    list_web_sessions,
    start_web_session,
    web_session_id,
)

PATH = "/account"
FRESH = dt.timedelta(minutes=15)
"""How long after signing in a forgotten password can be replaced: as long as a link lives."""


@get(PATH, sync_to_thread=True)
def get_account_page(request: AnyRequest, desk: NamedDependency[Desk]) -> Response[Any]:
    """Show one's own page."""
    with person_reading(desk, request) as (connection, user, looks):
        return _shown(request, connection, user, looks)


@post(PATH, sync_to_thread=True)
def save_account(request: AnyRequest, desk: NamedDependency[Desk], data: FormBody) -> Response[Any]:
    """Save one's name and e-mail address."""
    with person_writing(desk, request, data) as (connection, user, looks):
        name, email, _, faults = read_facts(data, password=False)
        if email is None and has_password(connection, user.id):
            faults["email"] = translated(
                mark("Your password needs it to sign in with; remove the password first.")
            )
        if not faults:
            try:
                set_name(connection, user.id, name=name, email=email)
            except ConflictError as error:
                faults["email"] = str(error)
        if faults:
            return _shown(request, connection, user, looks, typed=data, faults=faults)
    return go(request, PATH)


@post(f"{PATH}/password", sync_to_thread=True)
def save_password(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    throttle: NamedDependency[Throttle],
    data: FormBody,
) -> Response[Any]:
    """Set or remove one's password; every other browser is signed out by that."""
    with person_writing(desk, request, data) as (connection, user, looks):
        remove = data.get("do") == "remove"
        wanted = None if remove else data.get("password", "")
        faults = {} if wanted is None else password_faults(wanted)
        if wanted is not None and user.email is None:
            faults |= {
                "password": translated(
                    mark("Write down an e-mail address first; you sign in with both.")
                )
            }
        if _needs_password(request, connection, user):
            faults |= _current_faults(connection, user, throttle, data.get("current", ""))
        if faults:
            return _shown(request, connection, user, looks, faults=faults)
        set_password(connection, user.id, wanted)
        cookie = start_web_session(connection, user.id, now=now())
    answer = go(request, PATH)
    answer.cookies.append(session_cookie(request, cookie))
    return answer


def _current_faults(
    connection: Connection, user: User, throttle: Throttle, given: str
) -> dict[str, str]:
    """Return what is the matter with the present password; it may be tried as at the sign-in."""
    account = f"user {user.id}"
    if throttle.take(account, account):
        return {"current": translated(mark("Tried too often; wait a quarter of an hour."))}
    with CHECKS_AT_A_TIME:
        if not is_password_of(connection, user.id, given[: MOST_PASSWORD + 1]):
            told = mark("This is not your password. Signing in anew by a link also helps.")
            return {"current": translated(told)}
    throttle.forgive(account, account)
    return {}


@post(f"{PATH}/sign-out", sync_to_thread=True)
def sign_out_there(
    request: AnyRequest, desk: NamedDependency[Desk], data: FormBody
) -> Response[Any]:
    """Sign out of one other browser, or everywhere."""
    with person_writing(desk, request, data) as (connection, user, _):
        if data.get("session"):
            end_one_session(connection, user.id, data["session"])
            return go(request, PATH)
        end_web_sessions(connection, user.id)
    return signed_out()


@get(f"{PATH}/data.json", sync_to_thread=True)
def get_own_data(request: AnyRequest, desk: NamedDependency[Desk]) -> Response[bytes]:
    """Hand over all that is stored about the person who asks."""
    with person_reading(desk, request) as (connection, user, _):
        told = export_person(connection, user.id)
    content = json.dumps(told, ensure_ascii=False, indent=2).encode()
    headers = {**NO_STORE, "Content-Disposition": disposition("my-data.json", download=True)}
    return Response(content, media_type="application/json", headers=headers)


@post(f"{PATH}/erase", sync_to_thread=True)
def erase_account(
    request: AnyRequest, desk: NamedDependency[Desk], data: FormBody
) -> Response[Any]:
    """Erase all that is stored about the person who asks; the last owner has to stay."""
    with person_writing(desk, request, data) as (connection, user, looks):
        if "sure" not in data:
            faults = {"sure": translated(mark("Tick this if you mean it."))}
            return _shown(request, connection, user, looks, faults=faults)
        try:
            erase_person(connection, user.id)
        except ConflictError as error:
            return _shown(request, connection, user, looks, faults={"sure": str(error)})
    desk.counter.press.clear()
    return signed_out()


def _needs_password(request: AnyRequest, connection: Connection, user: User) -> bool:
    """Tell whether the old password is asked for: not of somebody who has just signed in."""
    this = web_session_id(request.cookies.get(COOKIE, ""))
    sessions = list_web_sessions(connection, user.id, now=now())
    fresh = any(one.id == this and one.started_at > now() - FRESH for one in sessions)
    return has_password(connection, user.id) and not fresh


def _shown(
    request: AnyRequest, connection: Connection, user: User, looks: Visitor, **shown: Any
) -> Response[Any]:
    return page(
        "account",
        looks,
        here="account",
        status=422 if shown else 200,
        user=user,
        password=has_password(connection, user.id),
        needs_password=_needs_password(request, connection, user),
        sessions=list_web_sessions(connection, user.id, now=now()),
        this=web_session_id(request.cookies.get(COOKIE, "")),
        **{"typed": {}, "faults": {}, **shown},
    )
