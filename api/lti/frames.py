"""Pages that a platform may show in a frame: only it, and only these."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from litestar.response import Template

from api.http import NO_STORE, PAGE_POLICY, AnyRequest
from api.web.answers import NOBODY, Visitor
from curriculum.storage.lti_platforms import Platform

ELSEWHERE = {"https://canvas.instructure.com": ("https://*.instructure.com",)}
"""Issuers whose pages are at other hosts than they say, which each school has of its own."""


def origins(*urls: str | None) -> tuple[str, ...]:
    """Return the origins of addresses, each once, as a policy can name them."""
    return tuple(dict.fromkeys(found for url in urls if (found := _origin(url or ""))))


def _origin(url: str) -> str:
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    known = parts.scheme in ("https", "http") and _is_host(parts.netloc)
    return f"{parts.scheme}://{parts.netloc.lower()}" if known else ""


def _is_host(text: str) -> bool:
    """Tell whether this can stand in a policy without ending it or meaning more than one host."""
    return (
        text.isascii()
        and bool(text)
        and all(letter.isalnum() or letter in ".-:[]" for letter in text)
    )


def frames_of(platform: Platform, return_url: str | None = None) -> tuple[str, ...]:
    """Return the origins that may show us to people of this platform."""
    known = origins(platform.issuer, platform.authorization_url, return_url)
    return known + ELSEWHERE.get(platform.issuer, ())


def may_frame(request: AnyRequest, frames: tuple[str, ...]) -> None:
    """Note who may show the answer, should it be an error."""
    request.scope["state"]["frames"] = frames


def noted_frames(request: AnyRequest) -> tuple[str, ...]:
    """Return who may show an error; nobody unless it is known who asks."""
    found: tuple[str, ...] = request.scope["state"].get("frames", ())
    return found


def framed(
    name: str,
    frames: Iterable[str],
    looks: Visitor = NOBODY,
    *,
    forms: Iterable[str] = (),
    status: int = 200,
    **context: Any,
) -> Template:
    """Return a page that these origins may frame; its forms may lead to `forms` too."""
    return in_frame(f"lti/{name}", frames, looks, forms=forms, status=status, **context)


def in_frame(
    template: str,
    frames: Iterable[str],
    looks: Visitor,
    /,
    *,
    forms: Iterable[str] = (),
    status: int = 200,
    **context: Any,
) -> Template:
    """Return any page so that these origins may frame it."""
    shown_in = " ".join(frames) or "'none'"
    policy = PAGE_POLICY.replace("frame-ancestors 'none'", f"frame-ancestors {shown_in}")
    policy = policy.replace("form-action 'self'", " ".join(("form-action 'self'", *forms)))
    headers = {**NO_STORE, "Content-Security-Policy": policy}
    shown = {"visitor": looks, "here": "", **context}
    return Template(f"{template}.html", context=shown, status_code=status, headers=headers)
