"""What a platform has to know of us."""

from __future__ import annotations

from urllib.parse import urlencode, urlsplit

LOGIN = "/lti/login"
LAUNCH = "/lti/launch"
DEEP_LINK = "/lti/deep-link"
REGISTER = "/lti/register"
KEYS = "/.well-known/jwks.json"


def tool_facts(ours: str) -> dict[str, str]:
    """Return our addresses by what each is for; platforms compare them letter by letter."""
    return {
        "login_url": ours + LOGIN,
        "launch_url": ours + LAUNCH,
        "deep_link_url": ours + DEEP_LINK,
        "keyset_url": ours + KEYS,
        # Moodle compares hosts, and leaves out a leading www.
        "domain": urlsplit(ours).netloc.removeprefix("www."),
    }


def registration_url(ours: str, secret: str) -> str:
    """Return an owner's link that connects a platform."""
    return f"{ours}{REGISTER}?{urlencode({'token': secret})}"
