"""What a platform has to know of us."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

LOGIN = "/lti/login"
"""Shared by platforms that were connected before groups had addresses of their own."""
LAUNCH = "/lti/launch"
DEEP_LINK = "/lti/deep-link"
REGISTER = "/lti/register"
KEYS = "/.well-known/jwks.json"
"""The server's own, for platforms of the shared addresses."""
GROUPS = "/lti/groups"


def group_login(door: str) -> str:
    """Return where a group's platforms send people."""
    return f"{GROUPS}/{door}/login"


def group_keys(door: str) -> str:
    """Return where a group's platforms find its keys."""
    return f"{GROUPS}/{door}/jwks.json"


def tool_facts(ours: str, door: str) -> dict[str, str]:
    """Return a group's addresses by what each is for; platforms compare them letter by letter."""
    return {
        "login_url": ours + group_login(door),
        "launch_url": ours + LAUNCH,
        "deep_link_url": ours + DEEP_LINK,
        "keyset_url": ours + group_keys(door),
        # Moodle compares hosts, and leaves out a leading www.
        "domain": urlsplit(ours).netloc.removeprefix("www."),
    }


def registration_url(ours: str, secret: str) -> str:
    """Return an owner's link that connects a platform."""
    return f"{ours}{REGISTER}?{urlencode({'token': secret})}"
