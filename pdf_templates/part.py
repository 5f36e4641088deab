"""Make a rendered part fit to be joined: names that stay its own, running lines as artifacts.

What one part does not know of another would clash or be lost in the joined document: the ids of
table heads, the tags of font subsets (ISO 32000-1, 9.6.4), and the text of margin boxes, which
WeasyPrint 70 hangs on structure elements that stand in no tree.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO

from pikepdf import Name, Object, ObjectStreamMode, Pdf, String

from pdf_templates.jobs import Facts


def settle(rendered: bytes) -> tuple[bytes, Facts]:
    """Return a part as it is kept and joined, and the facts about it; same input, same bytes."""
    with Pdf.open(BytesIO(rendered)) as pdf:
        elements = list(_elements(pdf))
        _own_ids(elements, sha256(rendered).hexdigest()[:12])
        _own_font_names(pdf)
        _margins_as_artifacts(pdf, {element.objgen for element in elements})
        facts = Facts(len(pdf.pages), _anchors(pdf))
        settled = BytesIO()
        pdf.save(
            settled,
            fix_metadata_version=False,
            object_stream_mode=ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return settled.getvalue(), facts


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
            element.A.Headers = [String(f"{prefix}-{head}") for head in element.A.Headers]


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
        page.obj.Contents.write(content)


def _as_artifact(content: bytes, mcid: int) -> bytes:
    mark = b"<</MCID %d>>\nBDC" % mcid
    before, found, after = content.partition(mark)
    if not found:
        raise ValueError(f"marked content {mcid} is not written as WeasyPrint 70 writes it")
    return before[: before.rindex(b"/")] + b"/Artifact\nBMC" + after


def _anchors(pdf: Pdf) -> dict[str, int]:
    if "/Names" not in pdf.Root:
        return {}
    pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages, start=1)}
    names = list(pdf.Root.Names.Dests.Names)
    return {
        str(name): pages[target[0].objgen]
        for name, target in zip(names[::2], names[1::2], strict=True)
    }
