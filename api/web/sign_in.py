"""Signing in by a link that works once or by a password, and signing out."""

from __future__ import annotations

from math import ceil
from threading import BoundedSemaphore
from typing import Annotated, Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect

from api.auth import COOKIE, check_csrf, session_cookie
from api.clock import now
from api.desk import Desk
from api.http import NO_STORE, AnyRequest
from api.throttle import Throttle
from api.web.accounts import MOST_PASSWORD, check_origin
from api.web.answers import page
from api.web.entry import Form, FormBody
from curriculum.storage.database import reading
from curriculum.storage.passwords import check_password
from curriculum.storage.people import User, address
from curriculum.storage.sign_in import end_web_session, start_web_session, use_sign_in_link

SecretPath = Annotated[str, PathParameter(pattern=r"^[A-Za-z0-9_-]{16,128}$")]

CHECKS_AT_A_TIME = BoundedSemaphore(2)
"""Checking a password takes much memory on purpose."""


@get("/sign-in", sync_to_thread=False)
def get_sign_in_page() -> Response[Any]:
    """Show how to sign in."""
    return page("sign_in", here="sign-in", typed={}, wrong=False, minutes=0)


@post("/sign-in", sync_to_thread=True)
def sign_in(
    request: AnyRequest,
    desk: NamedDependency[Desk],
    throttle: NamedDependency[Throttle],
    data: FormBody,
) -> Response[Any]:
    """Sign in with an e-mail address and a password; what is wrong with them is not told apart."""
    check_origin(request)
    email, place = (
        address(data.get("email", "")[:300]),
        request.client.host if request.client else "",
    )
    wait = throttle.take(email, place)
    if wait:
        minutes = ceil(wait / 60)
        told = page("sign_in", here="sign-in", typed=data, wrong=False, minutes=minutes, status=429)
        told.headers["Retry-After"] = str(wait)
        return told
    user = _known(desk, email, data)
    if user is None:
        return page("sign_in", here="sign-in", typed=data, wrong=True, minutes=0, status=422)
    throttle.forgive(email, place)
    return signed_in(request, desk, user)


def _known(desk: Desk, email: str, form: Form) -> User | None:
    with CHECKS_AT_A_TIME, reading(desk.engine) as connection:
        return check_password(connection, email, form.get("password", "")[: MOST_PASSWORD + 1])


def signed_in(request: AnyRequest, desk: Desk, user: User) -> Redirect:
    """Return the way to the first page, with a new cookie for this person."""
    with desk.engine.begin() as connection:
        before = request.cookies.get(COOKIE)
        cookie = start_web_session(connection, user.id, now=now(), replaces=before)
    return Redirect("/", status_code=303, cookies=[session_cookie(request, cookie)])


@get("/sign-in/{secret:str}", sync_to_thread=True, opt={"any_query": True})
def follow_link(
    request: AnyRequest, desk: NamedDependency[Desk], secret: SecretPath
) -> Response[Any]:
    """Sign the link's person in, with a new cookie; only looking at a link does not use it up."""
    if request.scope["state"].get("head") or "Sec-Purpose" in request.headers:
        return Response("", headers=NO_STORE)
    with desk.engine.begin() as connection:
        user = use_sign_in_link(connection, secret, now=now())
    if user is None:
        return page("link_used", status=410)
    return signed_in(request, desk, user)


@post("/sign-out", sync_to_thread=True)
def sign_out(
    request: AnyRequest, desk: NamedDependency[Desk], data: URLEncodedBody[dict[str, str]]
) -> Redirect:
    """End the session of this browser."""
    secret = request.cookies.get(COOKIE, "")
    check_csrf(secret, data.get("csrf_token"))
    with desk.engine.begin() as connection:
        end_web_session(connection, secret)
    return signed_out()


def signed_out() -> Redirect:
    """Return the way to the first page, without a cookie, and with nothing kept in the browser.

    The next person at the same computer finds no page of a run, no PDF and no text.
    """
    answer = Redirect("/", status_code=303, headers={"Clear-Site-Data": '"cache", "storage"'})
    answer.delete_cookie(COOKIE)
    return answer
