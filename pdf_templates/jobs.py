"""What a render process can be asked to do, and what it tells of a part."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from curriculum.edition import Edition
from pdf_templates.frames import Frame
from pdf_templates.numbers import PageNumbers


@dataclass(frozen=True, slots=True)
class Facts:
    """What others need to know of a part: its pages, and the page, from 1, of each anchor."""

    pages: int
    anchors: dict[str, int]

    def note(self) -> str:
        """Return the facts as text, to be kept with the part."""
        return json.dumps(asdict(self))

    @classmethod
    def of_note(cls, note: str) -> Facts:
        """Return the facts that `note` wrote down."""
        return cls(**json.loads(note))


def render_job(html: str, edition: Edition) -> Frame:
    """Return the request to make a part; the answer has its PDF, and its facts as `note`."""
    return Frame({"job": "render", "edition": edition.model_dump(mode="json")}, [html.encode()])


def join_job(parts: Sequence[bytes], numbers: PageNumbers | None = None) -> Frame:
    """Return the request to join parts; with numbers, the last of them is the specimen."""
    return Frame({"job": "join", "numbers": numbers and asdict(numbers)}, parts)
