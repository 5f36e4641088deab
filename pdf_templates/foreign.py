"""Tell the tags of a part, or of words, that they are in another language (ISO 32000-1, 14.9.2).

WeasyPrint 70 writes the document's language alone, so that a screen reader would pronounce a German
sheet of an English pack, or a German line, as English.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pydyf  # type: ignore[import-untyped]
from weasyprint.formatting_structure.boxes import LineBox, TableBox, TextBox
from weasyprint.layout.absolute import AbsolutePlaceholder

Finisher = Callable[[Any, pydyf.PDF], None]

_KINDS = {"span": "/Span", "table": "/Table"}
"""What may be in another language within a section, and the tags of it."""


def foreign(page: Any) -> Finisher | None:
    """Return what marks the PDF of a page whose only section, or words, are in another language."""
    sections = page.findall("body/section")
    whole = page.get("lang")
    own = sections[0].get("lang", whole) if len(sections) == 1 else whole
    within = any(page.find(f".//{kind}[@lang]") is not None for kind in _KINDS)
    if own == whole and not within:
        return None

    def mark(document: Any, pdf: pydyf.PDF) -> None:
        dictionaries = (one for one in pdf.objects if isinstance(one, pydyf.Dictionary))
        tags = [one for one in dictionaries if one.get("Type") == "/StructElem"]
        if own != whole:
            for tag in _topmost(tags):
                tag["Lang"] = pydyf.String(own)
        if within:
            _mark_within(document, tags)

    return mark


def _topmost(tags: Sequence[pydyf.Dictionary]) -> list[pydyf.Dictionary]:
    """Return the tags right under the root of the structure."""
    root = next(one for one in tags if one["S"] == "/Document")
    return [one for one in tags if one["P"] == root.reference]


def _mark_within(document: Any, tags: Sequence[pydyf.Dictionary]) -> None:
    """Give tags the languages of their boxes: both come in the order of the pages.

    What a line holds has the tag of a span too, which stands on marked content.
    """
    boxes = [
        box
        for page in document.pages
        for box in _boxes(page._page_box)  # noqa: SLF001 - there is no public way to the boxes
    ]
    kinds = _KINDS.values()
    theirs = [one for one in tags if one["S"] in kinds and not _holds_content(one)]
    for box, tag in zip(boxes, theirs, strict=True):
        if language := box.element.get("lang"):
            tag["Lang"] = pydyf.String(language)


def _holds_content(tag: pydyf.Dictionary) -> bool:
    return any(isinstance(kid, int) for kid in tag["K"])


def _boxes(box: Any) -> Iterator[Any]:
    """Yield the boxes of these kinds as WeasyPrint 70 tags them: each before what it holds."""
    if isinstance(box, AbsolutePlaceholder):
        box = box._box  # noqa: SLF001 - as `weasyprint.pdf.tags` does
    # A line has no tag, and a table that of the box around it and its caption.
    if box.element_tag in _KINDS and not isinstance(box, LineBox | TableBox):
        yield box
    for child in box.children:
        if not isinstance(child, TextBox):
            yield from _boxes(child)
