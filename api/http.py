"""HTTP's own rules: entity tags, conditional requests, ranges, file names, pages of a list."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from typing import Any, TypeVar
from urllib.parse import quote, urlencode

from litestar import Request, Response
from litestar.enums import MediaType
from pydantic import BaseModel

from api.problems import RefusedError

Body = TypeVar("Body")
AnyRequest = Request[Any, Any, Any]

REVALIDATE = "private, no-cache"
"""May be kept by this one browser, which has to ask each time whether it still holds."""

NO_STORE = {"Cache-Control": "no-store"}
"""For what is about people, and for secrets."""
PAGE_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
"""What a page may load, and from where: our own files."""
VARY = "Authorization, Cookie"

_TAG = re.compile(r'(W/)?"([^"]*)"')
_RANGE = re.compile(r"bytes=(?:([0-9]{1,18})-([0-9]{1,18})?|-([0-9]{1,18}))")


class Reply(Response[Body]):
    """An answer in JSON, written by Pydantic itself."""

    def render(self, content: Any, media_type: str, enc_hook: Any = None) -> bytes:
        """Return the body's bytes."""
        if isinstance(content, BaseModel):
            return content.model_dump_json().encode()
        return super().render(content, media_type, enc_hook)


# --- entity tags ----------------------------------------------------------------------------------


def reply(
    request: AnyRequest,
    body: BaseModel,
    *,
    etag: str | None = None,
    status: int = 200,
    headers: Mapping[str, str] | None = None,
) -> Reply[Any]:
    """Return the answer with its entity tag, or 304 where the caller has it already."""
    content = body.model_dump_json().encode()
    told = {"Cache-Control": REVALIDATE, "Vary": VARY, **(headers or {})}
    if etag is None and request.method == "GET":
        etag = content_tag(content)
    if etag is not None:
        told["ETag"] = f'"{etag}"'
        if is_known(request, etag):
            return Reply(b"", status_code=304, headers=told)
    return Reply(content, status_code=status, headers=told, media_type=MediaType.JSON)


def content_tag(content: bytes) -> str:
    """Return the entity tag of an answer that has no version of its own."""
    return sha256(content).hexdigest()[:32]


def tag_of(body: BaseModel) -> str:
    """Return the entity tag that `reply` gives this body."""
    return content_tag(body.model_dump_json().encode())


def is_known(request: AnyRequest, etag: str) -> bool:
    """Tell whether If-None-Match names this tag (RFC 9110, 13.1.2)."""
    if request.method != "GET":
        return False
    header = request.headers.get("If-None-Match", "")
    return header.strip() == "*" or any(tag == etag for _, tag in _TAG.findall(header))


def check_match(request: AnyRequest, etag: str) -> str:
    """Return the tag of what is about to be changed, once If-Match has named it."""
    header = request.headers.get("If-Match")
    if header is None:
        raise RefusedError(
            428,
            "if-match-needed",
            "Changing this needs the header 'If-Match' with the ETag that a GET of it answers, "
            "so that nobody's work is overwritten.",
        )
    strong = [tag for weak, tag in _TAG.findall(header) if not weak]
    if header.strip() != "*" and etag not in strong:
        raise RefusedError(
            412, "stale", "It was changed in between; GET it again and repeat your change on that."
        )
    return etag


def heed_match(request: AnyRequest, etag: str) -> None:
    """Refuse to change what is not as If-Match says, where the caller says so."""
    if "If-Match" in request.headers:
        check_match(request, etag)


# --- files ----------------------------------------------------------------------------------------


def file_reply(  # noqa: PLR0913 - a file is told by these
    request: AnyRequest,
    content: bytes,
    *,
    media_type: str,
    name: str,
    etag: str | None = None,
    download: bool = False,
) -> Response[Any]:
    """Return a file, the part of it that Range asks for, or 304 (RFC 9110, 13 and 14)."""
    tag = etag or content_tag(content)
    headers = file_headers(tag, name, download=download)
    if is_known(request, tag):
        return Response(b"", status_code=304, headers=headers)
    part = _range(request, tag, len(content))
    if part is None:
        return Response(content, headers=headers, media_type=media_type)
    first, last = part
    headers["Content-Range"] = f"bytes {first}-{last}/{len(content)}"
    return Response(
        content[first : last + 1], status_code=206, headers=headers, media_type=media_type
    )


def file_headers(etag: str, name: str, *, download: bool) -> dict[str, str]:
    """Return the headers of a file."""
    return {
        "ETag": f'"{etag}"',
        "Accept-Ranges": "bytes",
        "Cache-Control": REVALIDATE,
        "Content-Disposition": disposition(name, download=download),
        "Vary": VARY,
    }


def _range(request: AnyRequest, etag: str, size: int) -> tuple[int, int] | None:
    """Return the first and last byte that are asked for; None means the whole file."""
    asked = _RANGE.fullmatch(request.headers.get("Range", "").replace(" ", ""))
    condition = request.headers.get("If-Range")
    if not asked or condition not in (None, f'"{etag}"'):
        return None
    start, end, tail = asked.groups()
    first = int(start) if start else max(0, size - int(tail))
    last = min(int(end), size - 1) if end else size - 1
    if end and int(end) < first:
        return None
    if first >= size or tail == "0":
        raise RefusedError(
            416,
            "no-such-range",
            f"The file has {size} bytes; ask for some of them.",
            headers={"Content-Range": f"bytes */{size}"},
        )
    return first, last


def disposition(name: str, *, download: bool) -> str:
    """Return Content-Disposition with a readable safe name (RFC 6266, RFC 8187)."""
    kind = "attachment" if download else "inline"
    value = f'{kind}; filename="{ascii_name(name)}"'
    return value if name == ascii_name(name) else f"{value}; filename*=UTF-8''{quote(name, '')}"


def ascii_name(name: str) -> str:
    """Return a file name of lower-case letters, digits, points and hyphens alone."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9.]+", "-", plain).strip("-.") or "file"


def file_name(title: str, ending: str) -> str:
    """Return a name for a file from a title that people gave: readable, with nothing to escape."""
    words = re.sub(r"[^\w]+", "-", title.casefold()).strip("-_")[:80].strip("-_")
    return (words or "document") + ending


# --- pages of a list ------------------------------------------------------------------------------


def next_link(request: AnyRequest, cursor: str | None) -> dict[str, str]:
    """Return the Link header to the next page, if there is one (RFC 8288)."""
    if cursor is None:
        return {}
    asked = {key: value for key, value in request.query_params.items() if key != "cursor"}
    query = urlencode({**asked, "cursor": cursor})
    return {"Link": f'<{request.url.path}?{query}>; rel="next"'}
