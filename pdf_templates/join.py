"""Join the parts of a document into one tagged PDF/UA-1.

This leans on the shape of WeasyPrint 70's output, which `pyproject.toml` therefore pins exactly:
one `Document` element on top of the structure tree, `StructParents` and `StructParent` as keys of
one flat `ParentTree`, one flat `Dests` array of names, one flat page tree, one dictionary of fonts
a part, and neither role map, class map, id tree, form nor attachment. The plain one-document build
is the reference that `tests/pdf_templates/test_join.py` holds the joined one against.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from pdf_templates.bound import Bound
from pdf_templates.file import PdfFile
from pdf_templates.kept import DOCUMENT, OUTLINES, OWN, OWNERS, PAGES, TREE
from pdf_templates.numbers import PageNumbers, Tab
from pdf_templates.stamp import Stamp

_CATALOG, _INFO, _METADATA = 1, 7, 8


def join(
    parts: Sequence[bytes],
    numbers: PageNumbers | None = None,
    specimen: bytes | None = None,
    tabs: Mapping[int, Tab] | None = None,
) -> bytes:
    """Return one PDF of kept parts in their order, with page numbers if these are given.

    `tabs` are what stands on the edge of a part's pages, by the part's place.

    Title, language and metadata are the first part's. The same parts give the same bytes. Raises
    ValueError where a link leads to an anchor that no part has.
    """
    file = PdfFile(OWN)
    bound = [Bound.of(file, part) for part in parts]
    _chain_bookmarks(bound)
    if numbers and specimen:
        _number_pages(bound, Stamp(file, numbers, Bound.of(file, specimen)), tabs or {})
    for one in bound:
        one.write(file)
    _write_shared(file, bound)
    return file.finish(_CATALOG, _INFO)


def _chain_bookmarks(bound: list[Bound]) -> None:
    """Make the topmost bookmarks of the parts follow one another."""
    ends = [(one, one.head.bookmarks) for one in bound if one.head.bookmarks]
    for (one, (_, _, last)), (following, (_, first, _)) in pairwise(ends):
        one.add_entry(last, b"/Next " + following.reference(first))
        following.add_entry(first, b"/Prev " + one.reference(last))


def _number_pages(bound: list[Bound], stamp: Stamp, tabs: Mapping[int, Tab]) -> None:
    pages = [
        (one, place, tabs.get(part)) for part, one in enumerate(bound) for place in one.head.pages
    ]
    for one in bound:
        one.add_entry(one.head.fonts, stamp.font_entry)
    for number, (one, place, tab) in enumerate(pages, start=1):
        stamp.put(one, place, number, len(pages), tab)


def _write_shared(file: PdfFile, bound: list[Bound]) -> None:
    """Write what all parts hang on, and the catalog."""
    first = bound[0].head
    pages = [one.reference(place) for one in bound for place in one.head.pages]
    elements = [one.reference(place) for one in bound for place in one.head.elements]
    owners = [one.reference(one.head.owners) for one in bound]
    file.add(PAGES, b"<< /Type /Pages /Count %d /Kids %b >>" % (len(pages), _array(pages)))
    file.add(
        TREE, b"<< /Type /StructTreeRoot /K [ %d 0 R ] /ParentTree %d 0 R >>" % (DOCUMENT, OWNERS)
    )
    document = b"<< /Type /StructElem /S /Document /P %d 0 R /K %b >>"
    file.add(DOCUMENT, document % (TREE, _array(elements)))
    file.add(OWNERS, b"<< /Kids %b >>" % _array(owners))
    file.add(_INFO, first.info.encode("latin-1"))
    metadata = first.metadata.encode()
    described = b"<< /Type /Metadata /Subtype /XML /Length %d >>" % len(metadata)
    file.add_stream(_METADATA, described, metadata)
    entries = [
        b"/Type /Catalog /Pages %d 0 R /StructTreeRoot %d 0 R" % (PAGES, TREE),
        b"/Metadata %d 0 R /Lang %b" % (_METADATA, first.language.encode("latin-1")),
        b"/MarkInfo << /Marked true >> /ViewerPreferences << /DisplayDocTitle true >>",
        *_names(bound),
        *_outlines(file, bound),
    ]
    file.add(_CATALOG, b"<< %b >>" % b" ".join(entries))


def _names(bound: list[Bound]) -> Iterator[bytes]:
    """Yield the catalog's entry of all anchors, the first of a name; they are ASCII, and sorted."""
    targets: dict[str, bytes] = {}
    for one in bound:
        for name, page, spot in one.head.anchors:
            place = one.reference(one.head.pages[page])
            targets.setdefault(name, b"(%b) [ %b %b ]" % (name.encode(), place, spot.encode()))
    for missing in sorted({name for one in bound for name in one.head.wanted} - set(targets)):
        raise ValueError(f"no part of this document has the anchor '{missing}'")
    if targets:
        listed = b" ".join(target for _, target in sorted(targets.items()))
        yield b"/Names << /Dests << /Names [ %b ] >> >>" % listed


def _outlines(file: PdfFile, bound: list[Bound]) -> Iterator[bytes]:
    """Write the root of the bookmarks, if there are any, and yield the catalog's entry."""
    ends = [(one, one.head.bookmarks) for one in bound if one.head.bookmarks]
    if not ends:
        return
    (one, (_, first, _)), (other, (_, _, last)) = ends[0], ends[-1]
    shown = sum(count for _, (count, _, _) in ends)
    links = (shown, one.reference(first), other.reference(last))
    file.add(OUTLINES, b"<< /Count %d /First %b /Last %b >>" % links)
    yield b"/Outlines %d 0 R" % OUTLINES


def _array(entries: list[bytes]) -> bytes:
    return b"[ " + b" ".join(entries) + b" ]"
