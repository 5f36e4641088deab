"""Signing in by a link that works once, and signing out."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.di import NamedDependency
from litestar.params import PathParameter, URLEncodedBody
from litestar.response import Redirect

from api.auth import COOKIE, check_csrf, session_cookie
from api.clock import now
from api.desk import Desk
from api.http import NO_STORE, AnyRequest
from api.web.answers import page
from curriculum.storage.sign_in import end_web_session, start_web_session, use_sign_in_link

SecretPath = Annotated[str, PathParameter(pattern=r"^[A-Za-z0-9_-]{16,128}$")]


@get("/sign-in/{secret:str}", sync_to_thread=True)
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
        before = request.cookies.get(COOKIE)
        cookie = start_web_session(connection, user.id, now=now(), replaces=before)
    return Redirect("/", status_code=303, cookies=[session_cookie(request, cookie)])


@post("/sign-out", sync_to_thread=True)
def sign_out(
    request: AnyRequest, desk: NamedDependency[Desk], data: URLEncodedBody[dict[str, str]]
) -> Redirect:
    """End the session of this browser."""
    secret = request.cookies.get(COOKIE, "")
    check_csrf(secret, data.get("csrf_token"))
    with desk.engine.begin() as connection:
        end_web_session(connection, secret)
    answer = Redirect("/", status_code=303)
    answer.delete_cookie(COOKIE)
    return answer
