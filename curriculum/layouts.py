"""Which layouts a document can be printed in."""

from __future__ import annotations

from curriculum.edition import Edition, Layout, PrintSize
from curriculum.errors import CurriculumError
from curriculum.printed import Document, Guide


class LayoutError(CurriculumError):
    """A layout that does not fit the document."""

    code = "layout-unfit"


def layouts_of(document: Document, size: PrintSize) -> tuple[Layout, ...]:
    """Return the layouts there are: sheets to write on keep their size, and so does large print.

    Large print is no booklet, for half a sheet has no room for its lines.
    """
    if not isinstance(document, Guide):
        return (Layout.PAGES,)
    if size == PrintSize.LARGE:
        return (Layout.PAGES, Layout.CARDS)
    return tuple(Layout)


def check_layout(document: Document, edition: Edition) -> None:
    """Raise LayoutError where the document cannot be laid out so."""
    fitting = layouts_of(document, edition.size)
    if edition.layout not in fitting:
        raise LayoutError(
            f"The layout '{edition.layout}' does not fit this document in {edition.size} size; "
            f"there is {', '.join(fitting)}."
        )
