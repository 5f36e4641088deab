"""Which layouts a document can be printed in."""

from __future__ import annotations

from curriculum.edition import Edition, Layout, PrintSize
from curriculum.errors import CurriculumError
from curriculum.printed import Document, Guide, HandoutPack, Sheet
from curriculum.session import HandoutKind

_WHOLE = {HandoutKind.DECK, HandoutKind.POSTER, HandoutKind.CERTIFICATE}
"""Made for a whole sheet: to be cut out of it, seen across the room, or hung up at home."""


class LayoutError(CurriculumError):
    """A layout that does not fit the document."""

    code = "layout-unfit"


def layouts_of(document: Document, size: PrintSize) -> tuple[Layout, ...]:
    """Return the layouts there are; half a sheet has no room for lines in large print."""
    fitting = [Layout.PAGES]
    if isinstance(document, Guide):
        fitting += [Layout.CARDS, Layout.BOOKLET]
    elif isinstance(document, HandoutPack):
        fitting += [Layout.TWO_UP]
    return tuple(one for one in fitting if size != PrintSize.LARGE or not one.halves)


def check_layout(document: Document, edition: Edition) -> None:
    """Raise LayoutError where the document cannot be laid out so."""
    fitting = layouts_of(document, edition.size)
    if edition.layout in fitting:
        return
    told = f"The layout '{edition.layout}' does not fit this document in {edition.size} size"
    if edition.layout in layouts_of(document, PrintSize.STANDARD):
        told += ": half a sheet is too narrow for large print"
    raise LayoutError(f"{told}; there is {', '.join(fitting)}.")


def takes_a_sheet(sheet: Sheet) -> bool:
    """Return whether a handout keeps its full size where others are printed two to a sheet."""
    return sheet.kind in _WHOLE or any(block.type == "deck" for block in sheet.blocks)
