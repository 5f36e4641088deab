"""The bar beside words ends with them: WeasyPrint 70 draws it on to the foot of a page they leave.

That is how a box is drawn that goes on overleaf (CSS Fragmentation 3, 5.4), but below the last line
a bar looks like words that were cut off.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure.boxes import BlockBox, LineBox


def end_with_words(document: Any) -> None:
    """Shorten each bar on the pages of a laid out document to where its last line ends."""
    for page in document.pages:
        for box in page._page_box.descendants():  # noqa: SLF001 - there is no public way to the boxes
            if isinstance(box, BlockBox) and _is_barred(box):
                lines = [one for one in box.descendants() if isinstance(one, LineBox)]
                last = max((one.position_y + one.height for one in lines), default=0.0)
                if last > box.content_box_y():
                    box.height = min(box.height, last - box.content_box_y())


def _is_barred(box: BlockBox) -> bool:
    """Return whether a box has a bar at its side, and is no frame."""
    return bool(box.style["border_left_width"]) and not box.style["border_bottom_width"]
