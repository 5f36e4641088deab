"""Write a part's objects as lines, with a mark wherever a number depends on what comes before."""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator

from pikepdf import Array, Object, Pdf, Stream

from pdf_templates.kept import DOCUMENT, OPEN, OUTLINES, OWN, PAGES, Head, Kept

_LEFT_OUT = {"/Catalog", "/Pages", "/StructTreeRoot", "/Metadata", "/ObjStm", "/XRef"}
_KEY = b"\1"
"""Stands before a key of the tree of owners; qpdf writes no such byte."""
_NUMBERS = re.compile(
    rb"\((?:[^()\\]|\\.)*\)"  # a string, in which nothing is a number
    rb"|(\d+) 0 R"
    rb"|(?:(?<=/StructParent )|(?<=/StructParents )|" + _KEY + rb")(\d+)",
)


def keep(pdf: Pdf, in_tree: set[tuple[int, int]], wanted: list[str]) -> Kept:
    """Return the part's objects; `in_tree` are the structure elements that count."""
    tree = pdf.Root.StructTreeRoot
    objects = list(_objects(pdf, in_tree))
    places = {one.objgen[0]: place for place, one in enumerate(objects)}
    streams = [one for one in objects if isinstance(one, Stream)]
    owners = places[tree.ParentTree.objgen[0]]
    lines = [_line(one) for one in objects]
    lines[owners] = _owners_line(tree.ParentTree)
    text, numbers = _left_open(b"\n".join(lines), _values(pdf, places))
    head = Head(
        pages=[places[page.obj.objgen[0]] for page in pdf.pages],
        anchors=list(_anchors(pdf)),
        wanted=wanted,
        elements=[places[element.objgen[0]] for element in tree.K[0].K],
        owners=owners,
        bookmarks=_bookmarks(pdf, places),
        fonts=places[pdf.pages[0].obj.Resources.Font.objgen[0]],
        objects=len(objects),
        language=_text(pdf.Root.Lang),
        info=_text(pdf.trailer.Info),
        metadata=pdf.Root.Metadata.read_bytes().decode(),
    )
    return Kept(head, text, numbers, [one.read_raw_bytes() for one in streams])


def _objects(pdf: Pdf, in_tree: set[tuple[int, int]]) -> Iterator[Object]:
    """Yield the objects of its own, streams last."""
    shared = {pdf.Root.StructTreeRoot.K[0].objgen, pdf.trailer.Info.objgen}
    if "/Outlines" in pdf.Root:
        shared.add(pdf.Root.Outlines.objgen)
    streams = []
    for one in pdf.objects:
        kind = None if isinstance(one, Array) else one.get("/Type")
        lost = kind == "/StructElem" and one.objgen not in in_tree
        if one.objgen in shared or kind in _LEFT_OUT or lost:
            continue
        if isinstance(one, Stream):
            streams.append(one)
        else:
            yield one
    yield from streams


def _values(pdf: Pdf, places: dict[int, int]) -> dict[int, int]:
    """Return what to keep for each number of an object."""
    values = {number: OWN + place for number, place in places.items()}
    values[pdf.Root.Pages.objgen[0]] = PAGES
    values[pdf.Root.StructTreeRoot.K[0].objgen[0]] = DOCUMENT
    if "/Outlines" in pdf.Root:
        values[pdf.Root.Outlines.objgen[0]] = OUTLINES
    return values


def _line(one: Object) -> bytes:
    if not isinstance(one, Stream):
        return one.unparse(resolved=True)
    described = one.stream_dict.copy()
    described.Length = len(one.read_raw_bytes())
    return described.unparse(resolved=True)


def _owners_line(tree: Object) -> bytes:
    """Return the owners as a node of a larger tree (ISO 32000-1, 7.9.7)."""
    numbers = list(tree.Nums)
    keys, owners = numbers[::2], Array(numbers[1::2])
    pairs = zip(keys, owners, strict=True)
    listed = b" ".join(_KEY + b"%d " % key + _raw(owner) for key, owner in pairs)
    ends = b" ".join(_KEY + b"%d" % key for key in (keys[0], keys[-1]))
    return b"<< /Limits [ " + ends + b" ] /Nums [ " + listed + b" ] >>"


def _left_open(text: bytes, values: dict[int, int]) -> tuple[bytes, array[int]]:
    """Return the text with its numbers taken out, and what they depend on."""
    numbers = array("I")

    def leave_open(found: re.Match[bytes]) -> bytes:
        if found[1]:
            numbers.append(values[int(found[1])])
            return OPEN + b" 0 R"
        if found[2]:
            numbers.append(OWN + int(found[2]))
            return OPEN
        return found[0]

    return _NUMBERS.sub(leave_open, text), numbers


def _anchors(pdf: Pdf) -> Iterator[tuple[str, int, str]]:
    if "/Names" not in pdf.Root:
        return
    pages = {page.obj.objgen: place for place, page in enumerate(pdf.pages)}
    names = list(pdf.Root.Names.Dests.Names)
    for name, target in zip(names[::2], names[1::2], strict=True):
        spot = _text(Array(list(target)[1:])).strip("[ ]")
        yield str(name), pages[target[0].objgen], spot


def _bookmarks(pdf: Pdf, places: dict[int, int]) -> tuple[int, int, int] | None:
    if "/Outlines" not in pdf.Root:
        return None
    top = pdf.Root.Outlines
    return int(top.Count), places[top.First.objgen[0]], places[top.Last.objgen[0]]


def _raw(one: Object) -> bytes:
    return one.unparse()


def _text(one: Object) -> str:
    return one.unparse(resolved=True).decode("latin-1")
