"""Links from one part of a document to another, which no part can make by itself."""

from __future__ import annotations

import re

ELSEWHERE = "elsewhere:"
"""What the address of a link begins with whose anchor stands in another part."""

_ANCHOR = re.compile(r'<[^<>]*\sid="([^"]+)"')
_LINK = re.compile(r'(<a\s(?:[^<>]*\s)?href=")#([^"]+)"')


def lead_elsewhere(html: str) -> str:
    """Return a part with its links marked whose anchors it has not; joining makes them whole.

    WeasyPrint drops a link to a missing anchor. Words are no links: `<` is escaped in them.
    """
    anchors = set(_ANCHOR.findall(html))

    def mark(link: re.Match[str]) -> str:
        return link[0] if link[2] in anchors else f'{link[1]}{ELSEWHERE}{link[2]}"'

    return _LINK.sub(mark, html)
