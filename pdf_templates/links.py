"""Links from one part of a document to another, which no part can make by itself."""

from __future__ import annotations

import re

ELSEWHERE = "elsewhere:"
"""What the address of a link begins with whose anchor stands in another part."""


def lead_elsewhere(html: str) -> str:
    """Return a part with its links marked whose anchors it has not; joining makes them whole.

    WeasyPrint drops a link to a missing anchor. Text cannot be taken for a link here: quotes in
    it are escaped.
    """
    anchors = set(re.findall(r'\bid="([^"]+)"', html))

    def mark(link: re.Match[str]) -> str:
        return link[0] if link[1] in anchors else f'href="{ELSEWHERE}{link[1]}"'

    return re.sub(r'\bhref="#([^"]+)"', mark, html)
