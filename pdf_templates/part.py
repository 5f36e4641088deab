"""Make a rendered part fit to be joined, and keep it as lines.

What one part does not know of another would clash or be lost in the joined document: the ids of
table heads, the tags of font subsets (ISO 32000-1, 9.6.4), links to other parts, and the text of
margin boxes, which WeasyPrint 70 hangs on structure elements that stand in no tree.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

from pikepdf import Array, Name, Object, Pdf, String

from pdf_templates.kept import Kept
from pdf_templates.links import ELSEWHERE
from pdf_templates.serialise import keep


def settle(rendered: bytes) -> Kept:
    """Return a part as it is kept and joined; the same input gives the same bytes."""
    with Pdf.open(BytesIO(rendered)) as pdf:
        elements = list(_elements(pdf))
        in_tree = {element.objgen for element in elements}
        _own_ids(elements, sha256(rendered).hexdigest()[:12])
        _own_font_names(pdf)
        _margins_as_artifacts(pdf, in_tree)
        return keep(pdf, in_tree, wanted=list(_lead_elsewhere(pdf)))


def _elements(pdf: Pdf) -> Iterator[Object]:
    """Yield the structure elements that hang in the tree."""
    waiting = [pdf.Root.StructTreeRoot.K[0]]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(kid for kid in element.K if isinstance(kid, Object) and "/S" in kid)


def _own_ids(elements: list[Object], prefix: str) -> None:
    """Put the prefix before the ids of table heads, which are numbers of objects."""
    for element in elements:
        if "/ID" in element:
            element.ID = String(f"{prefix}-{element.ID}")
        if "/A" in element and "/Headers" in element.A:
            element.A.Headers = Array([String(f"{prefix}-{head}") for head in element.A.Headers])


def _own_font_names(pdf: Pdf) -> None:
    """Tag each font with the content of its subset: WeasyPrint tags it with the font alone."""
    for font in pdf.pages[0].obj.Resources.Font.values():
        if "/DescendantFonts" not in font:
            continue
        descendant = font.DescendantFonts[0]
        descriptor = descendant.FontDescriptor
        file = descriptor.FontFile2 if "/FontFile2" in descriptor else descriptor.FontFile3
        digest = sha256(file.read_raw_bytes()).digest()
        tag = "".join(chr(ord("A") + byte % 26) for byte in digest[:6])
        name = Name(f"/{tag}+{str(font.BaseFont).partition('+')[2]}")
        font.BaseFont = descendant.BaseFont = descriptor.FontName = name


def _margins_as_artifacts(pdf: Pdf, in_tree: set[tuple[int, int]]) -> None:
    """Mark the text of margin boxes as artifacts (ISO 14289-1, 7.1) instead of lost elements."""
    numbers = pdf.Root.StructTreeRoot.ParentTree.Nums
    for page in pdf.pages:
        owners = numbers[2 * int(page.obj.StructParents) + 1]
        lost = [mcid for mcid, owner in enumerate(owners) if owner.objgen not in in_tree]
        content = page.obj.Contents.read_bytes()
        for mcid in lost:
            owners[mcid] = None
            content = _as_artifact(content, mcid)
        page.obj.Contents.write(zlib.compress(content, 9), filter=Name.FlateDecode)


def _as_artifact(content: bytes, mcid: int) -> bytes:
    mark = b"<</MCID %d>>\nBDC" % mcid
    before, found, after = content.partition(mark)
    if not found:
        raise ValueError(f"marked content {mcid} is not written as WeasyPrint 70 writes it")
    return before[: before.rindex(b"/")] + b"/Artifact\nBMC" + after


def _lead_elsewhere(pdf: Pdf) -> Iterator[str]:
    """Turn links to other parts into links by name, and yield the names."""
    for page in pdf.pages:
        for link in page.obj.get("/Annots", Array()):
            address = str(link.A.URI) if "/A" in link else ""
            if address.startswith(ELSEWHERE):
                anchor = address.removeprefix(ELSEWHERE)
                del link.A
                link.Dest = link.Contents = String(anchor)
                yield anchor
