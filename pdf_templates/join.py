"""Join the parts of a document, each its own small PDF, into one tagged PDF/UA-1.

This leans on the shape of WeasyPrint 70's output, which `pyproject.toml` therefore pins exactly:
one `Document` element on top of the structure tree, `StructParents` and `StructParent` as keys of
one flat `ParentTree`, one flat `Dests` array of names, one `Resources` dictionary a part, and
neither role map, class map, id tree, form nor attachment. The plain one-document build is the
reference that `tests/pdf_templates/test_join.py` holds the joined one against.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise

from pikepdf import Array, Dictionary, Name, Object, ObjectStreamMode, Pdf, String

from pdf_templates.links import ELSEWHERE
from pdf_templates.numbers import PageNumbers
from pdf_templates.stamp import Stamp


def join(
    parts: Sequence[bytes], numbers: PageNumbers | None = None, specimen: bytes | None = None
) -> bytes:
    """Return one PDF of settled parts in their order, with page numbers if these are given.

    Title, language and metadata are the first part's. The same parts give the same bytes. Raises
    ValueError where a link leads to an anchor that no part has.
    """
    with ExitStack() as opened:
        whole = opened.enter_context(Pdf.new())
        sources = [opened.enter_context(Pdf.open(BytesIO(part))) for part in parts]
        taken = [_take_over(whole, source) for source in sources]
        _copy_metadata(whole, sources[0], taken[0])
        _join_outlines(whole, taken)
        _lead_elsewhere(taken, _join_names(whole, taken))
        _join_trees(whole, taken)
        if numbers and specimen:
            stamp = Stamp(whole, opened.enter_context(Pdf.open(BytesIO(specimen))), numbers)
            _number(stamp, [page for part in taken for page in part.pages])
        return _saved(whole)


@dataclass(frozen=True, slots=True)
class _Taken:
    """A part within the joined document: the copies of its pages and of its catalog."""

    pages: list[Object]
    catalog: Object

    def annotations(self) -> Iterator[Object]:
        for page in self.pages:
            if "/Annots" in page:
                yield from page.Annots


def _take_over(whole: Pdf, source: Pdf) -> _Taken:
    """Append a part's pages and copy what its catalog holds for them.

    Pages come first: what is copied later then refers to the copies of the pages.
    """
    before = len(whole.pages)
    for page in source.pages:
        whole.pages.append(page)
    return _Taken([page.obj for page in whole.pages[before:]], whole.copy_foreign(source.Root))


def _saved(whole: Pdf) -> bytes:
    joined = BytesIO()
    whole.save(
        joined,
        min_version="1.7",
        fix_metadata_version=False,
        object_stream_mode=ObjectStreamMode.generate,
        deterministic_id=True,
    )
    return joined.getvalue()


def _number(stamp: Stamp, pages: list[Object]) -> None:
    for number, page in enumerate(pages, start=1):
        stamp.put(page, number, len(pages))


def _copy_metadata(whole: Pdf, source: Pdf, first: _Taken) -> None:
    for key in (Name.Lang, Name.Metadata, Name.MarkInfo, Name.ViewerPreferences):
        whole.Root[key] = first.catalog[key]
    whole.trailer.Info = whole.copy_foreign(source.trailer.Info)


def _join_outlines(whole: Pdf, taken: list[_Taken]) -> None:
    """Chain the bookmarks of the parts; the topmost of each are of one level."""
    outlines = [part.catalog.Outlines for part in taken if "/Outlines" in part.catalog]
    if not outlines:
        return
    top = whole.make_indirect(
        Dictionary(
            Count=sum(int(one.Count) for one in outlines),
            First=outlines[0].First,
            Last=outlines[-1].Last,
        )
    )
    for one in outlines:
        for bookmark in _chain(one.First):
            bookmark.Parent = top
    for one, following in pairwise(outlines):
        one.Last.Next = following.First
        following.First.Prev = one.Last
    whole.Root.Outlines = top


def _chain(bookmark: Object) -> Iterator[Object]:
    yield bookmark
    while "/Next" in bookmark:
        bookmark = bookmark.Next
        yield bookmark


def _join_names(whole: Pdf, taken: list[_Taken]) -> set[str]:
    """Put all anchors into one sorted list, the first of a name, and return the names."""
    targets: dict[bytes, tuple[Object, Object]] = {}
    for part in taken:
        if "/Names" in part.catalog:
            pairs = list(part.catalog.Names.Dests.Names)
            for name, target in zip(pairs[::2], pairs[1::2], strict=True):
                targets.setdefault(bytes(name), (name, target))
    if targets:
        flat = [one for _, pair in sorted(targets.items()) for one in pair]
        whole.Root.Names = Dictionary(Dests=Dictionary(Names=Array(flat)))
    return {str(name) for name, _ in targets.values()}


def _lead_elsewhere(taken: list[_Taken], anchors: set[str]) -> None:
    """Turn the links between parts into internal ones."""
    for annotation in (one for part in taken for one in part.annotations()):
        address = str(annotation.A.URI) if "/A" in annotation else ""
        if address.startswith(ELSEWHERE):
            anchor = address.removeprefix(ELSEWHERE)
            if anchor not in anchors:
                raise ValueError(f"no part of this document has the anchor '{anchor}'")
            del annotation.A
            annotation.Dest = annotation.Contents = String(anchor)


def _join_trees(whole: Pdf, taken: list[_Taken]) -> None:
    """Hang the structure elements of all parts under one `Document`, and renumber their owners."""
    root = whole.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    document = whole.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=root))
    elements: list[Object] = []
    owners: list[Object] = []
    for part in taken:
        tree = part.catalog.StructTreeRoot
        for element in tree.K[0].K:
            element.P = document
            elements.append(element)
        _count_on(part, len(owners))
        owners.extend(list(tree.ParentTree.Nums)[1::2])
    document.K, root.K = Array(elements), Array([document])
    flat = [one for pair in enumerate(owners) for one in pair]
    root.ParentTree = whole.make_indirect(Dictionary(Nums=Array(flat)))
    whole.Root.StructTreeRoot = root


def _count_on(part: _Taken, before: int) -> None:
    """Move a part's keys in the tree of owners behind those of the parts before it."""
    for page in part.pages:
        page.StructParents = int(page.StructParents) + before
    for annotation in part.annotations():
        annotation.StructParent = int(annotation.StructParent) + before
