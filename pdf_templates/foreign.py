"""Tell the tags of a part that it is in another language than its document (ISO 32000-1, 14.9.2).

WeasyPrint 70 writes the document's language alone, so that a screen reader would pronounce a German
sheet of an English pack as English.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pydyf  # type: ignore[import-untyped]

Finisher = Callable[[Any, pydyf.PDF], None]


def foreign(page: Any) -> Finisher | None:
    """Return what marks the PDF of a page whose only section is in a language of its own."""
    sections = page.findall("body/section")
    language = sections[0].get("lang") if len(sections) == 1 else None
    if language in (None, page.get("lang")):
        return None

    def mark(_: Any, pdf: pydyf.PDF) -> None:
        for element in _topmost(pdf):
            element["Lang"] = pydyf.String(language)

    return mark


def _topmost(pdf: pydyf.PDF) -> list[pydyf.Dictionary]:
    """Return the elements right under the root of the structure."""
    dictionaries = (one for one in pdf.objects if isinstance(one, pydyf.Dictionary))
    elements = [one for one in dictionaries if one.get("Type") == "/StructElem"]
    root = next(one for one in elements if one["S"] == "/Document")
    return [one for one in elements if one["P"] == root.reference]
