"""What a render process can be asked to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from curriculum.edition import Edition
from pdf_templates.frames import Frame
from pdf_templates.numbers import PageNumbers


def render_job(html: str, edition: Edition) -> Frame:
    """Return the request to make a part; the answer has it as it is kept."""
    return Frame({"job": "render", "edition": edition.model_dump(mode="json")}, [html.encode()])


def join_job(parts: Sequence[bytes], numbers: PageNumbers | None = None) -> Frame:
    """Return the request to join kept parts; with numbers, the last of them is the specimen."""
    return Frame({"job": "join", "numbers": numbers and asdict(numbers)}, parts)
