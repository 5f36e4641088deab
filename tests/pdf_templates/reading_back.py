"""Read a PDF back as plain values: what a reader, a screen reader and a viewer get of it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pikepdf import Object, Pdf


@dataclass
class PdfValues:
    """Text by page, the tag tree, links and bookmarks."""

    text: list[str]
    tags: Any
    links: list[tuple[int, list[float], str, object]]
    bookmarks: list[tuple[int, str, object]]
    metadata: dict[str, str]
    owners: list[str] = field(default_factory=list)
    """What is wrong with the tree of owners: content or links that lead to another element."""


def text_of(pdf: bytes) -> list[str]:
    """Return the text of each page, as pdftotext reads it."""
    done = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode().split("\f")[:-1]


def read_back(content: bytes) -> PdfValues:
    """Return what there is to read in a PDF."""
    with Pdf.open(BytesIO(content)) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        places = _named_places(pdf, pages)
        return PdfValues(
            text=text_of(content),
            tags=_tags(pdf),
            links=list(_links(pdf, places)),
            bookmarks=list(_bookmarks(pdf, pages)),
            metadata=_metadata(pdf),
            owners=list(_wrong_owners(pdf)),
        )


def elements(pdf: Pdf) -> Iterator[Object]:
    """Yield the structure elements in the order of reading."""
    yield from _below(pdf.Root.StructTreeRoot.K[0])


def _below(element: Object) -> Iterator[Object]:
    yield element
    for kid in element.K:
        if isinstance(kid, Object) and "/S" in kid:
            yield from _below(kid)


def _tags(pdf: Pdf) -> Any:
    """Return the tag tree, with ids of table heads counted in the order of reading."""
    heads = [str(one.ID) for one in elements(pdf) if "/ID" in one]
    assert len(set(heads)) == len(heads)
    return _tag(pdf.Root.StructTreeRoot.K[0], {name: place for place, name in enumerate(heads)})


def _tag(element: Object, heads: dict[str, int]) -> Any:
    attributes = dict(element.A.items()) if "/A" in element else {}
    headers = [heads[str(one)] for one in attributes.pop("/Headers", [])]
    kids = [
        kid if isinstance(kid, int) else _tag(kid, heads) if "/S" in kid else "link"
        for kid in element.K
    ]
    alt = str(element.Alt) if "/Alt" in element else None
    return (str(element.S), alt, repr(attributes), headers, kids)


def _place(target: Object, pages: dict[tuple[int, int], int]) -> tuple[int, float, float]:
    page, _, left, top, _ = target
    return pages[page.objgen], round(float(left), 2), round(float(top), 2)


def _named_places(pdf: Pdf, pages: dict[tuple[int, int], int]) -> dict[str, object]:
    names = list(pdf.Root.Names.Dests.Names) if "/Names" in pdf.Root else []
    assert [bytes(name) for name in names[::2]] == sorted(bytes(name) for name in names[::2])
    return {
        str(name): _place(target, pages)
        for name, target in zip(names[::2], names[1::2], strict=True)
    }


def _links(pdf: Pdf, places: dict[str, object]) -> Iterator[tuple[int, list[float], str, object]]:
    for number, page in enumerate(pdf.pages, start=1):
        for link in page.obj.get("/Annots", []):
            target = places[str(link.Dest)] if "/Dest" in link else str(link.A.URI)
            yield number, [round(float(one), 2) for one in link.Rect], str(link.Contents), target


def _bookmarks(pdf: Pdf, pages: dict[tuple[int, int], int]) -> Iterator[tuple[int, str, object]]:
    if "/Outlines" in pdf.Root:
        top = pdf.Root.Outlines
        found = list(_bookmarks_below(top, 1, pages))
        assert int(top.Count) == len(found)
        yield from found


def _bookmarks_below(
    above: Object, level: int, pages: dict[tuple[int, int], int]
) -> Iterator[tuple[int, str, object]]:
    bookmark, before = above.First, None
    while bookmark is not None:
        assert bookmark.Parent.objgen == above.objgen
        assert before is None or bookmark.Prev.objgen == before.objgen
        yield level, str(bookmark.Title), _place(bookmark.Dest, pages)
        if "/First" in bookmark:
            yield from _bookmarks_below(bookmark, level + 1, pages)
        before, bookmark = bookmark, bookmark.get("/Next")
    assert above.Last.objgen == before.objgen


def _metadata(pdf: Pdf) -> dict[str, str]:
    return {
        "info": repr(sorted((key, str(one)) for key, one in pdf.trailer.Info.items())),
        "xmp": pdf.Root.Metadata.read_bytes().decode(),
        "language": str(pdf.Root.Lang),
        "shows title": repr(bool(pdf.Root.ViewerPreferences.DisplayDocTitle)),
        "marked": repr(bool(pdf.Root.MarkInfo.Marked)),
        "version": pdf.pdf_version,
    }


def _wrong_owners(pdf: Pdf) -> Iterator[str]:
    """Yield the elements that the tree of owners does not lead back to."""
    tree = pdf.Root.StructTreeRoot.ParentTree
    nodes = tree.Kids if "/Kids" in tree else [tree]
    numbers = [one for node in nodes for one in node.Nums]
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    assert list(owners) == sorted(owners)
    for element in elements(pdf):
        for kid in element.K:
            if isinstance(kid, int):
                owner = owners[int(element.Pg.StructParents)][kid]
            elif "/Obj" in kid:
                owner = owners[int(kid.Obj.StructParent)]
            else:
                owner = kid.P if kid.P.objgen != element.objgen else element
            if owner.objgen != element.objgen:
                yield f"{element.S} {element.objgen}"
