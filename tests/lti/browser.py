"""Somebody's browser in tests, as far as a launch needs one: cookies, forms and links."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from tests.lti.lms import CLIENT_ID, Lms

HTML = {"Accept": "text/html"}


class Browser:
    """Keeps cookies by their names and paths, and goes where forms lead."""

    def __init__(self, tool: str, login: str = "/lti/login") -> None:
        self.tool = tool
        self.login_address = login
        self.kept: dict[tuple[str, str], str] = {}

    def ask(self, method: str, where: str, **parts: Any) -> httpx.Response:
        """Ask the tool, without following where it leads."""
        url = where if where.startswith("http") else self.tool + where
        headers = {**HTML, **parts.pop("headers", {})}
        path = urlsplit(url).path
        sent = [
            f"{name}={value}"
            for (name, place), value in self.kept.items()
            if path == place or path.startswith(f"{place}/")
        ]
        if sent:
            headers["Cookie"] = "; ".join(sent)
        answer = httpx.request(method, url, headers=headers, timeout=60, **parts)
        if cookie := answer.headers.get("Set-Cookie"):
            self._keep(cookie)
        return answer

    def get(self, where: str, **parts: Any) -> httpx.Response:
        return self.ask("GET", where, **parts)

    def post(self, where: str, data: dict[str, str], **parts: Any) -> httpx.Response:
        return self.ask("POST", where, data=data, **parts)

    def _keep(self, cookie: str) -> None:
        """Keep a cookie that a browser would keep in a frame although it blocks those of others."""
        value, *marks = cookie.split("; ")
        assert {"Secure", "HttpOnly", "SameSite=None", "Partitioned"} <= set(marks)
        path = next(one.removeprefix("Path=") for one in marks if one.startswith("Path="))
        name, _, secret = value.partition("=")
        self.kept[name, path] = secret

    # --- a launch ---------------------------------------------------------------------------------

    def login(self, lms: Lms, target: str, **changes: str) -> dict[str, str]:
        """Come from the platform and be sent back; return what the platform is asked."""
        query = {
            "iss": lms.address,
            "login_hint": "user 7",
            "target_link_uri": self.tool + target,
            "client_id": CLIENT_ID,
            "lti_message_hint": "hint 5",
            "lti_deployment_id": "1",
            **changes,
        }
        answer = self.get(self.login_address, params=query)
        assert answer.status_code == 303, answer.text
        parts = urlsplit(answer.headers["Location"])
        assert answer.headers["Location"].startswith(f"{lms.address}/auth?")
        return {name: values[0] for name, values in parse_qs(parts.query).items()}

    def arrive(self, lms: Lms, target: str, **changes: Any) -> httpx.Response:
        """Go all the way in; return the answer to the token."""
        asked = self.login(lms, target)
        claims = lms.claims(asked["nonce"], self.tool + target, **changes)
        return self.post("/lti/launch", {"state": asked["state"], "id_token": lms.sign(claims)})

    def enter(self, lms: Lms, target: str, **changes: Any) -> Visit:
        """Go all the way in and look."""
        answer = self.arrive(lms, target, **changes)
        assert answer.status_code == 303, answer.text
        return Visit(self, answer.headers["Location"])


class Visit:
    """Somebody who is in."""

    def __init__(self, browser: Browser, path: str) -> None:
        self.browser = browser
        self.path = path
        self.page = self.get("")

    def get(self, below: str, **parts: Any) -> httpx.Response:
        return self.browser.get(self.path + below, **parts)

    def post(self, below: str, **fields: str) -> httpx.Response:
        """Send a form of the page."""
        return self.browser.post(self.path + below, {"csrf_token": self.token, **fields})

    @property
    def token(self) -> str:
        return hidden(self.page.text, "csrf_token")


def hidden(page: str, name: str) -> str:
    """Return the value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, page
    return found[1]
