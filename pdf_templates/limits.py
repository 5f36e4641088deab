"""What the press takes and gives: time, memory, processes, and the size of a document."""

from __future__ import annotations

from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass

from curriculum.pictures import picture_fault
from curriculum.printed import Document, HandoutPack
from pdf_templates.errors import RenderLimitError
from pdf_templates.pages import Part


@dataclass(frozen=True, slots=True)
class PressLimits:
    """The bounds of one press; the defaults fit a small server."""

    seconds: float = 60
    """For a part to wait for a process, and again to be made by it."""
    megabytes: int = 1024
    """Of data in a render process."""
    workers: int = 2
    """Render processes; 0 makes everything in the calling process, without clock and walls."""
    renders_per_worker: int = 200
    """Then a process gives way to a fresh one, as it does with half its megabytes in use."""
    cache_megabytes: int = 1024
    parts: int = 300
    characters: int = 1_000_000
    """Of HTML in a part; a long session has a tenth of it."""
    rows: int = 2_000
    """Of tables in a part."""


def check_pictures(document: Document) -> None:
    """Raise RenderLimitError for a picture that is none, or too large to be decoded."""
    if not isinstance(document, HandoutPack):
        return
    for sheet in document.sheets:
        for name, body in sheet.images.items():
            if fault := picture_fault(name, b64decode(body)):
                _, sentence, advice = fault
                raise RenderLimitError(f"{name} on handout {sheet.number}: {sentence} {advice}")


def check_parts(parts: Sequence[Part], limits: PressLimits) -> None:
    """Raise RenderLimitError where a document has too many parts, or too much in one of them."""
    _bound(len(parts), limits.parts, "The document has {} parts; make two workshops of it.")
    for part in parts:
        text, rows = len(part.html), part.html.count("<tr")
        say = f"The part '{part.name}' has {{}}; the press takes {{}}. Shorten it or split it."
        _bound(text, limits.characters, say.format("{} characters", limits.characters))
        _bound(rows, limits.rows, say.format("{} table rows", limits.rows))


def _bound(number: int, limit: int, message: str) -> None:
    if number > limit:
        raise RenderLimitError(message.format(number))
